"""The public ledger, and what the outside is still to be told."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from psycopg.types.json import Json

from claims.models.claim import Claim


class RecordState(models.TextChoices):
    """What a version of the public record says of itself."""

    PUBLISHED = "published", "Published"
    CORRECTED = "corrected", "Corrected"
    RETRACTED = "retracted", "Retracted"


class ChangeKind(models.TextChoices):
    """What happened to a public verdict between one version and the next."""

    MINOR = "minor", "Spelling"
    UPDATE = "update", "Update"
    CORRECTION = "correction", "Correction"
    RETRACTION = "retraction", "Retracted"
    RESTORATION = "restoration", "Restored"


ANNOUNCED_CHANGES = [
    kind for kind in ChangeKind if kind != ChangeKind.MINOR
]  # spelling is logged, not announced


class JsonAsWritten(models.JSONField):
    """JSON stored as `json`, not `jsonb`: the order of the keys is part of a record that people read."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """The column type."""
        return "json"

    def get_db_prep_value(self, value, connection, prepared=False):
        """As the driver's `json`; Django's own would go through `jsonb`, which sorts the keys."""
        return Json(value)

    def from_db_value(self, value, expression, connection):
        """As it is: the driver has decoded `json` already, which for `jsonb` it leaves to Django."""
        return value


class PublicRecord(models.Model):
    """The public ledger: one immutable row per public version of a claim; the only thing the public rooms read.

    `sequence` has no gaps and follows the order of commits, so a reader who asks for "after N" never skips a row.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="public_records")
    public_id = models.CharField(max_length=16)
    version = models.PositiveIntegerField()
    sequence = models.PositiveBigIntegerField(unique=True)
    state = models.CharField(max_length=16, choices=RecordState)
    change = models.CharField(
        max_length=16,
        choices=ChangeKind,
        blank=True,
        help_text="From the version before it; empty in the first.",
    )
    record = JsonAsWritten(help_text="Exactly as the API answers it.")
    content_hash = models.CharField(max_length=64)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "version"], name="public_versions_are_used_once"),
            models.UniqueConstraint(
                fields=["public_id"],
                condition=Q(until_at__isnull=True),
                name="a_claim_has_one_current_record",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-sequence"], condition=Q(until_at__isnull=True), name="ledger_current_newest"
            ),
            models.Index(
                fields=["-from_at"], condition=Q(until_at__isnull=True), name="ledger_current_latest"
            ),
            models.Index(
                fields=["-sequence"],
                condition=Q(change__in=ANNOUNCED_CHANGES),
                name="ledger_changes_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} v{self.version}"


class OutboxMessage(models.Model):
    """Something that came true and is still to be told; written in the transaction that made it true."""

    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=120, unique=True, help_text="The same act announces itself once.")
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    processed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(processed_at__isnull=True), name="outbox_unprocessed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
