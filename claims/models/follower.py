"""Readers who follow verdicts by mail, and the mails that readers get."""

from django.db import models
from django.db.models import Q

from claims.models.ledger import PublicRecord
from claims.models.mail import MAIL_OPEN, QueuedMail
from claims.models.reader_request import ReaderRequest


class FollowedKind(models.TextChoices):
    """What readers follow."""

    CLAIM = "claim", "A verdict"
    SPEAKER = "speaker", "A speaker"
    TOPIC = "topic", "A topic"


class Rhythm(models.TextChoices):
    """When news is mailed."""

    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Once a day, in one mail"


class Follower(models.Model):
    """A mail address that follows something, or was said to; removed with the last thing that it follows."""

    mail = models.EmailField(unique=True, help_text="In small letters.")
    language = models.CharField(max_length=16, blank=True, help_text="In which the form was read.")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Follower {self.pk}"


class Following(models.Model):
    """One thing that somebody follows; nothing is sent for it until they have confirmed it from their mailbox."""

    follower = models.ForeignKey(
        Follower, models.CASCADE, related_name="followings"
    )  # nothing without whoever follows
    kind = models.CharField(max_length=16, choices=FollowedKind)
    key = models.CharField(
        max_length=80, help_text="A claim's id, a speaker's id in records, or a topic's slug."
    )
    rhythm = models.CharField(max_length=16, choices=Rhythm, default=Rhythm.AT_ONCE)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "kind", "key"], name="a_thing_is_followed_once"),
        ]
        indexes = [
            models.Index(
                fields=["kind", "key"], condition=Q(confirmed_at__isnull=False), name="followings_of_a_thing"
            ),
            models.Index(
                fields=["asked_at"], condition=Q(confirmed_at__isnull=True), name="followings_unconfirmed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follower} follows {self.kind} {self.key}"


class ReaderMailKind(models.TextChoices):
    """What a mail to a reader says."""

    CONFIRM = "confirm", "Whether they want to follow"
    NEWS = "news", "News of what they follow"
    DIGEST = "digest", "The news of a day"
    ANSWER = "answer", "What became of their request"


class ReaderMail(QueuedMail):
    """A mail to one reader, noted before it is sent."""

    kind = models.CharField(max_length=16, choices=ReaderMailKind)
    follower = models.ForeignKey(Follower, models.CASCADE, null=True, blank=True, related_name="mails")
    following = models.ForeignKey(
        Following,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="What is to be confirmed.",
    )
    asked = models.ForeignKey(
        ReaderRequest, models.PROTECT, null=True, blank=True, related_name="+", help_text="What is answered."
    )
    digest_on = models.DateField(null=True, blank=True, help_text="The day, where it is a daily mail.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["follower", "digest_on"], name="a_follower_gets_one_digest_a_day"
            ),
            models.UniqueConstraint(fields=["asked"], name="a_request_is_answered_once"),
            models.CheckConstraint(
                name="reader_mail_has_somebody_to_go_to",
                condition=Q(kind=ReaderMailKind.ANSWER, asked__isnull=False, follower__isnull=True)
                | ~Q(kind=ReaderMailKind.ANSWER) & Q(asked__isnull=True, follower__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_question_names_what_is_to_be_confirmed",
                condition=Q(kind=ReaderMailKind.CONFIRM, following__isnull=False)
                | ~Q(kind=ReaderMailKind.CONFIRM) & Q(following__isnull=True),
            ),
            models.CheckConstraint(
                name="only_a_digest_has_a_day",
                condition=Q(kind=ReaderMailKind.DIGEST, digest_on__isnull=False)
                | ~Q(kind=ReaderMailKind.DIGEST) & Q(digest_on__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state__in=MAIL_OPEN), name="reader_mail_open"),
            models.Index(fields=["follower", "kind", "created_at"], name="reader_mails_of_a_follower"),
            models.Index(fields=["created_at"], name="reader_mails_by_age"),
        ]

    def __str__(self) -> str:
        return f"Mail {self.pk} to a reader"


class News(models.Model):
    """A follower is told of one version of the ledger: once, whatever they follow of it."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="news")
    following = models.ForeignKey(Following, models.CASCADE, related_name="+", help_text="Why they are told.")
    record = models.ForeignKey(PublicRecord, models.PROTECT, related_name="+")
    mail = models.ForeignKey(
        ReaderMail, models.CASCADE, null=True, blank=True, related_name="news", help_text="What carries it."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["follower", "record"], name="a_follower_is_told_of_a_version_once"
            ),
        ]
        indexes = [
            models.Index(fields=["follower"], condition=Q(mail__isnull=True), name="news_for_a_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.follower} is told of {self.record}"


class LedgerTold(models.Model):
    """How far along the ledger its followers have been told; one row."""

    sequence = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="followers_have_one_place_in_the_ledger", condition=Q(pk=1)),
        ]

    def __str__(self) -> str:
        return str(self.sequence)
