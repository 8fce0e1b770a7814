"""Where an item stands in print: issue and page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0022_approval_rows")]

    operations = [
        migrations.AddField("item", "issue", models.CharField(blank=True, db_default="", default="", max_length=20)),
        migrations.AddField("item", "page", models.CharField(blank=True, db_default="", default="", max_length=20)),
    ]
