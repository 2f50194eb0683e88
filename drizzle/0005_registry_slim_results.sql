ALTER TABLE "firm_summaries" ADD COLUMN "decisions" text;--> statement-breakpoint
ALTER TABLE "firm_summaries" ADD COLUMN "results_fingerprint" text;--> statement-breakpoint
ALTER TABLE "firm_summaries" ADD COLUMN "digest" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "firm_summaries_by_digest" ON "firm_summaries" USING btree ("park_id","digest");--> statement-breakpoint
ALTER TABLE "assessments" DROP COLUMN "proxies";--> statement-breakpoint
ALTER TABLE "assessments" DROP COLUMN "facts_fingerprint";