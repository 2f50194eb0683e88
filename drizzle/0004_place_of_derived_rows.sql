-- Rows that the product itself writes by the thousand say where their firm is: it is looked up only for those of others, and
-- where it is not said.
DROP TRIGGER take_place_of_firm ON firm_summaries;
--> statement-breakpoint
CREATE TRIGGER take_place_of_firm BEFORE INSERT OR UPDATE ON firm_summaries FOR EACH ROW
  WHEN (current_setting('app.role', true) IS DISTINCT FROM 'system' OR coalesce(new.park_id, new.town_code) IS NULL)
  EXECUTE FUNCTION take_place_of_firm();
--> statement-breakpoint
DROP TRIGGER take_place_of_firm ON assessments;
--> statement-breakpoint
CREATE TRIGGER take_place_of_firm BEFORE INSERT OR UPDATE ON assessments FOR EACH ROW
  WHEN (current_setting('app.role', true) IS DISTINCT FROM 'system' OR coalesce(new.park_id, new.town_code) IS NULL)
  EXECUTE FUNCTION take_place_of_firm();
--> statement-breakpoint
-- A firm that moves takes its derived rows along, whoever moves it.
CREATE OR REPLACE FUNCTION move_derived_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE firm_summaries SET park_id = new.park_id, town_code = new.town_code WHERE firm_id = new.id;
  UPDATE assessments SET park_id = new.park_id, town_code = new.town_code WHERE firm_id = new.id;
  RETURN NULL;
END $$;
