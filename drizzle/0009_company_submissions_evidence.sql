CREATE TABLE "evidence" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"paper" text NOT NULL,
	"year" smallint,
	"file_name" text NOT NULL,
	"type" text NOT NULL,
	"size" bigint NOT NULL,
	"hash" text NOT NULL,
	"file" uuid NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "evidence_firm_id_id_pk" PRIMARY KEY("firm_id","id"),
	CONSTRAINT "evidence_file_unique" UNIQUE("file")
);
--> statement-breakpoint
ALTER TABLE "evidence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "submission_steps" (
	"firm_id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"seq" integer NOT NULL,
	"step" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"role" text NOT NULL,
	"note" text,
	"reasons" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"figures" jsonb NOT NULL,
	CONSTRAINT "submission_steps_firm_id_year_seq_pk" PRIMARY KEY("firm_id","year","seq")
);
--> statement-breakpoint
ALTER TABLE "submission_steps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "submissions" (
	"firm_id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"state" text DEFAULT 'submitted' NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"by" text DEFAULT 'system' NOT NULL,
	"note" text,
	"round" integer DEFAULT 1 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "submissions_firm_id_year_pk" PRIMARY KEY("firm_id","year")
);
--> statement-breakpoint
ALTER TABLE "submissions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_steps" ADD CONSTRAINT "submission_steps_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "submissions_by_state" ON "submissions" USING btree ("state","at","firm_id","year");--> statement-breakpoint
CREATE POLICY "may_read" ON "evidence" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "evidence"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_insert" ON "evidence" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system')) or ((select current_setting('app.role', true) in ('company')) and "evidence"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "may_update" ON "evidence" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')) or ((select current_setting('app.role', true) in ('company')) and "evidence"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid))) WITH CHECK ((select current_setting('app.role', true) in ('system')) or ((select current_setting('app.role', true) in ('company')) and "evidence"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "may_delete" ON "evidence" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_read" ON "submission_steps" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "submission_steps"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "submission_steps" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system')) or ((select current_setting('app.role', true) in ('bureau', 'park')) and exists (select 1 from firms seen where seen.id = "submission_steps"."firm_id") and "submission_steps"."step" in ('returned', 'confirmed')) or ((select current_setting('app.role', true) in ('company')) and exists (select 1 from firms seen where seen.id = "submission_steps"."firm_id") and "submission_steps"."step" in ('submitted', 'withdrawn')));--> statement-breakpoint
CREATE POLICY "may_read" ON "submissions" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "submissions"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "submissions" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "submissions"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "submissions" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "submissions"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "submissions"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "submissions" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "submissions"."firm_id")));--> statement-breakpoint
CREATE POLICY "firm_only_sends" ON "submissions" AS RESTRICTIVE FOR ALL TO "ladder_app" USING (true) WITH CHECK (not (select current_setting('app.role', true) in ('company')) or "submissions"."state" in ('submitted', 'withdrawn'));