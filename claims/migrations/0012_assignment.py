"""Until when a review is due, how soon it is wanted, and who follows it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0011_schedule"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AddField(
            model_name="review",
            name="due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="review",
            name="followers",
            field=models.ManyToManyField(
                blank=True, related_name="followed_reviews", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="priority",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "Low"), (2, "Normal"), (3, "High"), (4, "Urgent")], default=2
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="version",
            field=models.PositiveIntegerField(
                default=1,
                help_text="Counts changes of who does it and until when; a change must name the one it saw.",
            ),
        ),
    ]
