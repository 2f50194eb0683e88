-- Two versions of a certification never judge the same day, for one purpose: the database refuses the second. A range of
-- the name alone stands for equality, so that no extension is needed.
CREATE TYPE name_range AS RANGE (subtype = text);
--> statement-breakpoint
ALTER TABLE rule_revisions
  ADD CONSTRAINT rule_revisions_apply_days EXCLUDE USING gist (name_range(certification, certification, '[]') WITH &&, apply_during WITH &&),
  ADD CONSTRAINT rule_revisions_renew_days EXCLUDE USING gist (name_range(certification, certification, '[]') WITH &&, renew_during WITH &&);
--> statement-breakpoint
REVOKE DELETE ON rule_drafts FROM ladder_app;
--> statement-breakpoint
REVOKE UPDATE, DELETE ON rule_revisions FROM ladder_app;
--> statement-breakpoint
GRANT UPDATE (apply_during, renew_during) ON rule_revisions TO ladder_app;
--> statement-breakpoint
-- What was sent does not change; who has written in a draft stays known, and never approves it.
CREATE FUNCTION guard_rule_draft() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  acting uuid := nullif(current_setting('app.account_id', true), '')::uuid;
  is_changed boolean := (new.certification, new.base, new.changes, new.pack, new.examples, new.restated, new.document_number,
    new.document_title, new.document_date, new.effective_on, new.open_applications, new.title) IS DISTINCT FROM
    (old.certification, old.base, old.changes, old.pack, old.examples, old.restated, old.document_number,
    old.document_title, old.document_date, old.effective_on, old.open_applications, old.title);
BEGIN
  IF old.state IN ('enacted', 'withdrawn') THEN
    RAISE EXCEPTION 'the draft is closed' USING ERRCODE = '42501';
  END IF;
  IF is_changed AND (old.state <> 'draft' OR acting IS NULL OR NOT (acting = ANY (new.editor_ids))) THEN
    RAISE EXCEPTION 'a draft that was sent does not change, and its writers are named' USING ERRCODE = '42501';
  END IF;
  IF NOT (new.editor_ids @> old.editor_ids) OR new.author_id <> old.author_id THEN
    RAISE EXCEPTION 'who has written in a draft stays known' USING ERRCODE = '42501';
  END IF;
  IF new.approved_by_id IS DISTINCT FROM old.approved_by_id AND new.approved_by_id IS DISTINCT FROM acting THEN
    RAISE EXCEPTION 'nobody approves for another' USING ERRCODE = '42501';
  END IF;
  IF new.state = 'approved' AND old.state <> 'approved' AND (old.state <> 'submitted' OR acting = ANY (new.editor_ids)) THEN
    RAISE EXCEPTION 'a second person approves what was sent' USING ERRCODE = '42501';
  END IF;
  IF new.state = 'enacted' AND old.state <> 'approved' THEN
    RAISE EXCEPTION 'only what was approved becomes law' USING ERRCODE = '42501';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_rule_draft BEFORE UPDATE ON rule_drafts FOR EACH ROW EXECUTE FUNCTION guard_rule_draft();
--> statement-breakpoint
-- Law is what was approved, word for word.
CREATE FUNCTION guard_rule_revision() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM rule_drafts d WHERE d.id = new.draft_id AND d.state = 'approved'
    AND d.approved_by_id = new.approved_by_id AND d.editor_ids = new.editor_ids
    AND (d.certification, d.base, d.changes, d.pack, d.examples, d.restated, d.document_number, d.document_date, d.effective_on)
      IS NOT DISTINCT FROM (new.certification, new.base, new.changes, new.pack, new.examples, new.restated, new.document_number,
      new.document_date, new.effective_on)) THEN
    RAISE EXCEPTION 'only what was approved becomes law' USING ERRCODE = '42501';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_rule_revision BEFORE INSERT ON rule_revisions FOR EACH ROW EXECUTE FUNCTION guard_rule_revision();
--> statement-breakpoint
-- A version ends where the next one begins; it never comes to judge more days.
CREATE FUNCTION guard_rule_days() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT (new.apply_during <@ old.apply_during AND new.renew_during <@ old.renew_during) THEN
    RAISE EXCEPTION 'a version does not come to judge more days' USING ERRCODE = '42501';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_rule_days BEFORE UPDATE ON rule_revisions FOR EACH ROW EXECUTE FUNCTION guard_rule_days();
--> statement-breakpoint
-- Every process of the product hears of it at the commit.
CREATE FUNCTION tell_rules_enacted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('rules_enacted', new.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER tell_rules_enacted AFTER INSERT ON rule_revisions FOR EACH ROW EXECUTE FUNCTION tell_rules_enacted();
--> statement-breakpoint
REVOKE DELETE ON tasks, report_rounds, report_parts, register_entries FROM ladder_app;
--> statement-breakpoint
REVOKE UPDATE, DELETE ON task_notes FROM ladder_app;
--> statement-breakpoint
-- A frozen report stays as it is.
CREATE FUNCTION guard_report() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  frozen timestamptz;
BEGIN
  IF TG_TABLE_NAME = 'report_rounds' THEN
    frozen := old.frozen_at;
  ELSE
    SELECT r.frozen_at INTO frozen FROM report_rounds r WHERE r.year = new.year;
  END IF;
  IF frozen IS NOT NULL THEN
    RAISE EXCEPTION 'the report is frozen' USING ERRCODE = '42501';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_report BEFORE UPDATE ON report_rounds FOR EACH ROW EXECUTE FUNCTION guard_report();
--> statement-breakpoint
CREATE TRIGGER guard_report BEFORE INSERT OR UPDATE ON report_parts FOR EACH ROW EXECUTE FUNCTION guard_report();
