"""Keep what people have typed and not saved."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0103_locks_of_revisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="UnsavedText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "page",
                    models.CharField(help_text="Which opened form: two tabs are two texts.", max_length=32),
                ),
                ("fields", models.TextField(help_text="As the form would send them, url-encoded.")),
                ("kept_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unsaved_texts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unsaved_texts",
                        to="claims.revision",
                    ),
                ),
                (
                    "taken_over_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kept_at"], name="unsaved_text_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["person", "revision", "page"], name="one_unsaved_text_per_opened_form"
                    ),
                    models.CheckConstraint(
                        condition=Q(closed_at__isnull=True) | Q(fields=""), name="closed_form_keeps_no_words"
                    ),
                ],
            },
        ),
    ]
