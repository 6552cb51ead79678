"""Remember which scheduled publication was tried last, so that those that fail keep nobody waiting."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0090_audit_of_roles_and_requests")]
    operations = [
        migrations.AddField(
            model_name="review",
            name="publish_tried_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When a scheduled publication was last begun; others go before it.",
                null=True,
            ),
        ),
    ]
