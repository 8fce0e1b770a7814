"""The log refuses every change: no act is ever updated or deleted."""

from django.db import migrations

GUARD = """
CREATE FUNCTION store_act_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER act_append_only BEFORE UPDATE OR DELETE ON store_act
    FOR EACH ROW EXECUTE FUNCTION store_act_is_append_only();
"""
UNDO = """
DROP TRIGGER act_append_only ON store_act;
DROP FUNCTION store_act_is_append_only();
"""


class Migration(migrations.Migration):
    """Installs the trigger."""

    dependencies = [("store", "0001_tables")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
