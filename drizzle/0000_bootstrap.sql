-- The role that every query of the product runs as. Policies name it, so it comes first.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ladder_app') THEN
    CREATE ROLE ladder_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server was quicker
END $$;
--> statement-breakpoint
-- Also for who made it: since Postgres 16 making a role does not mean that one may act as it.
DO $$ BEGIN
  EXECUTE format('GRANT ladder_app TO %I', current_user);
EXCEPTION WHEN insufficient_privilege THEN NULL; -- it was granted by an administrator, or the start says what is missing
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO ladder_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ladder_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ladder_app;
--> statement-breakpoint
-- Two-character keywords have no trigram: names are searched by pairs of characters.
CREATE FUNCTION bigrams(t text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(l, i, 2)), '{}') FROM (SELECT lower(t) l) q, generate_series(1, greatest(char_length(t) - 1, 1)) i
$$;
