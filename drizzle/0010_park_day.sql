CREATE TABLE "calendar_tokens" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "calendar_tokens_hash" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "calendar_tokens" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "firm_moves" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"firm_id" uuid NOT NULL,
	"firm_name" text NOT NULL,
	"firm_uscc" text NOT NULL,
	"from_park" text,
	"to_park" text,
	"reason" text NOT NULL,
	"state" text DEFAULT 'requested' NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"note" text,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "firm_moves" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notice_settings" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"email" text,
	"is_daily" boolean DEFAULT true NOT NULL,
	"muted" text[] DEFAULT '{}' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notice_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"values" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"link" text,
	"firm_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"read_at" timestamp (3) with time zone,
	"mailed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "notifications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "coaching_cases" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"certification" text,
	"goal" text NOT NULL,
	"coach" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"outcome" text,
	"opened_on" date NOT NULL,
	"closed_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "coaching_cases_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "coaching_cases" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "coaching_todos" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"what" text NOT NULL,
	"due_on" date,
	"done_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "coaching_todos_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "coaching_todos" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "service_records" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"theme" text,
	"happened_on" date NOT NULL,
	"officer" text NOT NULL,
	"summary" text NOT NULL,
	"outcome" text,
	"case_id" uuid,
	"training_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "service_records_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "service_records" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "verdict_changes" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"certification" text NOT NULL,
	"before" text NOT NULL,
	"after" text NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "verdict_changes_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "verdict_changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "training_firms" (
	"firm_id" uuid NOT NULL,
	"training_id" uuid NOT NULL,
	"state" text DEFAULT 'invited' NOT NULL,
	"people" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "training_firms_firm_id_training_id_pk" PRIMARY KEY("firm_id","training_id")
);
--> statement-breakpoint
ALTER TABLE "training_firms" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "trainings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"park_id" text,
	"title" text NOT NULL,
	"level" text NOT NULL,
	"held_on" date NOT NULL,
	"starts_at" text NOT NULL,
	"place" text NOT NULL,
	"capacity" integer,
	"description" text,
	"sign_up_by" date,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "trainings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"owner_id" uuid NOT NULL,
	"owner_name" text NOT NULL,
	"role" text NOT NULL,
	"park_id" text,
	"name" text NOT NULL,
	"filters" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"columns" text[] DEFAULT '{}' NOT NULL,
	"sort" text DEFAULT 'name' NOT NULL,
	"order" text DEFAULT 'asc' NOT NULL,
	"is_shared" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "saved_views" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "calendar_tokens" ADD CONSTRAINT "calendar_tokens_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firm_moves" ADD CONSTRAINT "firm_moves_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firm_moves" ADD CONSTRAINT "firm_moves_from_park_parks_id_fk" FOREIGN KEY ("from_park") REFERENCES "public"."parks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firm_moves" ADD CONSTRAINT "firm_moves_to_park_parks_id_fk" FOREIGN KEY ("to_park") REFERENCES "public"."parks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_settings" ADD CONSTRAINT "notice_settings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coaching_cases" ADD CONSTRAINT "coaching_cases_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coaching_todos" ADD CONSTRAINT "coaching_todos_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coaching_todos" ADD CONSTRAINT "coaching_todos_firm_id_case_id_coaching_cases_firm_id_id_fk" FOREIGN KEY ("firm_id","case_id") REFERENCES "public"."coaching_cases"("firm_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_records" ADD CONSTRAINT "service_records_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_records" ADD CONSTRAINT "service_records_firm_id_case_id_coaching_cases_firm_id_id_fk" FOREIGN KEY ("firm_id","case_id") REFERENCES "public"."coaching_cases"("firm_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdict_changes" ADD CONSTRAINT "verdict_changes_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_firms" ADD CONSTRAINT "training_firms_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_firms" ADD CONSTRAINT "training_firms_training_id_trainings_id_fk" FOREIGN KEY ("training_id") REFERENCES "public"."trainings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_owner_id_accounts_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "firm_moves_open" ON "firm_moves" USING btree ("firm_id") WHERE "firm_moves"."state" = 'requested';--> statement-breakpoint
CREATE INDEX "firm_moves_by_time" ON "firm_moves" USING btree ("requested_at");--> statement-breakpoint
CREATE INDEX "notifications_by_account" ON "notifications" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "notifications_asked" ON "notifications" USING btree ("firm_id","created_at") WHERE "notifications"."kind" = 'figures-missing';--> statement-breakpoint
CREATE INDEX "notifications_unmailed" ON "notifications" USING btree ("account_id") WHERE "notifications"."mailed_at" is null;--> statement-breakpoint
CREATE INDEX "coaching_cases_open" ON "coaching_cases" USING btree ("firm_id") WHERE "coaching_cases"."state" = 'open';--> statement-breakpoint
CREATE INDEX "coaching_todos_due" ON "coaching_todos" USING btree ("due_on") WHERE "coaching_todos"."done_on" is null;--> statement-breakpoint
CREATE INDEX "service_records_by_day" ON "service_records" USING btree ("happened_on","firm_id");--> statement-breakpoint
CREATE INDEX "verdict_changes_by_time" ON "verdict_changes" USING btree ("changed_at","firm_id");--> statement-breakpoint
CREATE INDEX "training_firms_by_training" ON "training_firms" USING btree ("training_id","state");--> statement-breakpoint
CREATE INDEX "trainings_by_day" ON "trainings" USING btree ("held_on","id");--> statement-breakpoint
CREATE INDEX "saved_views_by_owner" ON "saved_views" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "saved_views_by_park" ON "saved_views" USING btree ("park_id");--> statement-breakpoint
CREATE POLICY "may_read" ON "calendar_tokens" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')) or "calendar_tokens"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_insert" ON "calendar_tokens" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system')) or "calendar_tokens"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_update" ON "calendar_tokens" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')) or "calendar_tokens"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid)) WITH CHECK ((select current_setting('app.role', true) in ('system')) or "calendar_tokens"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_delete" ON "calendar_tokens" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')) or "calendar_tokens"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_read" ON "firm_moves" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "firm_moves"."from_park" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('park')) and "firm_moves"."to_park" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_insert" ON "firm_moves" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or (((select current_setting('app.role', true) in ('park')) and "firm_moves"."from_park" = (select current_setting('app.park_id', true))) and exists (select 1 from firms seen where seen.id = "firm_moves"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "firm_moves" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "firm_moves"."from_park" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('park')) and "firm_moves"."to_park" = (select current_setting('app.park_id', true)))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "firm_moves"."from_park" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('park')) and "firm_moves"."to_park" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_read" ON "notice_settings" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')) or "notice_settings"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_insert" ON "notice_settings" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system')) or "notice_settings"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_update" ON "notice_settings" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')) or "notice_settings"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid)) WITH CHECK ((select current_setting('app.role', true) in ('system')) or "notice_settings"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_delete" ON "notice_settings" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')) or "notice_settings"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_read" ON "notifications" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')) or "notifications"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid) or ("notifications"."kind" = 'figures-missing' and (select current_setting('app.role', true) in ('park', 'bureau')) and exists (select 1 from firms seen where seen.id = "notifications"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_insert" ON "notifications" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and ("notifications"."firm_id" is null or exists (select 1 from firms seen where seen.id = "notifications"."firm_id"))));--> statement-breakpoint
CREATE POLICY "may_update" ON "notifications" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')) or "notifications"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid)) WITH CHECK ((select current_setting('app.role', true) in ('system')) or "notifications"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_delete" ON "notifications" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_read" ON "coaching_cases" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "coaching_cases"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "coaching_cases" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "coaching_cases"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "coaching_cases" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "coaching_cases"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "coaching_cases"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "coaching_cases" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "coaching_cases"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "coaching_todos" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "coaching_todos"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "coaching_todos" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "coaching_todos"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "coaching_todos" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "coaching_todos"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "coaching_todos"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "coaching_todos" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "coaching_todos"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "service_records" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "service_records"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "service_records" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "service_records"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "service_records" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "service_records"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "service_records"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "service_records" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "service_records"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "verdict_changes" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "verdict_changes"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "verdict_changes" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "verdict_changes"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "verdict_changes" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "verdict_changes"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "verdict_changes"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "verdict_changes" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "verdict_changes"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "training_firms" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "training_firms"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "training_firms" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "training_firms"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "training_firms" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "training_firms"."firm_id")) or ((select current_setting('app.role', true) in ('company')) and exists (select 1 from firms seen where seen.id = "training_firms"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "training_firms"."firm_id")) or ((select current_setting('app.role', true) in ('company')) and exists (select 1 from firms seen where seen.id = "training_firms"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "training_firms" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from firms seen where seen.id = "training_firms"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "trainings" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "trainings"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from training_firms mine where mine.training_id = "trainings"."id")));--> statement-breakpoint
CREATE POLICY "may_insert" ON "trainings" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "trainings"."park_id" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_update" ON "trainings" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "trainings"."park_id" = (select current_setting('app.park_id', true)))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "trainings"."park_id" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_delete" ON "trainings" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "trainings"."park_id" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_read" ON "saved_views" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')) or "saved_views"."owner_id" = (select nullif(current_setting('app.account_id', true), '')::uuid) or ("saved_views"."is_shared" and (((select current_setting('app.role', true) in ('park')) and "saved_views"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('bureau')) and "saved_views"."role" = 'bureau'))));--> statement-breakpoint
CREATE POLICY "may_insert" ON "saved_views" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ("saved_views"."owner_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_update" ON "saved_views" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ("saved_views"."owner_id" = (select nullif(current_setting('app.account_id', true), '')::uuid)) WITH CHECK ("saved_views"."owner_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_delete" ON "saved_views" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ("saved_views"."owner_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));