"""Keep who writes a revision, and until when."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0102_second_ratings_of_what_is_rated"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="EditLock",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="lock",
                        serialize=False,
                        to="claims.revision",
                    ),
                ),
                (
                    "session",
                    models.CharField(help_text="A digest: the key itself opens the account.", max_length=64),
                ),
                ("taken_at", models.DateTimeField()),
                ("renewed_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["expires_at"], name="lock_by_expiry")],
                "constraints": [
                    models.CheckConstraint(condition=~Q(session=""), name="lock_belongs_to_a_session"),
                    models.CheckConstraint(
                        condition=Q(renewed_at__gte=F("taken_at"), expires_at__gt=F("renewed_at")),
                        name="lock_expires_after_it_was_renewed",
                    ),
                ],
            },
        ),
    ]
