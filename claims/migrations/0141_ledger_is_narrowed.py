"""Let programs narrow the ledger and order it: by facets, words, and the day of the first publication."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0140_facets_of_records"),
    ]

    operations = [
        migrations.AddField(
            model_name="publicrecord",
            name="facets",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func("record", function="claims_facets"),
                help_text='"rating:false", "speaker:Ana Alpha", "topic:water", …',
                output_field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.TextField(), size=None
                ),
            ),
        ),
        migrations.AddField(
            model_name="publicrecord",
            name="published_at",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    "record",
                    models.Value("published_at"),
                    function="json_extract_path_text",
                    output_field=models.TextField(),
                ),
                help_text="Of the first version, in UTC as ISO 8601 writes it, which sorts as it follows in time.",
                output_field=models.TextField(db_collation="C"),
            ),
        ),
        migrations.AddField(
            model_name="publicrecord",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.CombinedSearchVector(
                    django.contrib.postgres.search.CombinedSearchVector(
                        django.contrib.postgres.search.SearchVector(
                            django.db.models.functions.text.Left(
                                models.Func(
                                    "record",
                                    models.Value("claim_reviewed"),
                                    function="json_extract_path_text",
                                    output_field=models.TextField(),
                                ),
                                20000,
                            ),
                            config="english",
                        ),
                        "||",
                        django.contrib.postgres.search.SearchVector(
                            django.db.models.functions.text.Left(
                                models.Func(
                                    "record",
                                    models.Value("headline"),
                                    function="json_extract_path_text",
                                    output_field=models.TextField(),
                                ),
                                20000,
                            ),
                            config="english",
                        ),
                        django.contrib.postgres.search.SearchConfig("english"),
                    ),
                    "||",
                    django.contrib.postgres.search.SearchVector(
                        django.db.models.functions.text.Left(
                            models.Func(
                                "record",
                                models.Value("short_answer"),
                                function="json_extract_path_text",
                                output_field=models.TextField(),
                            ),
                            20000,
                        ),
                        config="english",
                    ),
                    django.contrib.postgres.search.SearchConfig("english"),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="publicrecord",
            index=models.Index(
                condition=models.Q(("until_at__isnull", True)),
                fields=["published_at", "sequence"],
                name="ledger_current_by_day",
            ),
        ),
        migrations.AddIndex(
            model_name="publicrecord",
            index=models.Index(
                condition=models.Q(("state", "retracted"), ("until_at__isnull", True)),
                fields=["public_id"],
                name="ledger_taken_back",
            ),
        ),
        migrations.AddIndex(
            model_name="publicrecord",
            index=django.contrib.postgres.indexes.GinIndex(fields=["facets"], name="ledger_facets"),
        ),
        migrations.AddIndex(
            model_name="publicrecord",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="ledger_search"),
        ),
    ]
