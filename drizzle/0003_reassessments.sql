CREATE TABLE "reassessments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"everything" boolean NOT NULL,
	"rules" text NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_by" text NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "reassessments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "firm_summaries_by_day";--> statement-breakpoint
ALTER TABLE "assessments" ADD COLUMN "nearest" double precision;--> statement-breakpoint
ALTER TABLE "assessments" ADD COLUMN "farthest" double precision;--> statement-breakpoint
ALTER TABLE "assessments" ADD COLUMN "unmet" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "firm_summaries" ADD COLUMN "holds_until" date;--> statement-breakpoint
ALTER TABLE "firm_summaries" ADD COLUMN "rules" text;--> statement-breakpoint
CREATE INDEX "reassessments_open" ON "reassessments" USING btree ("started_at") WHERE "reassessments"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "firm_summaries_by_end" ON "firm_summaries" USING btree ("holds_until","firm_id");--> statement-breakpoint
CREATE POLICY "may_read" ON "reassessments" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_insert" ON "reassessments" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_update" ON "reassessments" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system'))) WITH CHECK ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "reassessments" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')));