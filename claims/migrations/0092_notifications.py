"""Tell people of what concerns them, and keep how each wants to hear of it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0091_publications_take_turns"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest_on",
                    models.DateField(blank=True, help_text="The day, where it is a daily mail.", null=True),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("dropped", "Nothing was left to say"),
                            ("failed", "Not delivered"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(help_text="When it is to be sent, or tried again.")),
                ("began_at", models.DateTimeField(blank=True, null=True)),
                ("failure", models.TextField(blank=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assigned", "A review is assigned to me"),
                            ("due", "A review of mine is due by tomorrow, or overdue"),
                            ("waiting", "A review waits for my judgement"),
                            ("returned", "A review I wrote is returned"),
                            ("approved", "A review I wrote is approved"),
                            ("published", "A review I wrote or follow is published"),
                            ("not_published", "A review I scheduled or do is taken off the schedule"),
                            ("commented", "Somebody comments on a review I do or follow"),
                            ("corrected", "A verdict I wrote or follow is corrected, retracted or restored"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "event",
                    models.CharField(help_text="Its name: a person is told of it once.", max_length=100),
                ),
                (
                    "day",
                    models.DateField(
                        blank=True, help_text="The day that it is about, if it is about one.", null=True
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("desk", "At the desk"),
                            ("at_once", "Also by mail, at once"),
                            ("digest", "Also in the daily mail"),
                            ("off", "Not at all"),
                        ],
                        default="desk",
                        max_length=16,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.claim"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        help_text="The move, if it was one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.auditentry",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        blank=True,
                        help_text="What carries it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notifications",
                        to="claims.mail",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.revision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NotificationSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channels", models.JSONField(default=dict, help_text="From NotificationKind to Channel.")),
                ("digest_hour", models.PositiveSmallIntegerField(default=8)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notification_settings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "sending"])),
                fields=["due_at", "id"],
                name="mail_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(
                fields=("person", "digest_on"), name="a_person_gets_one_digest_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["sending", "sent"]), _negated=True),
                    ("began_at__isnull", False),
                    _connector="OR",
                ),
                name="mail_that_was_tried_has_begun",
            ),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(fields=["person", "-id"], name="notifications_of_a_person"),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("read_at__isnull", True)),
                fields=["person", "-id"],
                name="notifications_unread",
            ),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("channel", "digest"), ("mail__isnull", True), ("read_at__isnull", True)),
                fields=["person", "created_at"],
                name="notifications_for_a_digest",
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.UniqueConstraint(
                fields=("person", "event"), name="a_person_is_told_of_an_event_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel__in", ["at_once", "digest"]),
                    models.Q(("channel", "desk"), ("mail__isnull", True)),
                    _connector="OR",
                ),
                name="only_what_is_to_be_mailed_has_a_mail",
            ),
        ),
        migrations.AddConstraint(
            model_name="notificationsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest_hour__lte", 23)), name="digest_hour_is_an_hour"
            ),
        ),
    ]
