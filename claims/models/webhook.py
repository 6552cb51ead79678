"""Who outside is told of changes of the public ledger, and what came of telling them."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from claims.models.ledger import PublicRecord


class WebhookEvent(models.TextChoices):
    """What a receiver may ask to be told of."""

    PUBLISHED = "claim.published", "A verdict is published"
    CORRECTED = "claim.corrected", "A verdict is corrected"
    UPDATED = "claim.updated", "A verdict is updated, or its spelling mended"
    RETRACTED = "claim.retracted", "A verdict is retracted"
    RESTORED = "claim.restored", "A retracted verdict is restored"


class WebhookEndpoint(models.Model):
    """A receiver. Every version of the ledger up to `told_to` has become a delivery, if it was asked for."""

    url = models.CharField(max_length=2_000)
    name = models.CharField(max_length=80)
    events = ArrayField(models.CharField(max_length=32, choices=WebhookEvent))
    secret = models.CharField(max_length=80)
    previous_secret = models.CharField(max_length=80, blank=True)
    previous_until = models.DateTimeField(
        null=True, blank=True, help_text="Until when the previous secret signs too."
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    told_to = models.PositiveBigIntegerField(help_text="A sequence of the public ledger.")
    is_on = models.BooleanField(default=True)
    why_off = models.CharField(max_length=300, blank=True, help_text="If it was switched off by itself.")
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="In a row, of rounds in which nothing arrived.")
    free_at = models.DateTimeField(
        help_text="When somebody may send to it: a sender's lease, or a rest after a failure."
    )
    lease = models.PositiveBigIntegerField(default=0, help_text="The number of the last sender that took it.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_webhook_is_told_of_events_that_there_are",
                condition=Q(events__contained_by=WebhookEvent.values) & ~Q(events=[]),
            ),
            models.CheckConstraint(
                name="a_previous_secret_has_an_end",
                condition=Q(previous_secret="", previous_until=None)
                | (~Q(previous_secret="") & Q(previous_until__isnull=False)),
            ),
            models.CheckConstraint(name="a_webhook_has_a_secret", condition=Q(secret__startswith="whsec_")),
        ]

    def __str__(self) -> str:
        return self.name


class DeliveryState(models.TextChoices):
    """What has become of a delivery."""

    WAITING = "waiting", "Waiting"
    DELIVERED = "delivered", "Delivered"
    FAILED = "failed", "Given up"


def new_message_id() -> str:
    """The id by which a receiver knows a message again."""
    return f"msg_{uuid4().hex}"


class WebhookDelivery(models.Model):
    """One version of the ledger on its way to one receiver, or a test; keeps its id through every try and replay."""

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
            models.Index(fields=["endpoint", "-id"], name="deliveries_of_a_webhook"),
            models.Index(fields=["made_at"], name="deliveries_by_time"),
        ]

    def __str__(self) -> str:
        return self.message_id


class WebhookAttempt(models.Model):
    """One try of a delivery, as its log shows it. Nothing of what the receiver wrote is kept but its status."""

    delivery = models.ForeignKey(WebhookDelivery, models.CASCADE, related_name="attempts")
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
