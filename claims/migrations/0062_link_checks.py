"""Keep what is found at the addresses of sources, and let the audit speak of sources."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0061_stored_copies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("url", models.URLField(max_length=1000)),
                ("is_dead", models.BooleanField()),
                (
                    "found",
                    models.CharField(
                        help_text='What was found: "404", or an editor’s words.', max_length=500
                    ),
                ),
                ("checked_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="auditentry",
            name="an_audit_entry_is_about_a_claim_or_about_a_person",
        ),
        migrations.AddField(
            model_name="auditentry",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="audit_entries",
                to="claims.source",
            ),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["source", "happened_at", "id"], name="audit_of_a_source"),
        ),
        migrations.AddConstraint(
            model_name="auditentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claim__isnull", False), ("person__isnull", True), ("source__isnull", True)),
                    models.Q(
                        ("claim__isnull", True),
                        ("person__isnull", False),
                        ("revision__isnull", True),
                        ("source__isnull", True),
                    ),
                    models.Q(
                        ("claim__isnull", True),
                        ("person__isnull", True),
                        ("revision__isnull", True),
                        ("source__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="an_audit_entry_is_about_a_claim_or_a_person_or_a_source",
            ),
        ),
        migrations.AddIndex(
            model_name="linkcheck",
            index=django.contrib.postgres.indexes.HashIndex(fields=["url"], name="link_check_by_address"),
        ),
        migrations.AddIndex(
            model_name="linkcheck",
            index=models.Index(
                condition=models.Q(("is_dead", True), ("settled_at__isnull", True)),
                fields=["-id"],
                name="link_checks_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="linkcheck",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.MD5("url"),
                condition=models.Q(("is_dead", True), ("settled_at__isnull", True)),
                name="a_link_is_dead_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="linkcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_dead", True), ("settled_at__isnull", True), _connector="OR"),
                name="only_a_dead_link_is_settled",
            ),
        ),
    ]
