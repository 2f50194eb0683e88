-- Notices are closed by their reader; nobody takes one back or tells another story.
REVOKE UPDATE ON notifications FROM ladder_app;
--> statement-breakpoint
GRANT UPDATE (read_at, mailed_at) ON notifications TO ladder_app;
--> statement-breakpoint
-- Whom a notice reaches: ids alone, also of people whom the sender does not see.
CREATE FUNCTION notice_recipients(wanted text, park text, firm uuid) RETURNS SETOF uuid LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  before text := coalesce(current_setting('app.role', true), '');
BEGIN
  PERFORM set_config('app.role', 'system', true);
  RETURN QUERY SELECT a.id FROM accounts a
    WHERE a.role = wanted AND a.disabled_at IS NULL AND (park IS NULL OR a.park_id = park) AND (firm IS NULL OR a.firm_id = firm);
  PERFORM set_config('app.role', before, true);
END $$;
--> statement-breakpoint
-- Seats of a training that other firms have taken: firms do not see each other.
CREATE FUNCTION training_seats(training uuid, but uuid) RETURNS integer LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  before text := coalesce(current_setting('app.role', true), '');
  taken integer;
BEGIN
  PERFORM set_config('app.role', 'system', true);
  PERFORM 1 FROM trainings t WHERE t.id = training FOR UPDATE;
  SELECT coalesce(sum(f.people), 0) INTO taken FROM training_firms f
    WHERE f.training_id = training AND f.firm_id <> but AND f.state IN ('signed-up', 'attended');
  PERFORM set_config('app.role', before, true);
  RETURN taken;
END $$;
--> statement-breakpoint
-- A result that turns out otherwise than before is kept, whoever made it so.
CREATE FUNCTION keep_verdict_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO verdict_changes (firm_id, certification, before, after) VALUES (new.firm_id, new.certification, old.verdict, new.verdict);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_verdict_change AFTER UPDATE ON assessments FOR EACH ROW
  WHEN (old.verdict IS DISTINCT FROM new.verdict) EXECUTE FUNCTION keep_verdict_change();
