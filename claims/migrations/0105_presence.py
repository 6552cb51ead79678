"""Know who has a claim open, without logging it: after a crash nobody is here until their page says so again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

NOT_LOGGED = "ALTER TABLE claims_presence SET UNLOGGED"
LOGGED = "ALTER TABLE claims_presence SET LOGGED"


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0104_unsaved_texts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.claim"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["seen_at"], name="presence_by_time")],
                "constraints": [
                    models.UniqueConstraint(fields=["claim", "person"], name="somebody_is_here_once")
                ],
            },
        ),
        migrations.RunSQL(NOT_LOGGED, LOGGED),
    ]
