"""The audit tells of readers' requests too."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0181_reader_request_rules")]
    operations = [
        migrations.RemoveConstraint(
            model_name="auditentry",
            name="an_audit_entry_is_about_a_claim_or_a_person_or_a_source",
        ),
        migrations.AddField(
            model_name="auditentry",
            name="asked",
            field=models.ForeignKey(
                blank=True,
                help_text="What a reader asked us to check; beside the claim, where it became one.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="audit_entries",
                to="claims.readerrequest",
            ),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["asked", "happened_at", "id"], name="audit_of_a_request_to_check"),
        ),
        migrations.AddConstraint(
            model_name="auditentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claim__isnull", False), ("person__isnull", True), ("source__isnull", True)),
                    models.Q(
                        ("claim__isnull", True),
                        ("revision__isnull", True),
                        models.Q(
                            models.Q(
                                ("asked__isnull", True), ("person__isnull", False), ("source__isnull", True)
                            ),
                            models.Q(
                                ("asked__isnull", True), ("person__isnull", True), ("source__isnull", False)
                            ),
                            models.Q(
                                ("asked__isnull", False), ("person__isnull", True), ("source__isnull", True)
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="an_audit_entry_is_about_a_claim_a_person_a_source_or_a_request",
            ),
        ),
    ]
