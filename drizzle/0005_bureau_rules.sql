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
ALTER TABLE "rule_revisions" ADD CONSTRAINT "rule_revisions_draft_id_rule_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."rule_drafts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rule_drafts_by_time" ON "rule_drafts" USING btree ("updated_at","id");--> statement-breakpoint
CREATE POLICY "may_read" ON "rule_drafts" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')));--> statement-breakpoint
CREATE POLICY "may_insert" ON "rule_drafts" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')));--> statement-breakpoint
CREATE POLICY "may_update" ON "rule_drafts" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')));--> statement-breakpoint
CREATE POLICY "may_read" ON "rule_revisions" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "rule_revisions" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')));--> statement-breakpoint
CREATE POLICY "may_update" ON "rule_revisions" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')));