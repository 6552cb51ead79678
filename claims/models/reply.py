"""The right of reply: whom we asked before publication, what came back, or why somebody was not asked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.appearance import Speaker
from claims.models.review import Review


class ContactChannel(models.TextChoices):
    """How somebody was asked."""

    MAIL = "mail", _("Mail")
    PHONE = "phone", _("Phone")
    LETTER = "letter", _("Letter")
    MESSAGE = "message", _("Message")
    FORM = "form", _("Contact form")
    IN_PERSON = "in_person", _("In person")


class ReplyOutcome(models.TextChoices):
    """What came of asking; it is written down by somebody and never follows from the clock."""

    AWAITED = "awaited", _("Awaited")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined to comment")
    NONE = "none", _("No answer by the deadline")


class ContactAttempt(models.Model):
    """A speaker, or somebody who speaks for them, was asked once about a claim, and what came back.

    Of this, readers are told who was asked, how, when, until when, and the excerpt that another editor approved.
    Triggers keep who was asked and when as it was written down, and all of it as long as a revision is approved.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="contact_attempts")
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="contact_attempts")
    asked = models.CharField(
        max_length=200, blank=True, help_text="Who speaks for them: “the ministry’s press office”."
    )
    channel = models.CharField(max_length=16, choices=ContactChannel)
    contact = models.CharField(
        max_length=200, blank=True, help_text="The address or number used. It never leaves the desk."
    )
    question = models.TextField(help_text="What was asked. It never leaves the desk.")
    contacted_at = models.DateTimeField()
    deadline = models.DateTimeField()
    outcome = models.CharField(max_length=16, choices=ReplyOutcome, default=ReplyOutcome.AWAITED)
    answer = models.TextField(blank=True, help_text="All of it; only the excerpt ever leaves the desk.")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    excerpt = models.TextField(blank=True, help_text="For print, word for word as it stands in the answer.")
    excerpt_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    excerpt_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    excerpt_approved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts changes; a change must name the one it saw."
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, help_text="It was written down wrongly; readers are not told of it."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_answer_is_due_after_asking", condition=Q(deadline__gt=F("contacted_at"))
            ),
            models.CheckConstraint(
                name="an_answer_comes_after_asking",
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("contacted_at")),
            ),
            models.CheckConstraint(
                name="an_attempt_says_what_was_asked_and_what_came_back",
                condition=~Q(question="")
                & (
                    Q(outcome=ReplyOutcome.AWAITED, answer="", answered_at__isnull=True)
                    | Q(outcome=ReplyOutcome.NONE, answer="", answered_at__isnull=True)
                    | Q(outcome=ReplyOutcome.DECLINED, answered_at__isnull=False, answer_by__isnull=False)
                    | Q(outcome=ReplyOutcome.ANSWERED, answered_at__isnull=False, answer_by__isnull=False)
                    & ~Q(answer="")
                ),
            ),
            models.CheckConstraint(
                name="an_excerpt_stands_in_the_answer_and_says_who_chose_it",
                condition=Q(excerpt="", excerpt_by__isnull=True)
                | Q(outcome=ReplyOutcome.ANSWERED, answer__contains=F("excerpt"), excerpt_by__isnull=False)
                & ~Q(excerpt=""),
            ),
            models.CheckConstraint(
                name="an_excerpt_is_approved_by_another_editor_than_entered_it",
                condition=Q(excerpt_approved_by__isnull=True, excerpt_approved_at__isnull=True)
                | Q(excerpt_approved_by__isnull=False, excerpt_approved_at__isnull=False)
                & ~Q(excerpt="")
                & ~Q(excerpt_approved_by=F("excerpt_by"))
                & ~Q(excerpt_approved_by=F("answer_by")),
            ),
            models.UniqueConstraint(
                fields=["review", "speaker", "asked", "channel", "contacted_at"],
                condition=Q(withdrawn_at__isnull=True),
                name="an_attempt_is_written_down_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["deadline", "id"],
                condition=Q(outcome=ReplyOutcome.AWAITED, withdrawn_at__isnull=True),
                name="replies_awaited",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked or self.speaker} asked on {self.contacted_at:%Y-%m-%d}"


class UnaskedReason(models.TextChoices):
    """Why a speaker was not asked."""

    SAFETY = "safety", _("Asking could endanger somebody")
    DEAD = "dead", _("The speaker has died")
    PUBLIC_RECORD = "public_record", _("A statement of public record only")
    ANSWERED_PUBLICLY = "answered_publicly", _("Already answered publicly")


class UnaskedSpeaker(models.Model):
    """Why a speaker of a claim was not asked. Where it is somebody's safety, the words stay at the desk."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="unasked_speakers")
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=24, choices=UnaskedReason)
    words = models.TextField()
    link = models.URLField(max_length=1000, blank=True, help_text="Where they answered publicly.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "speaker"], name="a_speaker_is_left_unasked_for_one_reason"
            ),
            models.CheckConstraint(name="unasked_speaker_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="a_public_answer_has_its_link_and_no_other_reason_does",
                condition=Q(reason=UnaskedReason.ANSWERED_PUBLICLY) & ~Q(link="")
                | ~Q(reason=UnaskedReason.ANSWERED_PUBLICLY) & Q(link=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.get_reason_display()}"
