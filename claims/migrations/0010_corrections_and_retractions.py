"""Revisions after publication: superseded by a correction, retracted, restored; corrections that are cancelled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_roles")]
    operations = [
        migrations.RemoveConstraint(
            model_name="revision",
            name="a_review_has_at_most_one_live_revision",
        ),
        migrations.RemoveConstraint(
            model_name="revision",
            name="published_revision_has_rating_and_date",
        ),
        migrations.AddField(
            model_name="review",
            name="retracted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="review",
            name="retraction_reason",
            field=models.TextField(blank=True, help_text="Readers see it in place of the verdict."),
        ),
        migrations.AddField(
            model_name="revision",
            name="correction_class",
            field=models.CharField(
                blank=True,
                choices=[("minor", "Spelling"), ("update", "Update"), ("correction", "Correction")],
                help_text="Computed from the difference to the public version, or raised; empty in a first revision.",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="correction_note",
            field=models.TextField(blank=True, help_text="What was changed and why, for readers."),
        ),
        migrations.AddField(
            model_name="revision",
            name="raised_to",
            field=models.CharField(
                blank=True,
                choices=[("minor", "Spelling"), ("update", "Update"), ("correction", "Correction")],
                help_text="The least that its author calls it.",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="publicrecord",
            name="change",
            field=models.CharField(
                blank=True,
                choices=[
                    ("minor", "Spelling"),
                    ("update", "Update"),
                    ("correction", "Correction"),
                    ("retraction", "Retracted"),
                    ("restoration", "Restored"),
                ],
                help_text="From the version before it; empty in the first.",
                max_length=16,
            ),
        ),
        migrations.AddIndex(
            model_name="publicrecord",
            index=models.Index(
                condition=models.Q(("change__in", ["update", "correction", "retraction", "restoration"])),
                fields=["-sequence"],
                name="ledger_changes_newest",
            ),
        ),
        migrations.AlterField(
            model_name="publicrecord",
            name="state",
            field=models.CharField(
                choices=[("published", "Published"), ("corrected", "Corrected"), ("retracted", "Retracted")],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("in_review", "In review"),
                    ("approved", "Approved"),
                    ("published", "Published"),
                    ("superseded", "Superseded"),
                    ("retracted", "Retracted"),
                    ("cancelled", "Cancelled"),
                ],
                default="draft",
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retracted_at__isnull", True), ("retraction_reason", "")),
                    models.Q(
                        ("retracted_at__isnull", False), models.Q(("retraction_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="retracted_review_says_why_and_no_other_does",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["published", "retracted"])),
                fields=("review",),
                name="a_review_has_at_most_one_live_revision",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["published", "retracted", "superseded"]), _negated=True),
                    models.Q(
                        ("published_at__isnull", False),
                        ("rating__isnull", False),
                        models.Q(("short_answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="published_revision_has_rating_and_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number", 1),
                    ("state__in", ["draft", "cancelled"]),
                    models.Q(
                        models.Q(("correction_class", ""), _negated=True),
                        models.Q(("correction_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="correction_says_what_was_changed",
            ),
        ),
    ]
