"""Write into the audit as what somebody acted, and in which request, task or run of a command."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0042_gates_hold")]
    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="request_id",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The request, task or run of a command it was done in; empty in the first entries.",
                max_length=64,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="auditentry",
            name="roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=150),
                default=list,
                help_text="The groups that the actor was in; not noted of the first entries.",
                size=None,
            ),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["request_id", "happened_at", "id"], name="audit_of_a_request"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=django.contrib.postgres.indexes.GinIndex(fields=["roles"], name="audit_of_a_role"),
        ),
    ]
