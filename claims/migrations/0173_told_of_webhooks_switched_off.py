"""Administrators are told of a webhook that was switched off."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0172_tokens_open_webhooks")]
    operations = [
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("assigned", "A review is assigned to me"),
                    ("due", "A review of mine is due by tomorrow, or overdue"),
                    ("waiting", "A review waits for my judgement"),
                    ("returned", "A review I wrote is returned"),
                    ("approved", "A review I wrote is approved"),
                    ("published", "A review I wrote or follow is published"),
                    ("not_published", "A review I scheduled or do is taken off the schedule"),
                    ("mentioned", "Somebody calls me by name in a comment"),
                    ("commented", "Somebody comments on a review I do or follow"),
                    ("corrected", "A verdict I wrote or follow is corrected, retracted or restored"),
                    ("disagreed", "Somebody rates otherwise a review I wrote"),
                    ("reply_due", "A reply I asked for is due by tomorrow, or overdue"),
                    ("reported", "A reader reports an error in a verdict I wrote or approved"),
                    ("stale", "A verdict I wrote or follow is to be checked again"),
                    ("webhook_off", "A webhook is switched off, as its receiver fails"),
                ],
                max_length=16,
            ),
        ),
    ]
