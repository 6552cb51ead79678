"""Let a source say what it has at stake and where it is archived, and its use when it was read and what is missing."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0084_error_report_rules")]
    operations = [
        migrations.RemoveConstraint(
            model_name="source",
            name="source_is_stored_once",
        ),
        migrations.AddField(
            model_name="evidence",
            name="accessed_on",
            field=models.DateField(blank=True, help_text="The day we last read it there.", null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="unavailable",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Why it has no link or no stored copy, for readers.",
                max_length=500,
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="archive_url",
            field=models.URLField(blank=True, default="", max_length=1000),
        ),
        migrations.AddField(
            model_name="source",
            name="interests",
            field=models.CharField(
                blank=True, default="", help_text="What it has at stake, for readers.", max_length=500
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="publisher_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("public_body", "Public body"),
                    ("research", "Research"),
                    ("media", "News medium"),
                    ("party", "Party or politician"),
                    ("company", "Company"),
                    ("advocacy", "Advocacy group"),
                    ("other", "Somebody else"),
                ],
                default="",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                help_text="The same work as it was worded before its link was mended.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="claims.source",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="kind",
            field=models.CharField(
                choices=[("primary", "Primary"), ("secondary", "Secondary"), ("protected", "Protected")],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="publisher",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name="source",
            name="url",
            field=models.URLField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="source",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector(
                    "title", "publisher", "url", config="simple"
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=django.contrib.postgres.indexes.HashIndex(fields=["url"], name="source_by_address"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["search"], name="source_search"
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.MD5(
                    django.db.models.functions.text.Concat(
                        models.F("url"),
                        models.Value("\n"),
                        models.F("title"),
                        models.Value("\n"),
                        models.F("publisher"),
                        models.Value("\n"),
                        models.F("kind"),
                        models.Value("\n"),
                        models.F("publisher_kind"),
                        models.Value("\n"),
                        models.F("interests"),
                        models.Value("\n"),
                        models.F("archive_url"),
                        models.Value("\n"),
                        output_field=models.TextField(),
                    )
                ),
                condition=models.Q(("kind", "protected"), _negated=True),
                name="source_is_stored_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "protected"), _negated=True),
                    models.Q(
                        ("archive_url", ""),
                        ("interests", ""),
                        ("publisher", ""),
                        ("publisher_kind", ""),
                        ("replaces", None),
                        ("url", ""),
                    ),
                    _connector="OR",
                ),
                name="protected_source_shows_no_more_than_its_description",
            ),
        ),
    ]
