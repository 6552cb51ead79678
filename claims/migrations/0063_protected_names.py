"""Keep the names of protected sources apart, for those with the right to see them."""

import django.db.models.deletion
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def give_right(apps, schema_editor):
    """Editors may see and confirm protected sources; the right is made here, since Django makes it only later."""
    create_permissions(installed.get_app_config("claims"), verbosity=0, apps=apps)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    right = permission.objects.get(codename="see_protected_name")
    for role in group.objects.filter(name__in=["Editor", "Standards editor"]):
        role.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [("claims", "0062_link_checks"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="ProtectedName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="protected_name",
                        to="claims.source",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("danger", models.TextField(help_text="What could happen to them if they were named.")),
                ("added_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "permissions": [("see_protected_name", "May see and confirm who protected sources are")],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="protectedname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    models.Q(
                        ("confirmed_at__isnull", False),
                        ("confirmed_by__isnull", False),
                        models.Q(("confirmed_by", models.F("added_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="protected_source_is_confirmed_by_a_second_person",
            ),
        ),
        migrations.RunPython(give_right, migrations.RunPython.noop),
    ]
