"""The database keeps who wrote a text and who approved it: versions and approvals are append-only, the writers of a text
do not change, a text that stands approved stays with its case and its kind, and what is published is what was approved.
What was invented for the demo may be removed with it."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION store_of_the_demo(of_answer bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT 1 FROM store_answer a JOIN store_case c ON c.id = a.case_id
        JOIN store_unit u ON u.id = c.unit_id WHERE a.id = of_answer AND NOT c.invented AND NOT u.invented)
$$;

CREATE FUNCTION store_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND store_of_the_demo(OLD.answer_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '%: who wrote and who approved a text is only added to, % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER answerversion_only_added BEFORE UPDATE OR DELETE ON store_answerversion
    FOR EACH ROW EXECUTE FUNCTION store_only_added();
CREATE TRIGGER approval_only_added BEFORE UPDATE OR DELETE ON store_approval
    FOR EACH ROW EXECUTE FUNCTION store_only_added();

CREATE FUNCTION store_answer_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.drafted_by_id IS DISTINCT FROM OLD.drafted_by_id OR (
        OLD.state = 'submitted' AND NEW.state = 'submitted' AND NEW.version = OLD.version
        AND NEW.submitted_by_id IS DISTINCT FROM OLD.submitted_by_id) THEN
        RAISE EXCEPTION 'Answer %: who wrote a text stays', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state IN ('approved', 'sent') AND NEW.state IN ('approved', 'sent') AND
        (NEW.draft, NEW.case_id, NEW.is_holding, NEW.language, NEW.submitted_by_id)
        IS DISTINCT FROM (OLD.draft, OLD.case_id, OLD.is_holding, OLD.language, OLD.submitted_by_id) THEN
        RAISE EXCEPTION 'Answer %: what was approved is frozen', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER answer_stays BEFORE UPDATE ON store_answer FOR EACH ROW EXECUTE FUNCTION store_answer_stays();

CREATE FUNCTION store_publication_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.text, NEW.sha256, NEW.answer_id) IS NOT DISTINCT FROM
        (OLD.text, OLD.sha256, OLD.answer_id) THEN
        RETURN NEW;
    END IF;
    IF NEW.sha256 <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') OR NOT EXISTS (
        SELECT 1 FROM store_answer a WHERE a.id = NEW.answer_id AND a.sha256 = NEW.sha256
        AND a.state IN ('approved', 'sent')) THEN
        RAISE EXCEPTION 'Publication of answer %: only the approved text is published', NEW.answer_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publication_guard BEFORE INSERT OR UPDATE ON store_publication
    FOR EACH ROW EXECUTE FUNCTION store_publication_guard();
"""
UNDO = """
DROP TRIGGER publication_guard ON store_publication;
DROP FUNCTION store_publication_guard();
DROP TRIGGER answer_stays ON store_answer;
DROP FUNCTION store_answer_stays();
DROP TRIGGER approval_only_added ON store_approval;
DROP TRIGGER answerversion_only_added ON store_answerversion;
DROP FUNCTION store_only_added();
DROP FUNCTION store_of_the_demo(bigint);
"""


class Migration(migrations.Migration):
    """Installs the four triggers."""

    dependencies = [("store", "0023_items_in_print")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
