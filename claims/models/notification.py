"""What people of the desk are told, how each wants to hear of it, and the mails that carry it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.audit import AuditEntry
from claims.models.claim import Claim
from claims.models.mail import MAIL_OPEN, MailState, QueuedMail
from claims.models.review import Revision


class NotificationKind(models.TextChoices):
    """What somebody may be told of."""

    ASSIGNED = "assigned", _("A review is assigned to me")
    DUE = "due", _("A review of mine is due by tomorrow, or overdue")
    WAITING = "waiting", _("A review waits for my judgement")
    RETURNED = "returned", _("A review I wrote is returned")
    APPROVED = "approved", _("A review I wrote is approved")
    PUBLISHED = "published", _("A review I wrote or follow is published")
    NOT_PUBLISHED = "not_published", _("A review I scheduled or do is taken off the schedule")
    MENTIONED = "mentioned", _("Somebody calls me by name in a comment")
    COMMENTED = "commented", _("Somebody comments on a review I do or follow")
    CORRECTED = "corrected", _("A verdict I wrote or follow is corrected, retracted or restored")
    DISAGREED = "disagreed", _("Somebody rates otherwise a review I wrote")
    REPLY_DUE = "reply_due", _("A reply I asked for is due by tomorrow, or overdue")
    REPORTED = "reported", _("A reader reports an error in a verdict I wrote or approved")
    STALE = "stale", _("A verdict I wrote or follow is to be checked again")
    WEBHOOK_OFF = "webhook_off", _("A webhook is switched off, as its receiver fails")


class Channel(models.TextChoices):
    """How somebody hears of a kind of thing; whatever is mailed stands at the desk too."""

    DESK = "desk", _("At the desk")
    AT_ONCE = "at_once", _("Also by mail, at once")
    DIGEST = "digest", _("Also in the daily mail")
    OFF = "off", _("Not at all")


DIGEST_HOUR = 8  # in the newsroom's time zone, until somebody chooses another


class NotificationSettings(models.Model):
    """How somebody wants to hear of things; a kind that `channels` does not name goes by its default."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_settings"
    )
    channels = models.JSONField(default=dict, help_text="From NotificationKind to Channel.")
    digest_hour = models.PositiveSmallIntegerField(default=DIGEST_HOUR)

    class Meta:
        constraints = [
            models.CheckConstraint(name="digest_hour_is_an_hour", condition=Q(digest_hour__lte=23)),
        ]

    def __str__(self) -> str:
        return f"How {self.person} hears of things"


class Mail(QueuedMail):
    """A mail to one person of the desk."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mails")
    digest_on = models.DateField(null=True, blank=True, help_text="The day, where it is a daily mail.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "digest_on"], name="a_person_gets_one_digest_a_day"),
            models.CheckConstraint(
                name="mail_that_was_tried_has_begun",
                condition=~Q(state__in=[MailState.SENDING, MailState.SENT]) | Q(began_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state__in=MAIL_OPEN), name="mail_open"),
        ]

    def __str__(self) -> str:
        return f"Mail {self.pk} to {self.person}"


class Notification(models.Model):
    """One person is told of one event; stored in the transaction that made it true."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=16, choices=NotificationKind)
    event = models.CharField(max_length=100, help_text="Its name: a person is told of it once.")
    entry = models.ForeignKey(
        AuditEntry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The move, if it was one.",
    )
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="+")
    day = models.DateField(null=True, blank=True, help_text="The day that it is about, if it is about one.")
    channel = models.CharField(max_length=16, choices=Channel, default=Channel.DESK)
    mail = models.ForeignKey(
        Mail,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notifications",
        help_text="What carries it.",
    )
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "event"], name="a_person_is_told_of_an_event_once"),
            models.CheckConstraint(
                name="only_what_is_to_be_mailed_has_a_mail",
                condition=Q(channel__in=[Channel.AT_ONCE, Channel.DIGEST])
                | Q(channel=Channel.DESK, mail__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notifications_of_a_person"),
            models.Index(
                fields=["person", "-id"], condition=Q(read_at__isnull=True), name="notifications_unread"
            ),
            models.Index(
                fields=["person", "created_at"],
                condition=Q(channel=Channel.DIGEST, mail__isnull=True, read_at__isnull=True),
                name="notifications_for_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"
