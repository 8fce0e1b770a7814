from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0019_phones_of_units"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="is_settled",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
