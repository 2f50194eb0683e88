-- A right that is taken away is gone at once, whoever takes it away and however; with a removed person every key to the
-- account and every address of the person.
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
    DELETE FROM calendar_tokens WHERE account_id = new.id;
    DELETE FROM notice_settings WHERE account_id = new.id;
    DELETE FROM notifications WHERE account_id = new.id;
  END IF;
  PERFORM set_config('app.role', before, true);
  RETURN NULL;
END $$;
