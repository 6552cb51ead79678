"""A public verdict has a day by which it is to be checked again."""

from django.db import migrations, models

# Verdicts that are public when this comes held on the day they were published, and are checked again after a year.
LIVE = """
UPDATE claims_review w SET checked_at = r.published_at, recheck_on = (r.published_at + interval '1 year')::date
FROM claims_revision r WHERE r.review_id = w.id AND r.state IN ('published', 'retracted');
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0081_second_rating_rules")]
    operations = [
        migrations.AddField(
            model_name="review",
            name="checked_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the live verdict was last found to hold, or was published.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="recheck_on",
            field=models.DateField(
                blank=True,
                help_text="The day by which the verdict is to be checked again; readers do not see it.",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("recheck_on__isnull", False)),
                fields=["recheck_on"],
                name="review_recheck",
            ),
        ),
        migrations.RunSQL(LIVE, migrations.RunSQL.noop),
    ]
