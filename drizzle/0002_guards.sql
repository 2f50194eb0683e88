-- Frozen lists never change; the audit trail comes in through audit_append alone; COPY may only add to the stage.
REVOKE UPDATE, DELETE ON cultivation_lists, cultivation_list_rows, cultivation_list_others FROM ladder_app;
--> statement-breakpoint
REVOKE INSERT, UPDATE, DELETE ON audit, audit_head FROM ladder_app;
--> statement-breakpoint
REVOKE SELECT, UPDATE, DELETE ON import_stage FROM ladder_app;
--> statement-breakpoint
ALTER TABLE import_stage SET UNLOGGED;
--> statement-breakpoint
-- An owner that is no superuser is subject to forced policies too.
DO $$ BEGIN
  EXECUTE format('CREATE POLICY owner_appends ON audit FOR ALL TO %I USING (true) WITH CHECK (true)', current_user);
  EXECUTE format('CREATE POLICY owner_appends ON audit_head FOR ALL TO %I USING (true) WITH CHECK (true)', current_user);
END $$;
--> statement-breakpoint
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, repeat('0', 64));
--> statement-breakpoint
-- What the hash of an audit row is taken of: all its columns and the hash before it, as the text of one JSON array.
CREATE FUNCTION audit_text(a audit) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(a.seq, to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), a.account_id, a.account, a.role, a.ip,
    a.request_id, a.action, a.subject, a.firm_id, a.park_id, a.outcome, a.before, a.after, a.previous_hash)::text
$$;
--> statement-breakpoint
-- Appends the entries to the chain. The lock on the head row serialises writers until they commit: call it last.
CREATE FUNCTION audit_append(entries jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head audit_head;
  entry jsonb;
  written audit;
BEGIN
  SELECT * INTO STRICT head FROM audit_head WHERE id = 1 FOR UPDATE;
  FOR entry IN SELECT * FROM jsonb_array_elements(entries) LOOP
    written := jsonb_populate_record(NULL::audit, entry);
    written.seq := head.seq + 1;
    written.at := date_trunc('milliseconds', clock_timestamp());
    written.outcome := coalesce(written.outcome, 'done');
    IF written.park_id IS NULL AND written.firm_id IS NOT NULL THEN
      SELECT park_id INTO written.park_id FROM firms WHERE id = written.firm_id;
    END IF;
    -- JSON null says "nothing stood there" as SQL null does.
    written.before := nullif(written.before, 'null'::jsonb);
    written.after := nullif(written.after, 'null'::jsonb);
    written.previous_hash := head.hash;
    written.hash := encode(sha256(convert_to(audit_text(written), 'UTF8')), 'hex');
    INSERT INTO audit SELECT written.*;
    head.seq := written.seq;
    head.hash := written.hash;
  END LOOP;
  UPDATE audit_head SET seq = head.seq, hash = head.hash WHERE id = 1;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION audit_append(jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION audit_append(jsonb) TO ladder_app;
--> statement-breakpoint
-- Hands the staged rows of one import over and takes them off the stage. For the system only.
CREATE FUNCTION take_staged(import uuid) RETURNS TABLE ("row" integer, cells text) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF current_setting('app.role', true) IS DISTINCT FROM 'system' THEN
    RAISE EXCEPTION 'only the system takes staged rows' USING ERRCODE = '42501';
  END IF;
  RETURN QUERY DELETE FROM import_stage s WHERE s.import_id = import RETURNING s.row, s.cells;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION take_staged(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION take_staged(uuid) TO ladder_app;
--> statement-breakpoint
-- Puts a task on the queue, whose schema belongs to the owner alone.
CREATE FUNCTION enqueue_task(task text, payload json, task_key text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(task, payload, job_key => task_key, max_attempts => 1);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION enqueue_task(text, json, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION enqueue_task(text, json, text) TO ladder_app;
--> statement-breakpoint
-- A company edits its own row, but not what decides whose row it is.
CREATE FUNCTION keep_firm_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('app.role', true) = 'company'
    AND (new.id, new.uscc, coalesce(new.park_id, '')) IS DISTINCT FROM (old.id, old.uscc, coalesce(old.park_id, '')) THEN
    RAISE EXCEPTION 'a company may not move itself' USING ERRCODE = '42501';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_firm_identity BEFORE UPDATE ON firms FOR EACH ROW EXECUTE FUNCTION keep_firm_identity();
--> statement-breakpoint
-- Whose session it is, in one call before any context is known: the account is looked up, and the session kept awake.
CREATE FUNCTION find_session(hash text, moment timestamptz, idle_since timestamptz)
RETURNS TABLE (account_id uuid, account text, role text, park_id text, firm_id uuid, town_code text, must_change boolean,
  password_changed_at timestamptz, demo boolean) LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  before text := coalesce(current_setting('app.role', true), '');
BEGIN
  PERFORM set_config('app.role', 'system', true);
  RETURN QUERY SELECT a.id, a.account, a.role, a.park_id, a.firm_id, a.town_code, a.must_change, a.password_changed_at, a.demo
    FROM sessions s JOIN accounts a ON a.id = s.account_id
    WHERE s.token_hash = hash AND s.expires_at > moment AND s.last_seen_at > idle_since AND a.disabled_at IS NULL;
  IF FOUND THEN
    -- Not at every request: a write each would cost more than the look-up.
    UPDATE sessions s SET last_seen_at = moment WHERE s.token_hash = hash AND s.last_seen_at < moment - interval '20 seconds';
  END IF;
  PERFORM set_config('app.role', before, true);
END $$;
--> statement-breakpoint
-- A right that is taken away is gone at once, whoever takes it away and however.
CREATE FUNCTION end_sessions() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  before text := coalesce(current_setting('app.role', true), '');
BEGIN
  PERFORM set_config('app.role', 'system', true);
  DELETE FROM sessions WHERE account_id = new.id;
  PERFORM set_config('app.role', before, true);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER end_sessions AFTER UPDATE ON accounts FOR EACH ROW
  WHEN (new.disabled_at IS NOT NULL OR (new.password_hash, new.role, new.park_id, new.firm_id, new.town_code)
    IS DISTINCT FROM (old.password_hash, old.role, old.park_id, old.firm_id, old.town_code))
  EXECUTE FUNCTION end_sessions();
--> statement-breakpoint
-- Below a policy only leakproof operators may use an index. Sound here: elements are compared by texteq, which is
-- leakproof itself. Only a superuser may say so; elsewhere the search by name merely stays slower.
DO $$ BEGIN
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    ALTER FUNCTION pg_catalog.arraycontains(anyarray, anyarray) LEAKPROOF;
  END IF;
END $$;
--> statement-breakpoint
-- Derived rows carry the place of their firm, whoever writes them.
CREATE FUNCTION take_place_of_firm() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT f.park_id, f.town_code INTO new.park_id, new.town_code FROM firms f WHERE f.id = new.firm_id;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER take_place_of_firm BEFORE INSERT OR UPDATE ON firm_summaries FOR EACH ROW EXECUTE FUNCTION take_place_of_firm();
--> statement-breakpoint
CREATE TRIGGER take_place_of_firm BEFORE INSERT OR UPDATE ON assessments FOR EACH ROW EXECUTE FUNCTION take_place_of_firm();
--> statement-breakpoint
-- A firm that moves takes its derived rows along.
CREATE FUNCTION move_derived_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE firm_summaries SET park_id = new.park_id WHERE firm_id = new.id;
  UPDATE assessments SET park_id = new.park_id WHERE firm_id = new.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER move_derived_rows AFTER UPDATE OF park_id, town_code ON firms FOR EACH ROW
  WHEN ((old.park_id, old.town_code) IS DISTINCT FROM (new.park_id, new.town_code)) EXECUTE FUNCTION move_derived_rows();
