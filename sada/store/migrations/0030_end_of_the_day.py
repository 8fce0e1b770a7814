"""A promise may hold until the end of the working day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0029_templates_in_two_languages")]

    operations = [
        migrations.AlterField(
            "clockpolicy",
            "basis",
            models.CharField(
                choices=[("work", "Working time"), ("wall", "Clock time"), ("day", "End of the working day")],
                max_length=4,
            ),
        ),
    ]
