"""A new row stands approved or sent no more than a changed one without a recorded approval of its bytes. A backup is
restored before its triggers are."""

from django.db import migrations

GUARDS = """
CREATE OR REPLACE FUNCTION store_answer_row_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.state ELSE '' END;
BEGIN
    IF NEW.state IN ('approved', 'sent') AND was NOT IN ('approved', 'sent') AND NOT EXISTS (
        SELECT 1 FROM store_approval p WHERE p.answer_id = NEW.id AND p.version = NEW.version
        AND p.sha256 = NEW.sha256 AND p.by_id = NEW.approved_by_id) THEN
        RAISE EXCEPTION 'Answer %: no approval of this version and text is recorded', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF was IN ('approved', 'sent') AND NEW.state NOT IN ('approved', 'sent', 'withdrawn')
        AND NEW.version <= OLD.version THEN
        RAISE EXCEPTION 'Answer %: what was approved changes only as a new version', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER answer_row_guard ON store_answer;
CREATE TRIGGER answer_row_guard BEFORE INSERT OR UPDATE ON store_answer
    FOR EACH ROW EXECUTE FUNCTION store_answer_row_guard();
"""
UNDO = """
DROP TRIGGER answer_row_guard ON store_answer;
CREATE TRIGGER answer_row_guard BEFORE UPDATE ON store_answer
    FOR EACH ROW EXECUTE FUNCTION store_answer_row_guard();
"""


class Migration(migrations.Migration):
    """Installs the trigger."""

    dependencies = [("store", "0026_returned_replies")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
