"""Who outside is told of changes of the public ledger, and what came of telling them."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.ledger import ChangeKind, PublicRecord, RecordState


class WebhookEvent(models.TextChoices):
    """What a receiver may ask to be told of."""

    PUBLISHED = "claim.published", _("A verdict is published")
    CORRECTED = "claim.corrected", _("A verdict is corrected")
    UPDATED = "claim.updated", _("A verdict is updated, or its spelling mended")
    RETRACTED = "claim.retracted", _("A verdict is retracted")
    RESTORED = "claim.restored", _("A retracted verdict is restored")


TEST = "test"  # what a message is that is about no claim
_EVENTS = {
    "": WebhookEvent.PUBLISHED,
    ChangeKind.MINOR: WebhookEvent.UPDATED,
    ChangeKind.UPDATE: WebhookEvent.UPDATED,
    ChangeKind.CORRECTION: WebhookEvent.CORRECTED,
    ChangeKind.RETRACTION: WebhookEvent.RETRACTED,
    ChangeKind.RESTORATION: WebhookEvent.RESTORED,
}


def event_of(state: str | None, change: str | None) -> str:
    """What a version of the ledger, by what it says of itself, is to those who are told of it; none is a test."""
    if state is None or change is None:
        return TEST
    return (WebhookEvent.RETRACTED if state == RecordState.RETRACTED else _EVENTS[change]).value


class WebhookEndpoint(models.Model):
    """A receiver. Every version of the ledger up to `told_to` has become a delivery, if it was asked for.

    Who sends holds a lease, so that one at a time keeps the order; after a failure nobody sends for a while.
    """

    url = models.CharField(max_length=2_000)
    name = models.CharField(max_length=80)
    events = ArrayField(models.CharField(max_length=32, choices=WebhookEvent))
    version = models.PositiveIntegerField(default=1, help_text="How often it was changed, for stale forms.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    told_to = models.PositiveBigIntegerField(help_text="A sequence of the public ledger.")
    is_on = models.BooleanField(default=True)
    why_off = models.CharField(max_length=300, blank=True, help_text="If it was switched off by itself.")
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(
        default=0, help_text="In a row, of rounds in which nothing arrived."
    )
    rests_until = models.DateTimeField(
        help_text="Nobody sends to it before: it failed, or asked for a pause."
    )
    lease = models.PositiveBigIntegerField(default=0, help_text="The number of the last sender that took it.")
    leased_until = models.DateTimeField(help_text="Until then nobody else sends to it.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_webhook_is_told_of_events_that_there_are",
                condition=Q(events__contained_by=WebhookEvent.values) & ~Q(events=[]),
            ),
            models.CheckConstraint(
                name="a_webhook_that_is_on_was_not_switched_off", condition=Q(is_on=False) | Q(why_off="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WebhookSecret(models.Model):
    """What messages to a receiver are signed by: its newest, and for a while those before it."""

    # A webhook takes with it what was made for it alone.
    endpoint = models.ForeignKey(WebhookEndpoint, models.CASCADE, related_name="secrets")
    sealed = models.CharField(max_length=400, help_text="Of no use without SECRET_KEY.")
    made_at = models.DateTimeField()
    signs_until = models.DateTimeField(null=True, blank=True, help_text="Empty of the newest.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint"],
                condition=Q(signs_until__isnull=True),
                name="a_webhook_has_one_newest_secret",
            ),
        ]

    def __str__(self) -> str:
        return f"Secret {self.pk} of {self.endpoint_id}"


class DeliveryState(models.TextChoices):
    """What has become of a delivery."""

    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Given up")


def new_message_id() -> str:
    """The id by which a receiver knows a message again."""
    return f"msg_{uuid4().hex}"


class WebhookDelivery(models.Model):
    """One version of the ledger on its way to one receiver, or a test; keeps its id through every try and replay."""

    # A webhook takes its log with it; the audit keeps that it was there.
    endpoint = models.ForeignKey(WebhookEndpoint, models.CASCADE, related_name="deliveries")
    record = models.ForeignKey(
        PublicRecord, models.PROTECT, null=True, related_name="+", help_text="None of a test."
    )
    message_id = models.CharField(max_length=40, unique=True, default=new_message_id)
    state = models.CharField(max_length=16, choices=DeliveryState, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0, help_text="Since it was made, or sent again by hand.")
    due_at = models.DateTimeField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "record"], name="a_version_is_told_a_receiver_once"),
            models.CheckConstraint(
                name="a_delivery_that_ended_was_tried",
                condition=Q(state=DeliveryState.WAITING) | Q(tries__gte=1),
            ),
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "id"],
                condition=Q(state=DeliveryState.WAITING),
                name="deliveries_waiting",
            ),
            models.Index(
                fields=["endpoint", "due_at"], condition=Q(state=DeliveryState.WAITING), name="deliveries_due"
            ),
            models.Index(fields=["endpoint", "-id"], name="deliveries_of_a_webhook"),
            models.Index(fields=["made_at"], name="deliveries_by_time"),
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def event(self) -> str:
        """What it tells of."""
        return event_of(self.record.state, self.record.change) if self.record else TEST


class WebhookAttempt(models.Model):
    """One try of a delivery, as its log shows it. Nothing of what the receiver wrote is kept but its status."""

    delivery = models.ForeignKey(WebhookDelivery, models.CASCADE, related_name="attempts")  # part of it
    tried_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    said = models.CharField(max_length=300, blank=True, help_text="Why there was no answer.")
    took_ms = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_attempt_has_a_status_or_a_reason",
                condition=Q(status__isnull=False, said="") | (Q(status=None) & ~Q(said="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id}: {self.status or self.said}"
