"""Let a revision explain to readers why no primary source is among its evidence."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0034_saved_views")]
    operations = [
        migrations.AddField(
            model_name="revision",
            name="primary_explanation",
            field=models.TextField(
                blank=True, default="", help_text="Why no primary source is among the evidence, for readers."
            ),
            preserve_default=False,
        ),
    ]
