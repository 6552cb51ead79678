"""A second editor may rate a revision before they see its rating; a standards editor decides whether."""

import django.db.models.deletion
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

# What is in review when this comes was submitted with the rating that it has now.
SUBMITTED = """
UPDATE claims_review w SET submitted_rating_id = r.rating_id FROM claims_revision r
WHERE r.review_id = w.id AND r.state = 'in_review';
"""


def let_standards_editors(apps, schema_editor):
    """Give them the right; Django makes the rights themselves only after all migrations, so it is made here first."""
    create_permissions(installed.get_app_config("claims"), verbosity=0, apps=apps)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    right = permission.objects.get(codename="change_desksettings", content_type__app_label="claims")
    for role in group.objects.filter(name="Standards editor"):
        role.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0093_mails_are_sent_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="DeskSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "has_second_rating",
                    models.BooleanField(
                        default=False,
                        help_text="Whoever may approve a revision rates it before they see how its author did.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="SecondRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("rated_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="review",
            name="submitted_rating",
            field=models.ForeignKey(
                blank=True,
                help_text="What its revision said when it was last submitted: the first rating, where another is asked for.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.rating",
            ),
        ),
        migrations.AddConstraint(
            model_name="desksettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", 1)), name="the_desk_has_one_row_of_settings"
            ),
        ),
        migrations.AddField(
            model_name="secondrating",
            name="agreed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="secondrating",
            name="agreed_rating",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.rating",
            ),
        ),
        migrations.AddField(
            model_name="secondrating",
            name="first_rating",
            field=models.ForeignKey(
                blank=True,
                help_text="The revision’s own when it was last submitted.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.rating",
            ),
        ),
        migrations.AddField(
            model_name="secondrating",
            name="rater",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="secondrating",
            name="rating",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.rating",
            ),
        ),
        migrations.AddField(
            model_name="secondrating",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="second_ratings",
                to="claims.revision",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondrating",
            constraint=models.UniqueConstraint(
                fields=("revision", "rater"), name="an_editor_rates_a_revision_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="secondrating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_rating__isnull", True), ("rating__isnull", True)),
                    models.Q(
                        ("first_rating__isnull", False),
                        ("rating__isnull", False),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_second_rating_has_a_first_and_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondrating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("agreed_at__isnull", True),
                        ("agreed_by__isnull", True),
                        ("agreed_rating__isnull", True),
                    ),
                    models.Q(
                        ("agreed_at__isnull", False),
                        ("agreed_by__isnull", False),
                        ("agreed_rating__isnull", False),
                        ("rating__isnull", False),
                        models.Q(("rating", models.F("first_rating")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="only_a_disagreement_is_settled_and_by_somebody",
            ),
        ),
        migrations.RunSQL(SUBMITTED, migrations.RunSQL.noop),
        migrations.RunPython(let_standards_editors, migrations.RunPython.noop),
    ]
