"""A reply whose letter came back waits for no print."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Names the state."""

    dependencies = [("store", "0025_asked_again")]
    operations = [
        migrations.AlterField(
            model_name="pressreply",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Not printed yet"),
                    ("printed", "Printed"),
                    ("withdrawn", "Given up"),
                    ("returned", "Did not reach the outlet"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]
