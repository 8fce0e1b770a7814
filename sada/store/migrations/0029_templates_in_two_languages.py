"""A template is written in one of two languages; one for an e-mail has a form of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0028_corrected_prints'),
    ]

    operations = [
        migrations.AddField(
            model_name='template',
            name='language',
            field=models.CharField(choices=[('ar', 'Arabic'), ('en', 'English')], default='ar', max_length=2),
        ),
        migrations.AlterField(
            model_name='template',
            name='form',
            field=models.CharField(choices=[('letter', 'Letter to the editor'), ('email', 'E-mail'), ('information', 'Information'), ('holding', 'Holding line'), ('promise', 'Promise with a date'), ('not_ours', 'Not within our remit'), ('denial', 'Denial'), ('apology', 'Apology'), ('release', 'Press release'), ('post', 'Post on a network'), ('thread', 'Thread of posts'), ('reminder', 'Reminder to print a reply'), ('claim', 'Claim to print a reply, citing the law'), ('regulator', 'Complaint to the regulator of the media'), ('correction', 'Request to correct a printed reply'), ('corr_claim', 'Claim to correct a printed reply, citing the law'), ('corr_appeal', 'Complaint to the regulator about an altered reply')], max_length=12),
        ),
    ]
