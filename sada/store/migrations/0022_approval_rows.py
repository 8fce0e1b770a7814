"""The database lets a text stand approved only on a recorded approval of exactly its bytes, never on its writers' word,
those of its line included; and what was approved becomes a draft again only as a new version."""

from django.db import migrations

GUARDS = """
CREATE OR REPLACE FUNCTION store_wrote_part(a store_answer, who bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT who IS NOT NULL AND (
        who = a.drafted_by_id OR who IS NOT DISTINCT FROM a.submitted_by_id
        OR EXISTS (SELECT 1 FROM store_answerversion v WHERE v.answer_id = a.id AND v.by_id = who)
        OR EXISTS (SELECT 1 FROM store_lineuse u JOIN store_lineversion v ON v.line_id = u.line_id
                   WHERE u.answer_id = a.id AND v.by_id = who))
$$;

CREATE FUNCTION store_answer_row_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state IN ('approved', 'sent') AND OLD.state NOT IN ('approved', 'sent') AND NOT EXISTS (
        SELECT 1 FROM store_approval p WHERE p.answer_id = NEW.id AND p.version = NEW.version
        AND p.sha256 = NEW.sha256 AND p.by_id = NEW.approved_by_id) THEN
        RAISE EXCEPTION 'Answer %: no approval of this version and text is recorded', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state IN ('approved', 'sent') AND NEW.state NOT IN ('approved', 'sent', 'withdrawn')
        AND NEW.version <= OLD.version THEN
        RAISE EXCEPTION 'Answer %: what was approved changes only as a new version', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER answer_row_guard BEFORE UPDATE ON store_answer
    FOR EACH ROW EXECUTE FUNCTION store_answer_row_guard();
"""
UNDO = """
DROP TRIGGER answer_row_guard ON store_answer;
DROP FUNCTION store_answer_row_guard();
CREATE OR REPLACE FUNCTION store_wrote_part(a store_answer, who bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT who IS NOT NULL AND (
        who = a.drafted_by_id OR who IS NOT DISTINCT FROM a.submitted_by_id
        OR EXISTS (SELECT 1 FROM store_answerversion v WHERE v.answer_id = a.id AND v.by_id = who))
$$;
"""


class Migration(migrations.Migration):
    """Installs the trigger."""

    dependencies = [("store", "0021_letters_and_proofs")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
