CREATE TABLE "register_entries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"level" text,
	"firm_id" uuid,
	"host_uscc" text,
	"host" text,
	"valid_from" date,
	"valid_to" date,
	"review_on" date,
	"year" smallint,
	"amount" numeric(15, 2),
	"tenants" text[] DEFAULT '{}' NOT NULL,
	"note" text,
	"count" integer DEFAULT 1 NOT NULL,
	"source" text NOT NULL,
	"is_removed" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "register_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rule_drafts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"title" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"certification" text NOT NULL,
	"base" text,
	"changes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"pack" jsonb,
	"examples" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"restated" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"document_number" text,
	"document_title" text,
	"document_date" date,
	"effective_on" date,
	"open_applications" text,
	"note" text,
	"simulation" jsonb,
	"author_id" uuid NOT NULL,
	"author" text NOT NULL,
	"editor_ids" uuid[] DEFAULT '{}' NOT NULL,
	"approved_by_id" uuid,
	"approved_by" text,
	"approved_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rule_drafts_second_person" CHECK ("rule_drafts"."approved_by_id" is null or not ("rule_drafts"."approved_by_id" = any("rule_drafts"."editor_ids"))),
	CONSTRAINT "rule_drafts_approved" CHECK ("rule_drafts"."state" not in ('approved', 'enacted') or "rule_drafts"."approved_by_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "rule_drafts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rule_revisions" (
	"id" text PRIMARY KEY NOT NULL,
	"draft_id" uuid NOT NULL,
	"certification" text NOT NULL,
	"base" text,
	"changes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"pack" jsonb,
	"examples" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"restated" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"document_number" text NOT NULL,
	"document_title" text NOT NULL,
	"document_date" date NOT NULL,
	"effective_on" date NOT NULL,
	"apply_during" daterange NOT NULL,
	"renew_during" daterange NOT NULL,
	"editor_ids" uuid[] DEFAULT '{}' NOT NULL,
	"author" text NOT NULL,
	"approved_by_id" uuid NOT NULL,
	"approved_by" text NOT NULL,
	"enacted_by" text NOT NULL,
	"enacted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rule_revisions_draft" UNIQUE("draft_id"),
	CONSTRAINT "rule_revisions_second_person" CHECK (not ("rule_revisions"."approved_by_id" = any("rule_revisions"."editor_ids")))
);
--> statement-breakpoint
ALTER TABLE "rule_revisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "report_parts" (
	"year" integer NOT NULL,
	"unit_id" text NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"submitted_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "report_parts_year_unit_id_pk" PRIMARY KEY("year","unit_id")
);
--> statement-breakpoint
ALTER TABLE "report_parts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "report_rounds" (
	"year" integer PRIMARY KEY NOT NULL,
	"due_on" date NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"owing" text[] NOT NULL,
	"reminders" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"frozen_by" text,
	"frozen_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "report_rounds" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "task_notes" (
	"task_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "task_notes_task_id_at_by_pk" PRIMARY KEY("task_id","at","by")
);
--> statement-breakpoint
ALTER TABLE "task_notes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"parent_id" uuid,
	"source" text NOT NULL,
	"section" text DEFAULT '' NOT NULL,
	"title" text NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"lead_unit" text,
	"supporting_units" text[] DEFAULT '{}' NOT NULL,
	"attribution" text,
	"due_on" date,
	"target" text,
	"state" text DEFAULT 'todo' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tasks_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "tasks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "units" (
	"id" text PRIMARY KEY NOT NULL,
	"names" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"park_id" text,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "units" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_entries_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_revisions" ADD CONSTRAINT "rule_revisions_draft_id_rule_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."rule_drafts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_parts" ADD CONSTRAINT "report_parts_year_report_rounds_year_fk" FOREIGN KEY ("year") REFERENCES "public"."report_rounds"("year") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_parts" ADD CONSTRAINT "report_parts_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_notes" ADD CONSTRAINT "task_notes_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_parent_id_tasks_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_lead_unit_units_id_fk" FOREIGN KEY ("lead_unit") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_park_id_parks_id_fk" FOREIGN KEY ("park_id") REFERENCES "public"."parks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "register_entries_by_kind" ON "register_entries" USING btree ("kind","category");--> statement-breakpoint
CREATE INDEX "register_entries_by_firm" ON "register_entries" USING btree ("firm_id");--> statement-breakpoint
CREATE INDEX "rule_drafts_by_time" ON "rule_drafts" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "tasks_by_lead" ON "tasks" USING btree ("lead_unit");--> statement-breakpoint
CREATE INDEX "tasks_by_parent" ON "tasks" USING btree ("parent_id");--> statement-breakpoint
CREATE POLICY "may_read" ON "register_entries" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')));--> statement-breakpoint
CREATE POLICY "may_insert" ON "register_entries" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_update" ON "register_entries" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_read" ON "rule_drafts" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')));--> statement-breakpoint
CREATE POLICY "may_insert" ON "rule_drafts" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')));--> statement-breakpoint
CREATE POLICY "may_update" ON "rule_drafts" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')));--> statement-breakpoint
CREATE POLICY "may_read" ON "rule_revisions" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "rule_revisions" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')));--> statement-breakpoint
CREATE POLICY "may_update" ON "rule_revisions" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')));--> statement-breakpoint
CREATE POLICY "may_read" ON "report_parts" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from units own where own.id = "report_parts"."unit_id" and own.park_id = (select current_setting('app.park_id', true)))));--> statement-breakpoint
CREATE POLICY "may_insert" ON "report_parts" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from units own where own.id = "report_parts"."unit_id" and own.park_id = (select current_setting('app.park_id', true)))));--> statement-breakpoint
CREATE POLICY "may_update" ON "report_parts" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from units own where own.id = "report_parts"."unit_id" and own.park_id = (select current_setting('app.park_id', true))))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from units own where own.id = "report_parts"."unit_id" and own.park_id = (select current_setting('app.park_id', true)))));--> statement-breakpoint
CREATE POLICY "may_read" ON "report_rounds" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin', 'park')));--> statement-breakpoint
CREATE POLICY "may_insert" ON "report_rounds" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_update" ON "report_rounds" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_read" ON "task_notes" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin', 'park', 'town')));--> statement-breakpoint
CREATE POLICY "may_insert" ON "task_notes" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_read" ON "tasks" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin', 'park', 'town')));--> statement-breakpoint
CREATE POLICY "may_insert" ON "tasks" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_update" ON "tasks" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_read" ON "units" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "units" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_update" ON "units" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "units" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')));