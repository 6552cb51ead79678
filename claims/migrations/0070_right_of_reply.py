"""Whom a review asked before publication, and what came back; or why a speaker was not asked."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0064_rules_of_sources"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asked",
                    models.CharField(
                        blank=True,
                        help_text="Who speaks for them: “the ministry’s press office”.",
                        max_length=200,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mail", "Mail"),
                            ("phone", "Phone"),
                            ("letter", "Letter"),
                            ("message", "Message"),
                            ("form", "Contact form"),
                            ("in_person", "In person"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="The address or number used. It never leaves the desk.",
                        max_length=200,
                    ),
                ),
                ("question", models.TextField(help_text="What was asked. It never leaves the desk.")),
                ("contacted_at", models.DateTimeField()),
                ("deadline", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("awaited", "Awaited"),
                            ("answered", "Answered"),
                            ("declined", "Declined to comment"),
                            ("none", "No answer by the deadline"),
                        ],
                        default="awaited",
                        max_length=16,
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True, help_text="All of it; only the excerpt ever leaves the desk."
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "excerpt",
                    models.TextField(
                        blank=True, help_text="For print, word for word as it stands in the answer."
                    ),
                ),
                ("excerpt_approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts changes; a change must name the one it saw."
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="It was written down wrongly; readers are not told of it.",
                        null=True,
                    ),
                ),
                (
                    "answer_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "excerpt_approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "excerpt_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_attempts",
                        to="claims.review",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_attempts",
                        to="claims.speaker",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "awaited"), ("withdrawn_at__isnull", True)),
                        fields=["deadline", "id"],
                        name="replies_awaited",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("deadline__gt", models.F("contacted_at"))),
                        name="an_answer_is_due_after_asking",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            ("answered_at__gte", models.F("contacted_at")),
                            _connector="OR",
                        ),
                        name="an_answer_comes_after_asking",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("question", ""), _negated=True),
                            models.Q(
                                models.Q(
                                    ("answer", ""), ("answered_at__isnull", True), ("outcome", "awaited")
                                ),
                                models.Q(("answer", ""), ("answered_at__isnull", True), ("outcome", "none")),
                                models.Q(
                                    ("answer_by__isnull", False),
                                    ("answered_at__isnull", False),
                                    ("outcome", "declined"),
                                ),
                                models.Q(
                                    ("answer_by__isnull", False),
                                    ("answered_at__isnull", False),
                                    ("outcome", "answered"),
                                    models.Q(("answer", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="an_attempt_says_what_was_asked_and_what_came_back",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("excerpt", ""), ("excerpt_by__isnull", True)),
                            models.Q(
                                ("answer__contains", models.F("excerpt")),
                                ("excerpt_by__isnull", False),
                                ("outcome", "answered"),
                                models.Q(("excerpt", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_excerpt_stands_in_the_answer_and_says_who_chose_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("excerpt_approved_at__isnull", True), ("excerpt_approved_by__isnull", True)
                            ),
                            models.Q(
                                ("excerpt_approved_at__isnull", False),
                                ("excerpt_approved_by__isnull", False),
                                models.Q(("excerpt", ""), _negated=True),
                                models.Q(("excerpt_approved_by", models.F("excerpt_by")), _negated=True),
                                models.Q(("excerpt_approved_by", models.F("answer_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_excerpt_is_approved_by_another_editor_than_entered_it",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("review", "speaker", "asked", "channel", "contacted_at"),
                        name="an_attempt_is_written_down_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnaskedSpeaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("safety", "Asking could endanger somebody"),
                            ("dead", "The speaker has died"),
                            ("public_record", "A statement of public record only"),
                            ("answered_publicly", "Already answered publicly"),
                        ],
                        max_length=24,
                    ),
                ),
                ("words", models.TextField()),
                (
                    "link",
                    models.URLField(blank=True, help_text="Where they answered publicly.", max_length=1000),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unasked_speakers",
                        to="claims.review",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.speaker"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "speaker"), name="a_speaker_is_left_unasked_for_one_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="unasked_speaker_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", "answered_publicly"), models.Q(("link", ""), _negated=True)),
                            models.Q(models.Q(("reason", "answered_publicly"), _negated=True), ("link", "")),
                            _connector="OR",
                        ),
                        name="a_public_answer_has_its_link_and_no_other_reason_does",
                    ),
                ],
            },
        ),
    ]
