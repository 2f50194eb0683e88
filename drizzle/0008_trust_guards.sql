-- Whose session it is, in one call before any context is known: the account is looked up, and the session kept awake.
DROP FUNCTION find_session(text, timestamptz, timestamptz);
--> statement-breakpoint
CREATE FUNCTION find_session(hash text, moment timestamptz, idle_since timestamptz, today date)
RETURNS TABLE (account_id uuid, account text, role text, park_id text, firm_id uuid, town_code text, must_change boolean,
  password_changed_at timestamptz, demo boolean, has_second_factor boolean) LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  before text := coalesce(current_setting('app.role', true), '');
BEGIN
  PERFORM set_config('app.role', 'system', true);
  RETURN QUERY SELECT a.id, a.account, a.role, a.park_id, a.firm_id, a.town_code, a.must_change, a.password_changed_at, a.demo,
      f.confirmed_at IS NOT NULL
    FROM sessions s JOIN accounts a ON a.id = s.account_id LEFT JOIN second_factors f ON f.account_id = a.id
    WHERE s.token_hash = hash AND s.expires_at > moment AND s.last_seen_at > idle_since AND a.disabled_at IS NULL
      AND (a.ends_on IS NULL OR a.ends_on >= today);
  IF FOUND THEN
    -- Not at every request: a write each would cost more than the look-up.
    UPDATE sessions s SET last_seen_at = moment WHERE s.token_hash = hash AND s.last_seen_at < moment - interval '20 seconds';
  END IF;
  PERFORM set_config('app.role', before, true);
END $$;
--> statement-breakpoint
-- A right that is taken away is gone at once, whoever takes it away and however; with a removed person every key to the account.
CREATE OR REPLACE FUNCTION end_sessions() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  before text := coalesce(current_setting('app.role', true), '');
BEGIN
  PERFORM set_config('app.role', 'system', true);
  DELETE FROM sessions WHERE account_id = new.id;
  -- A link made before no longer leads in: whoever was disabled must not come back by it.
  IF new.disabled_at IS NOT NULL OR new.password_hash IS DISTINCT FROM old.password_hash THEN
    DELETE FROM invitations WHERE account_id = new.id;
  END IF;
  IF new.removed_at IS NOT NULL THEN
    DELETE FROM second_factors WHERE account_id = new.id;
  END IF;
  PERFORM set_config('app.role', before, true);
  RETURN NULL;
END $$;
