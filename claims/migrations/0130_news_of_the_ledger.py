"""Find the verdicts of the last two days by their time, however long the ledger grows."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0143_tokens_have_scopes"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="publicrecord",
            index=models.Index(
                condition=Q(("until_at__isnull", True)), fields=["-from_at"], name="ledger_current_latest"
            ),
        ),
    ]
