"""When outlets close: press close, bulletins, live programmes."""

from django.db import migrations, models
from django.db.models import Value


class Migration(migrations.Migration):
    dependencies = [("store", "0030_end_of_the_day")]

    operations = [
        migrations.AddField(
            "outlet",
            "closings",
            models.JSONField(blank=True, db_default=Value([], models.JSONField()), default=list),
        ),
    ]
