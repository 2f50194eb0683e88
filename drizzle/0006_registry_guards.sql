-- Results are renewed where they stand: room on the page spares the indexes.
ALTER TABLE firm_summaries SET (fillfactor = 80);
--> statement-breakpoint
-- What earlier versions have stored lacks the digest that the city is counted by: judged once more.
DO $$ BEGIN
  PERFORM set_config('app.role', 'system', true);
  SET LOCAL ROLE ladder_app;
  UPDATE firm_summaries SET stale = true;
  RESET ROLE;
  PERFORM set_config('app.role', '', true);
END $$;
