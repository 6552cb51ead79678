"""The roles of a newsroom, as groups with named rights; an administrator may change them."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITE = ["submit_article", "triage_claim", "write_revision"]
JUDGE = ["approve_revision", "publish_revision"]
MANAGE = ["add_user", "change_user", "view_user", "view_group", "change_rating", "view_rating", "add_topic"]
MANAGE += ["change_topic", "view_topic", "view_auditentry"]
ROLES = {
    "Reporter": WRITE,
    "Editor": WRITE + JUDGE,
    "Standards editor": WRITE + JUDGE + ["view_auditentry"],
    "Administrator": MANAGE,
}


def create_roles(apps, schema_editor):
    """Store the groups; Django makes the rights themselves only after all migrations, so they are made here first."""
    for label in ("auth", "claims"):
        create_permissions(installed.get_app_config(label), verbosity=0, apps=apps)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, rights in ROLES.items():
        group.objects.create(name=name).permissions.set(permission.objects.filter(codename__in=rights))


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_rating_scale"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(create_roles, migrations.RunPython.noop)]
