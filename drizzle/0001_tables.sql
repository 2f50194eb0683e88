CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account" text NOT NULL,
	"display_name" text NOT NULL,
	"role" text NOT NULL,
	"park_id" text,
	"firm_id" uuid,
	"town_code" text,
	"password_hash" text NOT NULL,
	"former_hashes" text[] DEFAULT '{}' NOT NULL,
	"password_changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"must_change" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"demo" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text DEFAULT 'system' NOT NULL,
	CONSTRAINT "accounts_scope" CHECK (("accounts"."role" = 'park') = ("accounts"."park_id" is not null) and ("accounts"."role" = 'company') = ("accounts"."firm_id" is not null) and ("accounts"."role" = 'town') = ("accounts"."town_code" is not null))
);
--> statement-breakpoint
ALTER TABLE "accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip" text
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "setup_secret" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"secret_hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "setup_secret" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"name_hash" text PRIMARY KEY NOT NULL,
	"attempts" integer NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"locked_until" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "sign_in_attempts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_head" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"account_id" uuid,
	"account" text,
	"role" text,
	"ip" text,
	"request_id" text,
	"action" text NOT NULL,
	"subject" text,
	"firm_id" uuid,
	"park_id" text,
	"outcome" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"account_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer,
	"body" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_account_id_key_pk" PRIMARY KEY("account_id","key")
);
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "answers" (
	"firm_id" uuid NOT NULL,
	"criterion" text NOT NULL,
	"value" jsonb,
	"provenance" jsonb,
	CONSTRAINT "answers_firm_id_criterion_pk" PRIMARY KEY("firm_id","criterion")
);
--> statement-breakpoint
ALTER TABLE "answers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "awards" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"provenance" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"level" text NOT NULL,
	"rank" bigint,
	"awarded_on" date,
	CONSTRAINT "awards_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "awards" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversions" (
	"firm_id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"items" numeric(15, 6),
	"provenance" jsonb,
	CONSTRAINT "conversions_firm_id_year_pk" PRIMARY KEY("firm_id","year")
);
--> statement-breakpoint
ALTER TABLE "conversions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "credit_listings" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"provenance" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"list" text NOT NULL,
	"from" date NOT NULL,
	"to" date,
	CONSTRAINT "credit_listings_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "credit_listings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "financings" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"provenance" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"amount" numeric(15, 2) NOT NULL,
	"paid_on" date NOT NULL,
	"qualified_institution" boolean,
	"equity_share" numeric(15, 6),
	CONSTRAINT "financings_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "financings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "firm_years" (
	"firm_id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"staff_quarterly_avg" numeric(15, 6),
	"staff_monthly_avg" numeric(15, 6),
	"staff_year_end" numeric(15, 6),
	"tech_staff_quarterly_avg" numeric(15, 6),
	"tech_staff_monthly_avg" numeric(15, 6),
	"rd_staff" numeric(15, 6),
	"operating_revenue" numeric(15, 2),
	"sales_revenue" numeric(15, 2),
	"main_business_revenue" numeric(15, 2),
	"main_product_revenue" numeric(15, 2),
	"total_income" numeric(15, 2),
	"high_tech_income" numeric(15, 2),
	"high_tech_main_product_income" numeric(15, 2),
	"cost_expense" numeric(15, 2),
	"rd_tax" numeric(15, 2),
	"rd_hnte" numeric(15, 2),
	"rd_hnte_domestic" numeric(15, 2),
	"rd_expense" numeric(15, 2),
	"rd_input" numeric(15, 2),
	"total_assets" numeric(15, 2),
	"total_liabilities" numeric(15, 2),
	"net_assets" numeric(15, 2),
	"net_profit" numeric(15, 2),
	"net_profit_parent" numeric(15, 2),
	"net_profit_parent_ex_non_recurring" numeric(15, 2),
	"operating_cash_flow" numeric(15, 2),
	"weighted_roe" numeric(15, 6),
	"tax_paid" numeric(15, 2),
	"export_revenue" numeric(15, 2),
	"provenance" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"verified_by" text,
	"verified_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text DEFAULT 'system' NOT NULL,
	CONSTRAINT "firm_years_firm_id_year_pk" PRIMARY KEY("firm_id","year")
);
--> statement-breakpoint
ALTER TABLE "firm_years" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "titles" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"provenance" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"title" text NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"revoked" boolean,
	CONSTRAINT "titles_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "titles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incidents" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"provenance" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"kind" text NOT NULL,
	"major" boolean,
	"on" date,
	CONSTRAINT "incidents_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "incidents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "institutions" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"provenance" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"level" text NOT NULL,
	"kind" text,
	"recognised_on" date,
	CONSTRAINT "institutions_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "institutions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ip_rights" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"provenance" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"kind" text NOT NULL,
	"granted_on" date,
	"acquisition" text,
	"acquired_on" date,
	"holder_rank" bigint,
	"linked_to_main_product" boolean,
	"in_use" boolean,
	"industrialisable" boolean,
	"high_value" boolean,
	"used_for_hnte" boolean,
	"valid" boolean,
	CONSTRAINT "ip_rights_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "ip_rights" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "listings" (
	"firm_id" uuid PRIMARY KEY NOT NULL,
	"expected_market_cap" numeric(15, 2),
	"structural_ok" boolean,
	"provenance" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "listings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "market_positions" (
	"firm_id" uuid PRIMARY KEY NOT NULL,
	"years_in_niche" numeric(15, 6),
	"niche_share" numeric(15, 6),
	"domestic_rank" bigint,
	"provincial_rank" bigint,
	"global_rank" bigint,
	"platform_score" numeric(15, 6),
	"platform_score_previous" numeric(15, 6),
	"digital_level" numeric(15, 6),
	"quality_award" boolean,
	"management_system_certified" boolean,
	"own_brand" boolean,
	"standards_contributor" boolean,
	"core_systems_online" boolean,
	"maker_china" text,
	"product_field" text,
	"controlled_by_little_giant" boolean,
	"same_group_similar_product" boolean,
	"local_score" numeric(15, 6),
	"provenance" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "market_positions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "standards" (
	"firm_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"provenance" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"level" text NOT NULL,
	"drafting_rank" bigint,
	"published_on" date,
	CONSTRAINT "standards_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
ALTER TABLE "standards" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "firm_names" (
	"firm_id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_grams" text[] GENERATED ALWAYS AS (bigrams(name)) STORED,
	"until" date,
	CONSTRAINT "firm_names_firm_id_name_pk" PRIMARY KEY("firm_id","name")
);
--> statement-breakpoint
ALTER TABLE "firm_names" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "firms" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"uscc" text NOT NULL,
	"name" text NOT NULL,
	"name_grams" text[] GENERATED ALWAYS AS (bigrams(name)) STORED,
	"name_note" text,
	"park_id" text,
	"town_code" text,
	"registered_on" date,
	"in_mainland" boolean,
	"legal_person" boolean,
	"province" text,
	"industry" text,
	"software_firm" boolean,
	"books_levied" boolean,
	"product_policy" text,
	"high_tech_field" text,
	"high_tech_field_fit" text,
	"strategic_industry" boolean,
	"joint_stock_on" date,
	"share_capital" numeric(15, 2),
	"address" text,
	"business_scope" text,
	"registered_capital_text" text,
	"contact_name" text,
	"contact_phone" text,
	"contact_email" text,
	"service_officer" text,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"stated" text[] DEFAULT '{}' NOT NULL,
	"versions" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"provenance" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text DEFAULT 'system' NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text DEFAULT 'system' NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	CONSTRAINT "firms_uscc_unique" UNIQUE("uscc"),
	CONSTRAINT "firms_uscc_length" CHECK (char_length("firms"."uscc") = 18)
);
--> statement-breakpoint
ALTER TABLE "firms" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "import_changes" (
	"import_id" uuid NOT NULL,
	"seq" bigserial NOT NULL,
	"firm_id" uuid NOT NULL,
	"table" text NOT NULL,
	"key" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "import_changes_import_id_seq_pk" PRIMARY KEY("import_id","seq")
);
--> statement-breakpoint
ALTER TABLE "import_changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "import_mappings" (
	"park_id" text DEFAULT '' NOT NULL,
	"header_key" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_mappings_park_id_header_key_pk" PRIMARY KEY("park_id","header_key")
);
--> statement-breakpoint
ALTER TABLE "import_mappings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "import_rows" (
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"cells" jsonb NOT NULL,
	"uscc" text,
	"name" text,
	"year" smallint,
	"rank" smallint DEFAULT 9 NOT NULL,
	"parsed" jsonb,
	"outcome" text,
	"issues" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"firm_id" uuid,
	"suggestion" jsonb,
	"baseline" jsonb,
	"decision" jsonb,
	CONSTRAINT "import_rows_import_id_row_pk" PRIMARY KEY("import_id","row")
);
--> statement-breakpoint
ALTER TABLE "import_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "import_stage" (
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"cells" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"park_id" text,
	"created_by" uuid NOT NULL,
	"created_by_name" text NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"file_size" bigint NOT NULL,
	"state" text NOT NULL,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"columns" jsonb,
	"sheets" jsonb,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"progress" jsonb,
	"head" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"header_key" text,
	"verdict_changes" jsonb,
	"undo_keeps" integer,
	"failure" text,
	"job_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"committed_at" timestamp (3) with time zone,
	"undone_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "imports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"key" text,
	"state" text DEFAULT 'queued' NOT NULL,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"actor" jsonb NOT NULL,
	"progress" jsonb DEFAULT '{"done":0,"total":null,"stage":""}'::jsonb NOT NULL,
	"result" jsonb,
	"error" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"instance" integer,
	"park_id" text,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "jobs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "cultivation_list_others" (
	"list_id" uuid NOT NULL,
	"firm_id" uuid NOT NULL,
	"park_id" text,
	"town_code" text,
	"row" jsonb NOT NULL,
	CONSTRAINT "cultivation_list_others_list_id_firm_id_pk" PRIMARY KEY("list_id","firm_id")
);
--> statement-breakpoint
ALTER TABLE "cultivation_list_others" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "cultivation_list_rows" (
	"list_id" uuid NOT NULL,
	"firm_id" uuid NOT NULL,
	"park_id" text,
	"town_code" text,
	"row" jsonb NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "cultivation_list_rows_list_id_position_pk" PRIMARY KEY("list_id","position"),
	CONSTRAINT "cultivation_list_rows_firm" UNIQUE("list_id","firm_id")
);
--> statement-breakpoint
ALTER TABLE "cultivation_list_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "cultivation_lists" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"certification" text NOT NULL,
	"ruleset" text,
	"as_of" date NOT NULL,
	"sentence" text NOT NULL,
	"facts_fingerprint" text NOT NULL,
	"recipe" jsonb NOT NULL,
	"parameters" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"scope_park" text,
	"frozen_by" text NOT NULL,
	"frozen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"previous_id" uuid,
	CONSTRAINT "cultivation_lists_number_unique" UNIQUE("number")
);
--> statement-breakpoint
ALTER TABLE "cultivation_lists" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "parks" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"positioning" text,
	"sort" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "parks_name_unique" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "parks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "industries" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"level" smallint NOT NULL,
	"parent" text
);
--> statement-breakpoint
ALTER TABLE "industries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "places" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "places" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan_indicators" (
	"no" integer PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"unit" text NOT NULL,
	"base_year" integer,
	"base" numeric,
	"target_year" integer,
	"target" numeric,
	"source" text,
	"note" text,
	CONSTRAINT "plan_indicators_key_unique" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "plan_indicators" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "assessments" (
	"firm_id" uuid NOT NULL,
	"park_id" text,
	"town_code" text,
	"certification" text NOT NULL,
	"as_of" date NOT NULL,
	"ruleset" text,
	"verdict" text NOT NULL,
	"route" text,
	"score_min" double precision,
	"score_max" double precision,
	"score_pass" double precision,
	"score_of" double precision,
	"short_by" integer,
	"distance" double precision,
	"missing" text[] DEFAULT '{}' NOT NULL,
	"proxies" text[] DEFAULT '{}' NOT NULL,
	"reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"facts_fingerprint" text NOT NULL,
	"assessed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "assessments_firm_id_certification_pk" PRIMARY KEY("firm_id","certification")
);
--> statement-breakpoint
ALTER TABLE "assessments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "firm_summaries" (
	"firm_id" uuid PRIMARY KEY NOT NULL,
	"park_id" text,
	"town_code" text,
	"next_certification" text,
	"action" text,
	"next_verdict" text,
	"short_by" integer,
	"distance" double precision,
	"why" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"held" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"expires_on" date,
	"size_class" text,
	"sme" boolean,
	"completeness" real DEFAULT 0 NOT NULL,
	"known" smallint DEFAULT 0 NOT NULL,
	"known_of" smallint DEFAULT 0 NOT NULL,
	"year" smallint,
	"years" smallint[] DEFAULT '{}' NOT NULL,
	"operating_revenue" numeric(15, 2),
	"rd_share" double precision,
	"tech_staff" numeric(15, 6),
	"staff" numeric(15, 6),
	"rd_expense" numeric(15, 2),
	"total_assets" numeric(15, 2),
	"class_one_ip" bigint,
	"class_two_ip" bigint,
	"proxy_used" boolean DEFAULT false NOT NULL,
	"as_of" date,
	"facts_fingerprint" text,
	"stale" boolean DEFAULT true NOT NULL,
	"refreshed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "firm_summaries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_park_id_parks_id_fk" FOREIGN KEY ("park_id") REFERENCES "public"."parks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversions" ADD CONSTRAINT "conversions_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_listings" ADD CONSTRAINT "credit_listings_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "financings" ADD CONSTRAINT "financings_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firm_years" ADD CONSTRAINT "firm_years_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "titles" ADD CONSTRAINT "titles_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "institutions" ADD CONSTRAINT "institutions_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ip_rights" ADD CONSTRAINT "ip_rights_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listings" ADD CONSTRAINT "listings_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "market_positions" ADD CONSTRAINT "market_positions_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standards" ADD CONSTRAINT "standards_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firm_names" ADD CONSTRAINT "firm_names_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firms" ADD CONSTRAINT "firms_park_id_parks_id_fk" FOREIGN KEY ("park_id") REFERENCES "public"."parks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_changes" ADD CONSTRAINT "import_changes_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cultivation_list_others" ADD CONSTRAINT "cultivation_list_others_list_id_cultivation_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."cultivation_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cultivation_list_rows" ADD CONSTRAINT "cultivation_list_rows_list_id_cultivation_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."cultivation_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cultivation_lists" ADD CONSTRAINT "cultivation_lists_previous_id_cultivation_lists_id_fk" FOREIGN KEY ("previous_id") REFERENCES "public"."cultivation_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firm_summaries" ADD CONSTRAINT "firm_summaries_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_account" ON "accounts" USING btree (lower("account"));--> statement-breakpoint
CREATE INDEX "accounts_by_firm" ON "accounts" USING btree ("firm_id");--> statement-breakpoint
CREATE INDEX "sessions_by_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_by_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "audit_by_firm" ON "audit" USING btree ("firm_id","seq");--> statement-breakpoint
CREATE INDEX "audit_by_account" ON "audit" USING btree ("account_id","seq");--> statement-breakpoint
CREATE INDEX "audit_by_park" ON "audit" USING btree ("park_id","seq");--> statement-breakpoint
CREATE INDEX "firm_names_bigrams" ON "firm_names" USING gin ("name_grams");--> statement-breakpoint
CREATE INDEX "firm_names_by_name" ON "firm_names" USING btree ("name");--> statement-breakpoint
CREATE INDEX "firms_name_bigrams" ON "firms" USING gin ("name_grams");--> statement-breakpoint
CREATE INDEX "firms_by_name" ON "firms" USING btree ("name" collate "zh-x-icu","id");--> statement-breakpoint
CREATE INDEX "firms_by_park_and_name" ON "firms" USING btree ("park_id","name" collate "zh-x-icu","id");--> statement-breakpoint
CREATE INDEX "firms_by_place" ON "firms" USING btree ("park_id","town_code","id");--> statement-breakpoint
CREATE INDEX "firms_by_town" ON "firms" USING btree ("town_code","id");--> statement-breakpoint
CREATE INDEX "firms_by_industry" ON "firms" USING btree ("industry","id");--> statement-breakpoint
CREATE INDEX "firms_by_update" ON "firms" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "firms_by_park_and_update" ON "firms" USING btree ("park_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "firms_by_foundation" ON "firms" USING btree ("registered_on","id");--> statement-breakpoint
CREATE INDEX "firms_warned" ON "firms" USING btree ("id") WHERE "firms"."warnings" <> '[]';--> statement-breakpoint
CREATE INDEX "import_changes_by_firm" ON "import_changes" USING btree ("firm_id");--> statement-breakpoint
CREATE INDEX "import_rows_by_rank" ON "import_rows" USING btree ("import_id","rank","row");--> statement-breakpoint
CREATE INDEX "import_rows_by_code" ON "import_rows" USING btree ("import_id","uscc");--> statement-breakpoint
CREATE INDEX "import_rows_by_outcome" ON "import_rows" USING btree ("import_id","outcome","row");--> statement-breakpoint
CREATE INDEX "import_rows_by_firm" ON "import_rows" USING btree ("import_id","firm_id");--> statement-breakpoint
CREATE INDEX "import_stage_by_import" ON "import_stage" USING btree ("import_id","row");--> statement-breakpoint
CREATE INDEX "imports_by_time" ON "imports" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "jobs_by_key" ON "jobs" USING btree ("key") WHERE "jobs"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "jobs_open" ON "jobs" USING btree ("state","created_at") WHERE "jobs"."state" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "cultivation_list_rows_by_firm" ON "cultivation_list_rows" USING btree ("firm_id");--> statement-breakpoint
CREATE INDEX "cultivation_lists_by_time" ON "cultivation_lists" USING btree ("frozen_at","id");--> statement-breakpoint
CREATE INDEX "industries_parent_index" ON "industries" USING btree ("parent");--> statement-breakpoint
CREATE INDEX "assessments_by_distance" ON "assessments" USING btree ("certification","short_by","firm_id");--> statement-breakpoint
CREATE INDEX "assessments_by_verdict" ON "assessments" USING btree ("certification","verdict","short_by","firm_id");--> statement-breakpoint
CREATE INDEX "firm_summaries_by_next" ON "firm_summaries" USING btree ("next_certification","short_by","firm_id");--> statement-breakpoint
CREATE INDEX "firm_summaries_by_revenue" ON "firm_summaries" USING btree ("operating_revenue","firm_id");--> statement-breakpoint
CREATE INDEX "firm_summaries_by_completeness" ON "firm_summaries" USING btree ("completeness","firm_id");--> statement-breakpoint
CREATE INDEX "firm_summaries_by_expiry" ON "firm_summaries" USING btree ("expires_on","firm_id");--> statement-breakpoint
CREATE INDEX "firm_summaries_by_day" ON "firm_summaries" USING btree ("as_of","firm_id");--> statement-breakpoint
CREATE INDEX "firm_summaries_stale" ON "firm_summaries" USING btree ("firm_id") WHERE "firm_summaries"."stale";--> statement-breakpoint
CREATE POLICY "may_read" ON "accounts" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'admin')) or ((select current_setting('app.role', true) in ('bureau')) and "accounts"."role" in ('park', 'town', 'company')) or ((select current_setting('app.role', true) in ('park')) and "accounts"."role" = 'company' and exists (select 1 from firms seen where seen.id = "accounts"."firm_id")) or ((select current_setting('app.role', true) in ('company')) and "accounts"."role" = 'company' and "accounts"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid)) or "accounts"."id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_insert" ON "accounts" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'admin')) or ((select current_setting('app.role', true) in ('bureau')) and "accounts"."role" in ('park', 'town', 'company')) or ((select current_setting('app.role', true) in ('park')) and "accounts"."role" = 'company' and exists (select 1 from firms seen where seen.id = "accounts"."firm_id")) or ((select current_setting('app.role', true) in ('company')) and "accounts"."role" = 'company' and "accounts"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "may_update" ON "accounts" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'admin')) or ((select current_setting('app.role', true) in ('bureau')) and "accounts"."role" in ('park', 'town', 'company')) or ((select current_setting('app.role', true) in ('park')) and "accounts"."role" = 'company' and exists (select 1 from firms seen where seen.id = "accounts"."firm_id")) or ((select current_setting('app.role', true) in ('company')) and "accounts"."role" = 'company' and "accounts"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'admin')) or ((select current_setting('app.role', true) in ('bureau')) and "accounts"."role" in ('park', 'town', 'company')) or ((select current_setting('app.role', true) in ('park')) and "accounts"."role" = 'company' and exists (select 1 from firms seen where seen.id = "accounts"."firm_id")) or ((select current_setting('app.role', true) in ('company')) and "accounts"."role" = 'company' and "accounts"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "may_read" ON "sessions" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_insert" ON "sessions" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_update" ON "sessions" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system'))) WITH CHECK ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "sessions" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_read" ON "setup_secret" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_insert" ON "setup_secret" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_update" ON "setup_secret" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system'))) WITH CHECK ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "setup_secret" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_read" ON "sign_in_attempts" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_insert" ON "sign_in_attempts" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_update" ON "sign_in_attempts" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system'))) WITH CHECK ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "sign_in_attempts" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_read" ON "audit_head" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')));--> statement-breakpoint
CREATE POLICY "may_read" ON "audit" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or ((select current_setting('app.role', true) in ('park')) and "audit"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('company')) and "audit"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "may_read" ON "idempotency_keys" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')) or "idempotency_keys"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_insert" ON "idempotency_keys" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system')) or "idempotency_keys"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_update" ON "idempotency_keys" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')) or "idempotency_keys"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid)) WITH CHECK ((select current_setting('app.role', true) in ('system')) or "idempotency_keys"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_delete" ON "idempotency_keys" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')) or "idempotency_keys"."account_id" = (select nullif(current_setting('app.account_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "may_read" ON "settings" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "settings" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'admin')));--> statement-breakpoint
CREATE POLICY "may_update" ON "settings" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'admin'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'admin')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "settings" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'admin')));--> statement-breakpoint
CREATE POLICY "may_read" ON "answers" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "answers"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "answers" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "answers"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "answers" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "answers"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "answers"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "answers" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "answers"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "awards" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "awards"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "awards" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "awards"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "awards" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "awards"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "awards"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "awards" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "awards"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "conversions" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "conversions"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "conversions" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "conversions"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "conversions" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "conversions"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "conversions"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "conversions" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "conversions"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "credit_listings" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "credit_listings"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "credit_listings" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "credit_listings"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "credit_listings" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "credit_listings"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "credit_listings"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "credit_listings" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "credit_listings"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "financings" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "financings"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "financings" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "financings"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "financings" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "financings"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "financings"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "financings" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "financings"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "firm_years" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "firm_years"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "firm_years" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "firm_years"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "firm_years" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "firm_years"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "firm_years"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "firm_years" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "firm_years"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "titles" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "titles"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "titles" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "titles"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "titles" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "titles"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "titles"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "titles" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "titles"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "incidents" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "incidents"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "incidents" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "incidents"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "incidents" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "incidents"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "incidents"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "incidents" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "incidents"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "institutions" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "institutions"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "institutions" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "institutions"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "institutions" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "institutions"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "institutions"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "institutions" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "institutions"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "ip_rights" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "ip_rights"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "ip_rights" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "ip_rights"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "ip_rights" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "ip_rights"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "ip_rights"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "ip_rights" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "ip_rights"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "listings" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "listings"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "listings" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "listings"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "listings" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "listings"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "listings"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "listings" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "listings"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "market_positions" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "market_positions"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "market_positions" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "market_positions"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "market_positions" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "market_positions"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "market_positions"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "market_positions" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "market_positions"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "standards" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "standards"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "standards" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "standards"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "standards" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "standards"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "standards"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "standards" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "standards"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "firm_names" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from firms seen where seen.id = "firm_names"."firm_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "firm_names" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "firm_names"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "firm_names" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "firm_names"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "firm_names"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "firm_names" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "firm_names"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "firms" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or ((select current_setting('app.role', true) in ('park')) and "firms"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('company')) and "firms"."id" = (select nullif(current_setting('app.firm_id', true), '')::uuid)) or ((select current_setting('app.role', true) in ('town')) and "firms"."town_code" = (select current_setting('app.town_code', true))));--> statement-breakpoint
CREATE POLICY "may_insert" ON "firms" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "firms"."park_id" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_update" ON "firms" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "firms"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('company')) and "firms"."id" = (select nullif(current_setting('app.firm_id', true), '')::uuid))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "firms"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('company')) and "firms"."id" = (select nullif(current_setting('app.firm_id', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "may_delete" ON "firms" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "firms"."park_id" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_read" ON "import_changes" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from imports seen where seen.id = "import_changes"."import_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "import_changes" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from imports seen where seen.id = "import_changes"."import_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "import_changes" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from imports seen where seen.id = "import_changes"."import_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from imports seen where seen.id = "import_changes"."import_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "import_changes" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from imports seen where seen.id = "import_changes"."import_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "import_mappings" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (((select current_setting('app.role', true) in ('park')) and "import_mappings"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('bureau')) and "import_mappings"."park_id" = '') or (select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_insert" ON "import_mappings" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK (((select current_setting('app.role', true) in ('park')) and "import_mappings"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('bureau')) and "import_mappings"."park_id" = '') or (select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_update" ON "import_mappings" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING (((select current_setting('app.role', true) in ('park')) and "import_mappings"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('bureau')) and "import_mappings"."park_id" = '') or (select current_setting('app.role', true) in ('system'))) WITH CHECK (((select current_setting('app.role', true) in ('park')) and "import_mappings"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('bureau')) and "import_mappings"."park_id" = '') or (select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "import_mappings" AS PERMISSIVE FOR DELETE TO "ladder_app" USING (((select current_setting('app.role', true) in ('park')) and "import_mappings"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('bureau')) and "import_mappings"."park_id" = '') or (select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_read" ON "import_rows" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or exists (select 1 from imports seen where seen.id = "import_rows"."import_id"));--> statement-breakpoint
CREATE POLICY "may_insert" ON "import_rows" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from imports seen where seen.id = "import_rows"."import_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "import_rows" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from imports seen where seen.id = "import_rows"."import_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from imports seen where seen.id = "import_rows"."import_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "import_rows" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and exists (select 1 from imports seen where seen.id = "import_rows"."import_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "imports" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or ((select current_setting('app.role', true) in ('park')) and "imports"."park_id" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_insert" ON "imports" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "imports"."park_id" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_update" ON "imports" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "imports"."park_id" = (select current_setting('app.park_id', true)))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "imports"."park_id" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_delete" ON "imports" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "imports"."park_id" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_read" ON "jobs" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or "jobs"."created_by" = (select nullif(current_setting('app.account_id', true), '')::uuid) or ((select current_setting('app.role', true) in ('park')) and "jobs"."park_id" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_insert" ON "jobs" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or "jobs"."created_by" = (select nullif(current_setting('app.account_id', true), '')::uuid) or ((select current_setting('app.role', true) in ('park')) and "jobs"."park_id" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_update" ON "jobs" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system'))) WITH CHECK ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "jobs" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system')));--> statement-breakpoint
CREATE POLICY "may_read" ON "cultivation_list_others" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or ((select current_setting('app.role', true) in ('park')) and "cultivation_list_others"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('town')) and "cultivation_list_others"."town_code" = (select current_setting('app.town_code', true))));--> statement-breakpoint
CREATE POLICY "may_insert" ON "cultivation_list_others" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "cultivation_list_others"."park_id" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_read" ON "cultivation_list_rows" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or ((select current_setting('app.role', true) in ('park')) and "cultivation_list_rows"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('town')) and "cultivation_list_rows"."town_code" = (select current_setting('app.town_code', true))));--> statement-breakpoint
CREATE POLICY "may_insert" ON "cultivation_list_rows" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "cultivation_list_rows"."park_id" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_read" ON "cultivation_lists" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin', 'town')) or ((select current_setting('app.role', true) in ('park')) and "cultivation_lists"."scope_park" is null) or ((select current_setting('app.role', true) in ('park')) and "cultivation_lists"."scope_park" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_insert" ON "cultivation_lists" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park')) and "cultivation_lists"."scope_park" = (select current_setting('app.park_id', true))));--> statement-breakpoint
CREATE POLICY "may_read" ON "parks" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "parks" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'admin')));--> statement-breakpoint
CREATE POLICY "may_update" ON "parks" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'admin'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'admin')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "parks" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'admin')));--> statement-breakpoint
CREATE POLICY "may_read" ON "industries" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "industries" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'admin')));--> statement-breakpoint
CREATE POLICY "may_update" ON "industries" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'admin'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'admin')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "industries" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'admin')));--> statement-breakpoint
CREATE POLICY "may_read" ON "places" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "places" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'admin')));--> statement-breakpoint
CREATE POLICY "may_update" ON "places" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'admin'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'admin')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "places" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'admin')));--> statement-breakpoint
CREATE POLICY "may_read" ON "plan_indicators" AS PERMISSIVE FOR SELECT TO "ladder_app" USING (true);--> statement-breakpoint
CREATE POLICY "may_insert" ON "plan_indicators" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_update" ON "plan_indicators" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau'))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_delete" ON "plan_indicators" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')));--> statement-breakpoint
CREATE POLICY "may_read" ON "assessments" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or ((select current_setting('app.role', true) in ('park')) and "assessments"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('company')) and "assessments"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid)) or ((select current_setting('app.role', true) in ('town')) and "assessments"."town_code" = (select current_setting('app.town_code', true))));--> statement-breakpoint
CREATE POLICY "may_insert" ON "assessments" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "assessments"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "assessments" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "assessments"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "assessments"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "assessments" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "assessments"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_read" ON "firm_summaries" AS PERMISSIVE FOR SELECT TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau', 'admin')) or ((select current_setting('app.role', true) in ('park')) and "firm_summaries"."park_id" = (select current_setting('app.park_id', true))) or ((select current_setting('app.role', true) in ('company')) and "firm_summaries"."firm_id" = (select nullif(current_setting('app.firm_id', true), '')::uuid)) or ((select current_setting('app.role', true) in ('town')) and "firm_summaries"."town_code" = (select current_setting('app.town_code', true))));--> statement-breakpoint
CREATE POLICY "may_insert" ON "firm_summaries" AS PERMISSIVE FOR INSERT TO "ladder_app" WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "firm_summaries"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_update" ON "firm_summaries" AS PERMISSIVE FOR UPDATE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "firm_summaries"."firm_id"))) WITH CHECK ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "firm_summaries"."firm_id")));--> statement-breakpoint
CREATE POLICY "may_delete" ON "firm_summaries" AS PERMISSIVE FOR DELETE TO "ladder_app" USING ((select current_setting('app.role', true) in ('system', 'bureau')) or ((select current_setting('app.role', true) in ('park', 'company')) and exists (select 1 from firms seen where seen.id = "firm_summaries"."firm_id")));