"""An item's stems become its search vector as it is written; bytes that do not shrink are not squeezed."""

from django.db import migrations, models

TRIGGER = """
CREATE FUNCTION store_item_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search := to_tsvector('simple', NEW.stems);
    NEW.stems := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER item_search_from_stems BEFORE INSERT OR UPDATE OF stems ON store_item
    FOR EACH ROW WHEN (NEW.stems IS NOT NULL) EXECUTE FUNCTION store_item_search();
ALTER TABLE store_fingerprint ALTER COLUMN shingles SET STORAGE EXTERNAL;
"""
UNDO = """
DROP TRIGGER item_search_from_stems ON store_item;
DROP FUNCTION store_item_search();
ALTER TABLE store_fingerprint ALTER COLUMN shingles SET STORAGE EXTENDED;
"""


class Migration(migrations.Migration):
    """Adds the column and the trigger."""

    dependencies = [("store", "0003_pack_loads")]
    operations = [
        migrations.AddField("item", "stems", models.TextField(editable=False, null=True)),
        migrations.RunSQL(TRIGGER, UNDO),
    ]
