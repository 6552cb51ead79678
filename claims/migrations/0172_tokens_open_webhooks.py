"""A token may open the management of webhooks."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0171_administrators_keep_webhooks")]
    operations = [
        migrations.RemoveConstraint(
            model_name="tokengrant",
            name="token_opens_something_that_there_is",
        ),
        migrations.AlterField(
            model_name="tokengrant",
            name="scopes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("articles", "Submit articles, and ask what became of them"),
                        ("read", "Read what the desk reads: claims, reviews, evidence"),
                        ("move", "Decide on claims, make moves of reviews, add evidence"),
                        ("webhooks", "Manage webhooks"),
                    ],
                    max_length=16,
                ),
                size=None,
            ),
        ),
        migrations.AddConstraint(
            model_name="tokengrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("scopes__contained_by", ["articles", "read", "move", "webhooks"]),
                    models.Q(("scopes", []), _negated=True),
                ),
                name="token_opens_something_that_there_is",
            ),
        ),
    ]
