"""An approved revision may have a time at which it publishes itself."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0010_corrections_and_retractions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="revision",
            name="publish_at",
            field=models.DateTimeField(blank=True, help_text="It publishes itself then.", null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="publish_failure",
            field=models.TextField(blank=True, help_text="Why it was last taken off the schedule."),
        ),
        migrations.AddField(
            model_name="revision",
            name="scheduled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(("publish_at__isnull", False)),
                fields=["publish_at"],
                name="revision_scheduled",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("publish_at__isnull", True), ("scheduled_by__isnull", True)),
                    models.Q(
                        ("publish_at__isnull", False), ("scheduled_by__isnull", False), ("state", "approved")
                    ),
                    _connector="OR",
                ),
                name="only_an_approved_revision_is_scheduled_and_by_somebody",
            ),
        ),
    ]
