ALTER TABLE "firm_summaries" ADD COLUMN "decisions" text;--> statement-breakpoint
ALTER TABLE "firm_summaries" ADD COLUMN "results_fingerprint" text;--> statement-breakpoint
ALTER TABLE "assessments" DROP COLUMN "proxies";--> statement-breakpoint
ALTER TABLE "assessments" DROP COLUMN "facts_fingerprint";