CREATE TABLE "incentive_changes" (
	"incentive" text PRIMARY KEY NOT NULL,
	"change" jsonb NOT NULL,
	"reason" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "incentive_changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incentive_deliveries" (
	"firm_id" uuid NOT NULL,
	"incentive" text NOT NULL,
	"told_at" timestamp (3) with time zone,
	"told_by" text,
	"read_at" timestamp (3) with time zone,
	"applied_on" date,
	"received_on" date,
	"received" numeric(15, 2),
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "incentive_deliveries_firm_id_incentive_pk" PRIMARY KEY("firm_id","incentive")
);
--> statement-breakpoint
ALTER TABLE "incentive_deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incentive_matches" (
	"firm_id" uuid NOT NULL,
	"incentive" text NOT NULL,
	"outcome" text NOT NULL,
	"estimate" numeric(15, 2),
	"as_of" date NOT NULL,
	"facts_fingerprint" text NOT NULL,
	CONSTRAINT "incentive_matches_firm_id_incentive_pk" PRIMARY KEY("firm_id","incentive")
);
--> statement-breakpoint
ALTER TABLE "incentive_matches" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "libraries" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"certification" text NOT NULL,
	"source" text,
	"rule" jsonb NOT NULL,
	"sort" smallint DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text DEFAULT 'system' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "libraries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "library_entries" (
	"firm_id" uuid NOT NULL,
	"library_id" text NOT NULL,
	"state" text NOT NULL,
	"origin" text NOT NULL,
	"round_id" uuid,
	"name" text NOT NULL,
	"entered_on" date,
	"recheck_on" date,
	"left_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "library_entries_firm_id_library_id_pk" PRIMARY KEY("firm_id","library_id")
);
--> statement-breakpoint
ALTER TABLE "library_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "library_events" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"library_id" text NOT NULL,
	"round_id" uuid,
	"kind" text NOT NULL,
	"on" date NOT NULL,
	"reason" text NOT NULL,
	"before" text,
	"after" text,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "library_events_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "library_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "library_rounds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"library_id" text NOT NULL,
	"year" smallint NOT NULL,
	"number" text,
	"recommend_until" date,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"opened_by" text NOT NULL,
	"published_at" timestamp (3) with time zone,
	"published_by" text,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "library_rounds_year" UNIQUE("library_id","year")
);
--> statement-breakpoint
ALTER TABLE "library_rounds" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "segment_members" (
	"firm_id" uuid NOT NULL,
	"segment_id" uuid NOT NULL,
	"since" date NOT NULL,
	"until" date,
	CONSTRAINT "segment_members_firm_id_segment_id_since_pk" PRIMARY KEY("firm_id","segment_id","since")
);
--> statement-breakpoint
ALTER TABLE "segment_members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "segments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"rule" jsonb NOT NULL,
	"offers" text[] DEFAULT '{}' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "segments_name_unique" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "segments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "listing_steps" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"stage" text NOT NULL,
	"entered_on" date NOT NULL,
	"board" text,
	"exit" text,
	"document" text,
	"authority" text,
	"note" text,
	"valid_to" date,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "listing_steps_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "listing_steps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "overview_counts" (
	"park_id" text,
	"town_code" text,
	"certification" text NOT NULL,
	"firms" integer DEFAULT 0 NOT NULL,
	"with_figures" integer DEFAULT 0 NOT NULL,
	"held" integer DEFAULT 0 NOT NULL,
	"ending" integer DEFAULT 0 NOT NULL,
	"at_risk" integer DEFAULT 0 NOT NULL,
	"qualified" integer DEFAULT 0 NOT NULL,
	"review" integer DEFAULT 0 NOT NULL,
	"undetermined" integer DEFAULT 0 NOT NULL,
	"short_by_one" integer DEFAULT 0 NOT NULL,
	"unqualified" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "overview_counts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "overview_state" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"day" date NOT NULL,
	"counted_at" timestamp (3) with time zone NOT NULL,
	"firms" integer NOT NULL,
	"mark" text NOT NULL,
	"indicators" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "overview_state" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "indicator_values" (
	"indicator" integer NOT NULL,
	"year" smallint NOT NULL,
	"value" numeric NOT NULL,
	"source" text NOT NULL,
	"evidence" text,
	"version" integer DEFAULT 1 NOT NULL,
	"entered_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"entered_by" text NOT NULL,
	CONSTRAINT "indicator_values_indicator_year_pk" PRIMARY KEY("indicator","year")
);
--> statement-breakpoint
ALTER TABLE "indicator_values" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "indicator_versions" (
	"indicator" integer NOT NULL,
	"version" integer NOT NULL,
	"stands" jsonb NOT NULL,
	"reason" text NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"changed_by" text NOT NULL,
	CONSTRAINT "indicator_versions_indicator_version_pk" PRIMARY KEY("indicator","version")
);
--> statement-breakpoint
ALTER TABLE "indicator_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan_periods" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"base_year" smallint NOT NULL,
	"target_year" smallint NOT NULL,
	"source" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text DEFAULT 'system' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "plan_periods" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan_targets" (
	"indicator" integer NOT NULL,
	"year" smallint NOT NULL,
	"place" text NOT NULL,
	"value" numeric NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "plan_targets_indicator_year_place_pk" PRIMARY KEY("indicator","year","place")
);
--> statement-breakpoint
ALTER TABLE "plan_targets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "title_applications" (
	"firm_id" uuid NOT NULL,
	"certification" text NOT NULL,
	"year" smallint NOT NULL,
	"applied_on" date NOT NULL,
	"outcome" text,
	"decided_on" date,
	"note" text,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "title_applications_firm_id_certification_year_pk" PRIMARY KEY("firm_id","certification","year")
);
--> statement-breakpoint
ALTER TABLE "title_applications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "plan_indicators" DROP CONSTRAINT "plan_indicators_key_unique";--> statement-breakpoint
ALTER TABLE "plan_indicators" ADD COLUMN "period_id" text DEFAULT '2021-2025' NOT NULL;--> statement-breakpoint
ALTER TABLE "plan_indicators" ADD COLUMN "position" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "plan_indicators" ADD COLUMN "path" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "plan_indicators" ADD COLUMN "counting" jsonb DEFAULT '{"by":"entered"}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "plan_indicators" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "plan_indicators" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "plan_indicators" ADD COLUMN "updated_by" text DEFAULT 'system' NOT NULL;--> statement-breakpoint
ALTER TABLE "incentive_deliveries" ADD CONSTRAINT "incentive_deliveries_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incentive_matches" ADD CONSTRAINT "incentive_matches_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "library_entries" ADD CONSTRAINT "library_entries_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "library_entries" ADD CONSTRAINT "library_entries_library_id_libraries_id_fk" FOREIGN KEY ("library_id") REFERENCES "public"."libraries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "library_entries" ADD CONSTRAINT "library_entries_round_id_library_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."library_rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "library_events" ADD CONSTRAINT "library_events_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "library_rounds" ADD CONSTRAINT "library_rounds_library_id_libraries_id_fk" FOREIGN KEY ("library_id") REFERENCES "public"."libraries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_members" ADD CONSTRAINT "segment_members_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_members" ADD CONSTRAINT "segment_members_segment_id_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."segments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_steps" ADD CONSTRAINT "listing_steps_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indicator_values" ADD CONSTRAINT "indicator_values_indicator_plan_indicators_no_fk" FOREIGN KEY ("indicator") REFERENCES "public"."plan_indicators"("no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indicator_versions" ADD CONSTRAINT "indicator_versions_indicator_plan_indicators_no_fk" FOREIGN KEY ("indicator") REFERENCES "public"."plan_indicators"("no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_targets" ADD CONSTRAINT "plan_targets_indicator_plan_indicators_no_fk" FOREIGN KEY ("indicator") REFERENCES "public"."plan_indicators"("no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "title_applications" ADD CONSTRAINT "title_applications_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incentive_deliveries_by_incentive" ON "incentive_deliveries" USING btree ("incentive");--> statement-breakpoint
CREATE INDEX "incentive_matches_by_outcome" ON "incentive_matches" USING btree ("incentive","outcome","firm_id");--> statement-breakpoint
CREATE INDEX "library_entries_by_state" ON "library_entries" USING btree ("library_id","state","firm_id");--> statement-breakpoint
CREATE INDEX "library_events_by_library" ON "library_events" USING btree ("library_id","at");--> statement-breakpoint
CREATE INDEX "segment_members_by_segment" ON "segment_members" USING btree ("segment_id","until");--> statement-breakpoint
CREATE INDEX "listing_steps_by_stage" ON "listing_steps" USING btree ("stage");--> statement-breakpoint
CREATE INDEX "overview_counts_by_park" ON "overview_counts" USING btree ("park_id");--> statement-breakpoint
CREATE INDEX "title_applications_by_year" ON "title_applications" USING btree ("certification","year");--> statement-breakpoint
ALTER TABLE "plan_indicators" ADD CONSTRAINT "plan_indicators_key" UNIQUE("period_id","key");--> statement-breakpoint
CREATE POLICY "may_read" ON "incentive_changes" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "incentive_changes" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_update" ON "incentive_changes" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "incentive_changes" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_read" ON "incentive_deliveries" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "incentive_deliveries"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "incentive_deliveries" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "incentive_deliveries"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "incentive_deliveries" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "incentive_deliveries"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "incentive_deliveries"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "incentive_deliveries" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "incentive_deliveries"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "incentive_matches" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "incentive_matches"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "incentive_matches" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "incentive_matches"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "incentive_matches" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "incentive_matches"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "incentive_matches"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "incentive_matches" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "incentive_matches"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "libraries" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "libraries" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_update" ON "libraries" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "libraries" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_read" ON "library_entries" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "library_entries"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "library_entries" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "library_entries"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "library_entries" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "library_entries"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "library_entries"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "library_entries" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "library_entries"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "library_events" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "library_events"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "library_events" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "library_events"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "library_rounds" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "library_rounds" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_update" ON "library_rounds" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "library_rounds" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_read" ON "segment_members" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "segment_members"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "segment_members" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "segment_members"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "segment_members" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "segment_members"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "segment_members"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "segment_members" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "segment_members"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "segments" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "segments" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_update" ON "segments" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "segments" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_read" ON "listing_steps" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "listing_steps"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "listing_steps" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "listing_steps"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "listing_steps" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "listing_steps"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "listing_steps"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "listing_steps" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "listing_steps"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "overview_counts" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or ((select current_setting('app.role', true) in ('park')) and "overview_counts"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('town')) and "overview_counts"."town_code" = (select current_setting('app.town_code', true))));--> statement-breakpoint
CREATE POLICY "may_insert" ON "overview_counts" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "overview_counts" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_read" ON "overview_state" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "overview_state" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_update" ON "overview_state" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system'))) WITH CHECK ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "overview_state" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_read" ON "indicator_values" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "indicator_values" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_update" ON "indicator_values" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "indicator_values" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_read" ON "indicator_versions" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "indicator_versions" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_read" ON "plan_periods" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "plan_periods" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_update" ON "plan_periods" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "plan_periods" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_read" ON "plan_targets" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "plan_targets" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_update" ON "plan_targets" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "plan_targets" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_read" ON "title_applications" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "title_applications"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "title_applications" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "title_applications"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "title_applications" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "title_applications"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "title_applications"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "title_applications" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "title_applications"."firm_id")));