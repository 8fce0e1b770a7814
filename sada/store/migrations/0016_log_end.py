"""The log cannot be emptied and its end is remembered beside it; an intake remembers its mapping of columns."""

from django.db import migrations, models

GUARD = """
CREATE TRIGGER act_not_emptied BEFORE TRUNCATE ON store_act
    FOR EACH STATEMENT EXECUTE FUNCTION store_act_is_append_only();

INSERT INTO store_logend (id, entries, last, hash)
    SELECT 1, count(*), max(id), (SELECT hash FROM store_act ORDER BY id DESC LIMIT 1) FROM store_act
    HAVING count(*) > 0;

CREATE FUNCTION store_act_moves_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO store_logend AS kept (id, entries, last, hash)
        SELECT 1, count(*), max(id), (SELECT hash FROM added ORDER BY id DESC LIMIT 1) FROM added HAVING count(*) > 0
        ON CONFLICT (id) DO UPDATE
        SET entries = kept.entries + excluded.entries, last = excluded.last, hash = excluded.hash;
    RETURN NULL;
END $$;
CREATE TRIGGER act_moves_end AFTER INSERT ON store_act REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION store_act_moves_end();

CREATE FUNCTION store_logend_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.entries > OLD.entries AND NEW.last > OLD.last AND pg_trigger_depth() > 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The end of the log only moves on: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER logend_only_grows BEFORE UPDATE OR DELETE ON store_logend
    FOR EACH ROW EXECUTE FUNCTION store_logend_only_grows();
CREATE TRIGGER logend_not_emptied BEFORE TRUNCATE ON store_logend
    FOR EACH STATEMENT EXECUTE FUNCTION store_logend_only_grows();
"""
UNDO = """
DROP TRIGGER logend_not_emptied ON store_logend;
DROP TRIGGER logend_only_grows ON store_logend;
DROP FUNCTION store_logend_only_grows();
DROP TRIGGER act_moves_end ON store_act;
DROP FUNCTION store_act_moves_end();
DROP TRIGGER act_not_emptied ON store_act;
"""


class Migration(migrations.Migration):
    """Adds the column, the table and the triggers."""

    dependencies = [("store", "0015_work")]
    operations = [
        migrations.AddField("intake", "mapping", models.JSONField(null=True)),
        migrations.CreateModel(
            name="LogEnd",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("entries", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]
