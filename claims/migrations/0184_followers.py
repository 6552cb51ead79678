"""Readers follow verdicts, speakers and topics by mail."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0183_articles_of_requests"),
    ]

    operations = [
        migrations.CreateModel(
            name="Follower",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mail", models.EmailField(help_text="In small letters.", max_length=254, unique=True)),
                (
                    "language",
                    models.CharField(blank=True, help_text="In which the form was read.", max_length=16),
                ),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Following",
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
                        choices=[("claim", "A verdict"), ("speaker", "A speaker"), ("topic", "A topic")],
                        max_length=16,
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="A claim's id, a speaker's id in records, or a topic's slug.", max_length=80
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("at_once", "At once"), ("daily", "Once a day, in one mail")],
                        default="at_once",
                        max_length=16,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to="claims.follower",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LedgerTold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="followers_have_one_place_in_the_ledger"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReaderMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("confirm", "Whether they want to follow"),
                            ("news", "News of what they follow"),
                            ("digest", "The news of a day"),
                            ("answer", "What became of their request"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "digest_on",
                    models.DateField(blank=True, help_text="The day, where it is a daily mail.", null=True),
                ),
                (
                    "asked",
                    models.ForeignKey(
                        blank=True,
                        help_text="What is answered.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.readerrequest",
                    ),
                ),
                (
                    "follower",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="claims.follower",
                    ),
                ),
                (
                    "following",
                    models.ForeignKey(
                        blank=True,
                        help_text="What is to be confirmed.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="claims.following",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="news", to="claims.follower"
                    ),
                ),
                (
                    "following",
                    models.ForeignKey(
                        help_text="Why they are told.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="claims.following",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.publicrecord",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        blank=True,
                        help_text="What carries it.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="news",
                        to="claims.readermail",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="following",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", False)),
                fields=["kind", "key"],
                name="followings_of_a_thing",
            ),
        ),
        migrations.AddIndex(
            model_name="following",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", True)),
                fields=["asked_at"],
                name="followings_unconfirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="following",
            constraint=models.UniqueConstraint(
                fields=("follower", "kind", "key"), name="a_thing_is_followed_once"
            ),
        ),
        migrations.AddIndex(
            model_name="readermail",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "sending"])),
                fields=["due_at", "id"],
                name="reader_mail_open",
            ),
        ),
        migrations.AddIndex(
            model_name="readermail",
            index=models.Index(fields=["follower", "kind", "created_at"], name="reader_mails_of_a_follower"),
        ),
        migrations.AddIndex(
            model_name="readermail",
            index=models.Index(fields=["created_at"], name="reader_mails_by_age"),
        ),
        migrations.AddConstraint(
            model_name="readermail",
            constraint=models.UniqueConstraint(
                fields=("follower", "digest_on"), name="a_follower_gets_one_digest_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="readermail",
            constraint=models.UniqueConstraint(fields=("asked",), name="a_request_is_answered_once"),
        ),
        migrations.AddConstraint(
            model_name="readermail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked__isnull", False), ("follower__isnull", True), ("kind", "answer")),
                    models.Q(
                        models.Q(("kind", "answer"), _negated=True),
                        ("asked__isnull", True),
                        ("follower__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="reader_mail_has_somebody_to_go_to",
            ),
        ),
        migrations.AddConstraint(
            model_name="readermail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("following__isnull", False), ("kind", "confirm")),
                    models.Q(models.Q(("kind", "confirm"), _negated=True), ("following__isnull", True)),
                    _connector="OR",
                ),
                name="only_a_question_names_what_is_to_be_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="readermail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("digest_on__isnull", False), ("kind", "digest")),
                    models.Q(models.Q(("kind", "digest"), _negated=True), ("digest_on__isnull", True)),
                    _connector="OR",
                ),
                name="only_a_digest_has_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="news",
            index=models.Index(
                condition=models.Q(("mail__isnull", True)), fields=["follower"], name="news_for_a_digest"
            ),
        ),
        migrations.AddConstraint(
            model_name="news",
            constraint=models.UniqueConstraint(
                fields=("follower", "record"), name="a_follower_is_told_of_a_version_once"
            ),
        ),
    ]
