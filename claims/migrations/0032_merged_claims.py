"""A claim may be merged into another, which then has its appearances."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("claims", "0031_names_of_claims_are_kept")]
    operations = [
        migrations.AddField(
            "claim",
            "merged_into",
            models.ForeignKey(
                blank=True,
                help_text="One hop, by trigger.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="claims.claim",
            ),
        ),
        migrations.AlterField(
            "claim",
            "status",
            models.CharField(
                choices=[
                    ("candidate", "Candidate"),
                    ("accepted", "Accepted"),
                    ("dismissed", "Dismissed"),
                    ("merged", "Merged"),
                ],
                default="candidate",
                max_length=16,
            ),
        ),
        migrations.AddField(
            "appearance",
            "merged_from",
            models.ForeignKey(
                blank=True,
                help_text="The claim it came from when that was merged into this one; undoing takes it back there.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.claim",
            ),
        ),
        migrations.AddConstraint(
            "claim",
            models.CheckConstraint(
                name="merged_claim_names_another_and_no_other_does",
                condition=Q(status="merged", merged_into__isnull=False) & ~Q(merged_into=F("id"))
                | ~Q(status="merged") & Q(merged_into__isnull=True),
            ),
        ),
    ]
