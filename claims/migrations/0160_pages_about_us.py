"""A newsroom tells who it is and how it works, on pages that it edits itself."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def let_edit(apps, schema_editor):
    """Give the right to edit; Django makes rights only after all migrations, so it is made here first."""
    create_permissions(installed.get_app_config("claims"), verbosity=0, apps=apps)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    right = permission.objects.get(codename="add_aboutversion", content_type__app_label="claims")
    for role in group.objects.filter(name__in=["Standards editor", "Administrator"]):
        role.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [("claims", "0131_more_to_tell_people")]
    operations = [
        migrations.CreateModel(
            name="AboutVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        choices=[
                            ("how-we-work", "How we work"),
                            ("ratings", "Rating scale"),
                            ("our-sources", "Sources"),
                            ("funding", "Funding"),
                            ("team", "People"),
                            ("contact", "Complaints and contact"),
                        ],
                        max_length=16,
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("text", models.TextField(help_text="Markdown.")),
                (
                    "scale",
                    models.JSONField(
                        default=list, help_text="Of the page on ratings: the scale as it then was."
                    ),
                ),
                ("saved_by", models.CharField(blank=True, max_length=310)),
                ("reason", models.TextField(blank=True, help_text="Why it was changed, for readers.")),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("page", "version"), name="versions_of_a_page_are_used_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_page_about_us_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1),
                            models.Q(
                                models.Q(("saved_by", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_changed_page_says_who_changed_it_and_why",
                    ),
                ],
            },
        ),
        migrations.RunPython(let_edit, migrations.RunPython.noop),
    ]
