"""Let tokens open some things and not others, and keep what requests with a key were answered."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0142_generated_columns_of_the_ledger"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.KNOX_TOKEN_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnsweredRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=255)),
                ("digest", models.CharField(help_text="SHA-256 of what was asked for.", max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("body", models.TextField()),
                ("location", models.TextField(blank=True)),
                ("etag", models.CharField(blank=True, max_length=80)),
                ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["answered_at"], name="answered_requests_by_time")],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "key"), name="a_key_is_used_for_one_request")
                ],
            },
        ),
        migrations.CreateModel(
            name="TokenGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("articles", "Submit articles, and ask what became of them"),
                                ("read", "Read what the desk reads: claims, reviews, evidence"),
                                ("move", "Decide on claims, make moves of reviews, add evidence"),
                            ],
                            max_length=16,
                        ),
                        size=None,
                    ),
                ),
                ("last_used_at", models.DateTimeField(blank=True, help_text="To the minute.", null=True)),
                (
                    "token",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grant",
                        to=settings.KNOX_TOKEN_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scopes__contained_by", ["articles", "read", "move"]),
                            models.Q(("scopes", []), _negated=True),
                        ),
                        name="token_opens_something_that_there_is",
                    )
                ],
            },
        ),
    ]
