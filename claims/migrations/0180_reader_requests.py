"""Readers ask us to check claims."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import claims.models.reader_request


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0173_told_of_webhooks_switched_off"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="ReaderRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=claims.models.reader_request.new_request_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("words", models.TextField(help_text="The claim, as the reader has it.")),
                ("link", models.URLField(blank=True, max_length=1000)),
                (
                    "outlet",
                    models.CharField(
                        blank=True, help_text="Where they saw it, in their words.", max_length=200
                    ),
                ),
                ("why", models.TextField(blank=True, help_text="Why it should be checked.")),
                (
                    "mail",
                    models.EmailField(
                        blank=True,
                        help_text="For one answer; nobody sees it, and it is removed some time after.",
                        max_length=254,
                    ),
                ),
                (
                    "language",
                    models.CharField(blank=True, help_text="In which the form was read.", max_length=16),
                ),
                (
                    "network",
                    models.CharField(
                        blank=True,
                        help_text="A digest, for a day: the same words sent twice are one request.",
                        max_length=64,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "To look at"),
                            ("taken", "Being looked at"),
                            ("claim", "Became a claim"),
                            ("declined", "Not checked"),
                            ("joined", "Asked before"),
                        ],
                        default="received",
                        max_length=16,
                    ),
                ),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_claim", "There is no claim in it that could be checked"),
                            ("opinion", "It is an opinion"),
                            ("not_found", "We could not find where it was said"),
                            ("not_public", "It concerns too few people"),
                            ("elsewhere", "Others have checked it well"),
                            ("no_time", "Other claims do more harm, and we cannot check all"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "answer",
                    models.TextField(blank=True, help_text="What readers are told beside the reason."),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts changes; a move must name the one it saw."
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="readerrequest",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reader_requests",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="readerrequest",
            name="claim",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reader_requests",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="readerrequest",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="readerrequest",
            name="joined_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined",
                to="claims.readerrequest",
            ),
        ),
        migrations.AddIndex(
            model_name="readerrequest",
            index=models.Index(fields=["state", "received_at", "id"], name="requests_by_age"),
        ),
        migrations.AddIndex(
            model_name="readerrequest",
            index=models.Index(fields=["state", "-decided_at", "-id"], name="requests_by_decision"),
        ),
        migrations.AddIndex(
            model_name="readerrequest",
            index=models.Index(
                condition=models.Q(("network", ""), _negated=True),
                fields=["network", "received_at"],
                name="requests_of_a_network",
            ),
        ),
        migrations.AddConstraint(
            model_name="readerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="request_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="readerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("link", ""), _negated=True),
                    models.Q(("outlet", ""), _negated=True),
                    _connector="OR",
                ),
                name="request_says_where_it_was_seen",
            ),
        ),
        migrations.AddConstraint(
            model_name="readerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                        ("state__in", ["received", "taken"]),
                    ),
                    models.Q(
                        models.Q(("state__in", ["received", "taken"]), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="decided_request_says_who_and_when_and_no_other_does",
            ),
        ),
        migrations.AddConstraint(
            model_name="readerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "taken"), _negated=True), ("assignee__isnull", False), _connector="OR"
                ),
                name="request_that_is_looked_at_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="readerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claim__isnull", False), ("state", "claim")),
                    models.Q(models.Q(("state", "claim"), _negated=True), ("claim__isnull", True)),
                    _connector="OR",
                ),
                name="request_that_became_a_claim_names_it_and_no_other_does",
            ),
        ),
        migrations.AddConstraint(
            model_name="readerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "declined"), models.Q(("decline_reason", ""), _negated=True)),
                    models.Q(
                        models.Q(("state", "declined"), _negated=True), ("answer", ""), ("decline_reason", "")
                    ),
                    _connector="OR",
                ),
                name="declined_request_has_a_reason_and_no_other_does",
            ),
        ),
        migrations.AddConstraint(
            model_name="readerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("joined_to__isnull", False),
                        ("state", "joined"),
                        models.Q(("joined_to", models.F("id")), _negated=True),
                    ),
                    models.Q(models.Q(("state", "joined"), _negated=True), ("joined_to__isnull", True)),
                    _connector="OR",
                ),
                name="joined_request_names_another_and_no_other_does",
            ),
        ),
    ]
