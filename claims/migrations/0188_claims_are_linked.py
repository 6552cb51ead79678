"""A claim may bear on another: repeat it, contradict it, be a part of it, answer it."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0187_chosen_languages"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClaimLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("repeats", "Repeats"),
                            ("contradicts", "Is contrary to"),
                            ("part_of", "Is part of"),
                            ("answers", "Answers"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="claims.claim"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_to_it",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("claim", models.F("other")), _negated=True),
                        name="a_claim_is_not_linked_to_itself",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Least("claim", "other"),
                        django.db.models.functions.comparison.Greatest("claim", "other"),
                        models.F("kind"),
                        name="two_claims_are_linked_once_in_a_kind",
                    ),
                ],
            },
        ),
    ]
