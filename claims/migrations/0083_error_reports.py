"""Readers report errors in verdicts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0082_rechecks"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="ErrorReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_version",
                    models.PositiveIntegerField(help_text="The version of the verdict that was public then."),
                ),
                ("what", models.TextField(help_text="What is wrong.")),
                (
                    "where_said",
                    models.TextField(blank=True, help_text="Where it says so: a source, a page, a passage."),
                ),
                (
                    "mail",
                    models.EmailField(
                        blank=True,
                        help_text="Shown to whoever handles the report; removed some time after the answer.",
                        max_length=254,
                    ),
                ),
                (
                    "network",
                    models.CharField(
                        blank=True,
                        help_text="A digest, for a day: it slows down floods from one network.",
                        max_length=64,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("due_on", models.DateField(help_text="Seven working days after it came.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("upheld", "Upheld"),
                            ("rejected", "Rejected"),
                            ("duplicate", "Reported before"),
                        ],
                        default="open",
                        max_length=16,
                    ),
                ),
                ("reason", models.TextField(blank=True, help_text="Why it was decided so.")),
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
            model_name="errorreport",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assigned_reports",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="errorreport",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="error_reports", to="claims.claim"
            ),
        ),
        migrations.AddField(
            model_name="errorreport",
            name="correction",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="error_reports",
                to="claims.revision",
            ),
        ),
        migrations.AddField(
            model_name="errorreport",
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
            model_name="errorreport",
            name="duplicate_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duplicates",
                to="claims.errorreport",
            ),
        ),
        migrations.AddIndex(
            model_name="errorreport",
            index=models.Index(fields=["state", "due_on", "id"], name="reports_by_deadline"),
        ),
        migrations.AddIndex(
            model_name="errorreport",
            index=models.Index(fields=["state", "-decided_at", "-id"], name="reports_by_decision"),
        ),
        migrations.AddIndex(
            model_name="errorreport",
            index=models.Index(
                condition=models.Q(("network", ""), _negated=True),
                fields=["network", "received_at"],
                name="reports_of_a_network",
            ),
        ),
        migrations.AddConstraint(
            model_name="errorreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", ""), _negated=True), name="error_report_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="errorreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="decided_report_says_who_and_when_and_no_other_does",
            ),
        ),
        migrations.AddConstraint(
            model_name="errorreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "rejected"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="rejected_report_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="errorreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("duplicate_of__isnull", False),
                        ("state", "duplicate"),
                        models.Q(("duplicate_of", models.F("id")), _negated=True),
                    ),
                    models.Q(models.Q(("state", "duplicate"), _negated=True), ("duplicate_of__isnull", True)),
                    _connector="OR",
                ),
                name="duplicate_names_another_report_and_no_other_does",
            ),
        ),
        migrations.AddConstraint(
            model_name="errorreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("correction__isnull", False), ("state", "upheld")),
                    models.Q(models.Q(("state", "upheld"), _negated=True), ("correction__isnull", True)),
                    _connector="OR",
                ),
                name="upheld_report_names_its_correction_and_no_other_does",
            ),
        ),
    ]
