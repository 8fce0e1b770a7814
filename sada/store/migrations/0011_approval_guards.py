"""The database itself refuses self-approval and a change of what was approved, whoever writes: a person or a script."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION store_wrote_part(a store_answer, who bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT who IS NOT NULL AND (
        who = a.drafted_by_id OR who IS NOT DISTINCT FROM a.submitted_by_id
        OR EXISTS (SELECT 1 FROM store_answerversion v WHERE v.answer_id = a.id AND v.by_id = who))
$$;

CREATE FUNCTION store_answer_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state IN ('approved', 'sent') THEN
        IF NEW.approved_by_id IS NULL OR NEW.sha256 <> encode(sha256(convert_to(NEW.final, 'UTF8')), 'hex') THEN
            RAISE EXCEPTION 'Answer %: a text stands approved only with its approver and its seal', NEW.id
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF store_wrote_part(NEW, NEW.approved_by_id) THEN
            RAISE EXCEPTION 'Answer %: nobody approves what they wrote a part of', NEW.id
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.state IN ('approved', 'sent') AND
            (NEW.final, NEW.title, NEW.sha256, NEW.approved_by_id, NEW.version)
            IS DISTINCT FROM (OLD.final, OLD.title, OLD.sha256, OLD.approved_by_id, OLD.version) THEN
            RAISE EXCEPTION 'Answer %: what was approved is frozen', NEW.id USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER answer_guard BEFORE INSERT OR UPDATE ON store_answer
    FOR EACH ROW EXECUTE FUNCTION store_answer_guard();

CREATE FUNCTION store_approval_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE text_of store_answer;
BEGIN
    SELECT * INTO text_of FROM store_answer WHERE id = NEW.answer_id;
    IF store_wrote_part(text_of, NEW.by_id) OR store_wrote_part(text_of, NEW.on_behalf_of_id) THEN
        RAISE EXCEPTION 'Answer %: nobody approves what they wrote a part of', NEW.answer_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approval_guard BEFORE INSERT OR UPDATE ON store_approval
    FOR EACH ROW EXECUTE FUNCTION store_approval_guard();

UPDATE store_answer SET awaits = '{role:spokesperson,role:manager}' WHERE state = 'submitted';
"""
UNDO = """
DROP TRIGGER approval_guard ON store_approval;
DROP FUNCTION store_approval_guard();
DROP TRIGGER answer_guard ON store_answer;
DROP FUNCTION store_answer_guard();
DROP FUNCTION store_wrote_part(store_answer, bigint);
"""


class Migration(migrations.Migration):
    """Installs the two triggers."""

    dependencies = [("store", "0010_approvals")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
