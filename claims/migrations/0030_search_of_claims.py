"""Let claims be found by their words and by who said them where, and each filter of the queue have its index."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import TrigramExtension
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models
from django.db.models.functions import Left


def words_to_search():
    """As claims.models.claim had it when this was written."""
    text, speakers, outlets = (Left(name, 20_000) for name in ("text", "speaker_names", "outlet_names"))
    return (
        SearchVector(text, config="english", weight="A")
        + SearchVector(speakers, config="english", weight="B")
        + SearchVector(speakers, config="simple", weight="B")
        + SearchVector(outlets, config="simple", weight="C")
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0024_approvers_hold_the_right")]
    operations = [
        TrigramExtension(),
        migrations.AddField(
            "claim",
            "outlet_names",
            models.TextField(default="", editable=False, help_text="Where it was printed; kept by triggers."),
        ),
        migrations.AddField(
            "claim",
            "speaker_names",
            models.TextField(
                default="", editable=False, help_text="Who said it, anywhere; kept by triggers."
            ),
        ),
        migrations.AddField(
            "claim",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=words_to_search(),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "claim",
            models.Index(fields=["status", "kind", "-checkworthiness", "-id"], name="claim_queue_of_kind"),
        ),
        migrations.AddIndex(
            "claim",
            models.Index(
                fields=["status", "evidence_status", "-checkworthiness", "-id"],
                name="claim_queue_by_evidence",
            ),
        ),
        migrations.AddIndex(
            "claim", models.Index(fields=["status", "-created_at"], name="claim_queue_newest")
        ),
        migrations.AddIndex("claim", models.Index(fields=["-created_at"], name="claim_newest")),
        migrations.AddIndex(
            "claim",
            django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["search"], name="claim_search"
            ),
        ),
        migrations.AddIndex(
            "speaker",
            django.contrib.postgres.indexes.GinIndex(
                fields=["name"], name="speaker_name_alike", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
