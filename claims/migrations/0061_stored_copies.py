"""Keep copies of sources, each content once."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0060_source_details"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                (
                    "media_type",
                    models.CharField(
                        choices=[
                            ("application/pdf", "PDF"),
                            ("text/html", "HTML"),
                            ("text/plain", "Text"),
                            ("image/png", "PNG image"),
                            ("image/jpeg", "JPEG image"),
                            ("image/gif", "GIF image"),
                            ("image/webp", "WebP image"),
                        ],
                        max_length=32,
                    ),
                ),
                ("size", models.PositiveIntegerField(help_text="In bytes.")),
                ("content", models.BinaryField()),
                ("stored_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Still being read"),
                            ("read", "Read"),
                            ("failed", "Could not be read"),
                            ("unreadable", "Has no text of its own"),
                            ("typed", "Typed by an editor"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "failure",
                    models.CharField(
                        blank=True, help_text="Why it could not be read, in a sentence.", max_length=500
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("text", models.TextField(blank=True)),
                (
                    "squeezed",
                    models.TextField(blank=True, help_text="The text as sources.excerpts compares it."),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SourceCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="claims.storedfile",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="claims.source"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, help_text="The file’s name at whoever uploaded it.", max_length=200
                    ),
                ),
                ("uploaded_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="copy",
            field=models.ForeignKey(
                blank=True,
                help_text="The newest copy of the source when the revision was last saved.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="claims.sourcecopy",
            ),
        ),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["due_at"], name="file_unread"
            ),
        ),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gt", 0)), name="stored_file_is_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "failed"), _negated=True),
                    models.Q(("failure", ""), _negated=True),
                    _connector="OR",
                ),
                name="file_that_could_not_be_read_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcecopy",
            constraint=models.UniqueConstraint(
                fields=("source", "file"), name="a_file_is_kept_once_as_a_copy_of_a_source"
            ),
        ),
        # files are compressed in themselves: do not try again, and read parts without unpacking
        migrations.RunSQL(
            "ALTER TABLE claims_storedfile ALTER COLUMN content SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
    ]
