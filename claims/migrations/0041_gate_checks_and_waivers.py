"""Keep what the gates said of a revision, and who waived which."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0040_primary_explanation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="GateCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_hash",
                    models.CharField(help_text="SHA-256 of what readers would see.", max_length=64),
                ),
                (
                    "words_hash",
                    models.CharField(
                        help_text="SHA-256 of the same but the waivers, which are bound to it.", max_length=64
                    ),
                ),
                (
                    "answers",
                    models.JSONField(
                        help_text='The id of each gate, to "" if it is passed, else to a sentence.'
                    ),
                ),
                (
                    "open_gates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32),
                        help_text="The hard ones that are not passed.",
                        size=None,
                    ),
                ),
                ("checked_at", models.DateTimeField()),
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gate_check",
                        to="claims.revision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "gate",
                    models.CharField(help_text="The id of a gate in review.gates.", max_length=32),
                ),
                (
                    "name",
                    models.CharField(help_text="What the gate asks for, as readers see it.", max_length=120),
                ),
                ("reason", models.TextField(help_text="Readers see it.")),
                ("words_hash", models.CharField(max_length=64)),
                ("granted_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waivers",
                        to="claims.revision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at__isnull", True)),
                        fields=("revision", "gate"),
                        name="a_gate_is_waived_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="a_waiver_has_a_reason",
                    ),
                ],
            },
        ),
    ]
