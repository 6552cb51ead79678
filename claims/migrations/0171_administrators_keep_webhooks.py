"""Administrators keep webhooks."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def let_keep(apps, schema_editor):
    """Give the right; Django makes rights only after all migrations, so it is made here first."""
    create_permissions(installed.get_app_config("claims"), verbosity=0, apps=apps)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    right = permission.objects.get(codename="change_webhookendpoint", content_type__app_label="claims")
    for role in group.objects.filter(name="Administrator"):
        role.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [("claims", "0170_webhooks")]
    operations = [migrations.RunPython(let_keep, migrations.RunPython.noop)]
