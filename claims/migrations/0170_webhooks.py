"""Receivers outside are told of changes of the ledger, and what came of telling them is kept."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import claims.models.webhook


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0165_notices_follow_the_ledger"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="WebhookAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tried_at", models.DateTimeField()),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("said", models.CharField(blank=True, help_text="Why there was no answer.", max_length=300)),
                ("took_ms", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "message_id",
                    models.CharField(
                        default=claims.models.webhook.new_message_id, max_length=40, unique=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("delivered", "Delivered"), ("failed", "Given up")],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                (
                    "tries",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Since it was made, or sent again by hand."
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="WebhookEndpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.CharField(max_length=2000)),
                ("name", models.CharField(max_length=80)),
                (
                    "events",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("claim.published", "A verdict is published"),
                                ("claim.corrected", "A verdict is corrected"),
                                ("claim.updated", "A verdict is updated, or its spelling mended"),
                                ("claim.retracted", "A verdict is retracted"),
                                ("claim.restored", "A retracted verdict is restored"),
                            ],
                            max_length=32,
                        ),
                        size=None,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="How often it was changed, for stale forms."
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("told_to", models.PositiveBigIntegerField(help_text="A sequence of the public ledger.")),
                ("is_on", models.BooleanField(default=True)),
                (
                    "why_off",
                    models.CharField(
                        blank=True, help_text="If it was switched off by itself.", max_length=300
                    ),
                ),
                ("failing_since", models.DateTimeField(blank=True, null=True)),
                (
                    "failures",
                    models.PositiveIntegerField(
                        default=0, help_text="In a row, of rounds in which nothing arrived."
                    ),
                ),
                (
                    "rests_until",
                    models.DateTimeField(
                        help_text="Nobody sends to it before: it failed, or asked for a pause."
                    ),
                ),
                (
                    "lease",
                    models.PositiveBigIntegerField(
                        default=0, help_text="The number of the last sender that took it."
                    ),
                ),
                ("leased_until", models.DateTimeField(help_text="Until then nobody else sends to it.")),
            ],
        ),
        migrations.CreateModel(
            name="WebhookSecret",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.CharField(help_text="Of no use without SECRET_KEY.", max_length=400)),
                ("made_at", models.DateTimeField()),
                (
                    "signs_until",
                    models.DateTimeField(blank=True, help_text="Empty of the newest.", null=True),
                ),
            ],
        ),
        migrations.AddField(
            model_name="webhookdelivery",
            name="record",
            field=models.ForeignKey(
                help_text="None of a test.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.publicrecord",
            ),
        ),
        migrations.AddField(
            model_name="webhookattempt",
            name="delivery",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attempts",
                to="claims.webhookdelivery",
            ),
        ),
        migrations.AddField(
            model_name="webhookendpoint",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="webhookdelivery",
            name="endpoint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="claims.webhookendpoint",
            ),
        ),
        migrations.AddField(
            model_name="webhooksecret",
            name="endpoint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="secrets",
                to="claims.webhookendpoint",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("said", ""), ("status__isnull", False)),
                    models.Q(("status", None), models.Q(("said", ""), _negated=True)),
                    _connector="OR",
                ),
                name="an_attempt_has_a_status_or_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookendpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "events__contained_by",
                        [
                            "claim.published",
                            "claim.corrected",
                            "claim.updated",
                            "claim.retracted",
                            "claim.restored",
                        ],
                    ),
                    models.Q(("events", []), _negated=True),
                ),
                name="a_webhook_is_told_of_events_that_there_are",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookendpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_on", False), ("why_off", ""), _connector="OR"),
                name="a_webhook_that_is_on_was_not_switched_off",
            ),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["endpoint", "id"], name="deliveries_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["endpoint", "due_at"], name="deliveries_due"
            ),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(fields=["endpoint", "-id"], name="deliveries_of_a_webhook"),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(fields=["made_at"], name="deliveries_by_time"),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.UniqueConstraint(
                fields=("endpoint", "record"), name="a_version_is_told_a_receiver_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "waiting"), ("tries__gte", 1), _connector="OR"),
                name="a_delivery_that_ended_was_tried",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhooksecret",
            constraint=models.UniqueConstraint(
                condition=models.Q(("signs_until__isnull", True)),
                fields=("endpoint",),
                name="a_webhook_has_one_newest_secret",
            ),
        ),
    ]
