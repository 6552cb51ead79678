"""Keep the verdicts that stand as readers find them: by words, by speaker, by topic."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import claims.models.ledger


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0105_presence"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicSubject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("speaker", "Speaker"), ("topic", "Topic")], max_length=16),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="A speaker's id in records, or a topic's slug.", max_length=80
                    ),
                ),
                ("about", claims.models.ledger.JsonAsWritten()),
                ("verdicts", models.PositiveIntegerField(help_text="How many stand now.")),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "-verdicts"], name="subject_most_checked")],
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="subject_is_kept_once")],
            },
        ),
        migrations.CreateModel(
            name="PublicVerdict",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="listed",
                        serialize=False,
                        to="claims.publicrecord",
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField(unique=True)),
                ("from_at", models.DateTimeField()),
                ("claim_reviewed", models.TextField()),
                ("speakers", models.TextField()),
                ("answer", models.TextField(help_text="Headline and short answer.")),
                ("places", models.TextField(help_text="Who relayed it, where it stood, and in which words.")),
                ("search", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-from_at", "-sequence"], name="verdict_newest"),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["search"], name="verdict_search"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rating", models.CharField(help_text="Its slug.", max_length=60)),
                (
                    "about",
                    claims.models.ledger.JsonAsWritten(
                        help_text="The rating as the newest record that has it."
                    ),
                ),
                ("verdicts", models.PositiveIntegerField()),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="claims.publicsubject",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "rating"), name="subject_is_tallied_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicListing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField()),
                (
                    "subject",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="claims.publicsubject",
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="claims.publicverdict",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "sequence"), name="verdict_is_listed_once")
                ],
            },
        ),
    ]
