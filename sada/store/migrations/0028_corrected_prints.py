"""A reply printed otherwise than sent: its correction, and the letters that ask for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds where and when it was corrected, and the forms of those letters."""

    dependencies = [("store", "0027_answer_rows_inserted")]
    operations = [
        migrations.AddField("pressreply", "corrected_on", models.DateField(null=True)),
        migrations.AddField("pressreply", "corrected_at", models.CharField(blank=True, max_length=1000, default="")),
        migrations.AlterField(
            model_name="template",
            name="form",
            field=models.CharField(
                choices=[
                    ("letter", "Letter to the editor"),
                    ("information", "Information"),
                    ("holding", "Holding line"),
                    ("promise", "Promise with a date"),
                    ("not_ours", "Not within our remit"),
                    ("denial", "Denial"),
                    ("apology", "Apology"),
                    ("release", "Press release"),
                    ("post", "Post on a network"),
                    ("thread", "Thread of posts"),
                    ("reminder", "Reminder to print a reply"),
                    ("claim", "Claim to print a reply, citing the law"),
                    ("regulator", "Complaint to the regulator of the media"),
                    ("correction", "Request to correct a printed reply"),
                    ("corr_claim", "Claim to correct a printed reply, citing the law"),
                    ("corr_appeal", "Complaint to the regulator about an altered reply"),
                ],
                max_length=12,
            ),
        ),
    ]
