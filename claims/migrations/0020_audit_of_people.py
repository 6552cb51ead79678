"""Let the audit speak of people too, and be read along an index whatever is looked for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

INDEXES = {
    "audit_by_time": ["happened_at", "id"],
    "audit_of_an_actor": ["actor", "happened_at", "id"],
    "audit_of_a_claim": ["claim", "happened_at", "id"],
    "audit_of_a_person": ["person", "happened_at", "id"],
    "audit_of_a_move": ["move", "happened_at", "id"],
}


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0013_rules_after_publication"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="claim",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="audit_entries",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="person",
            field=models.ForeignKey(
                blank=True,
                help_text="Whose account or roles changed, where the move is not about a claim.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="audit_entries",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        *[
            migrations.AddIndex(model_name="auditentry", index=models.Index(fields=fields, name=name))
            for name, fields in INDEXES.items()
        ],
        migrations.AddConstraint(
            model_name="auditentry",
            constraint=models.CheckConstraint(
                condition=models.Q(claim__isnull=True, revision__isnull=True, person__isnull=False)
                | models.Q(claim__isnull=False, person__isnull=True),
                name="an_audit_entry_is_about_a_claim_or_about_a_person",
            ),
        ),
    ]
