"""The public ledger, and what the outside is still to be told."""

from functools import reduce
from operator import add

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, Q, Value
from django.db.models.expressions import Expression
from django.db.models.functions import Left
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


def part_of_record(*path: str) -> Expression:
    """The text at a path of the record; none where the record has no such place."""
    return Func(
        "record", *map(Value, path), function="json_extract_path_text", output_field=models.TextField()
    )


def words_of_record() -> Expression:
    """What a record is found by: the claim and what we say of it; cut, since no index takes a text without end."""
    parts = [Left(part_of_record(name), 20_000) for name in ("claim_reviewed", "headline", "short_answer")]
    return reduce(add, [SearchVector(part, config="english") for part in parts])


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
    # What programs narrow the ledger by; the database makes it from the record, so that it never says anything else.
    facets = models.GeneratedField(
        expression=Func("record", function="claims_facets"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
        help_text='"rating:false", "speaker:Ana Alpha", "topic:water", …',
    )
    search = models.GeneratedField(
        expression=words_of_record(), output_field=SearchVectorField(), db_persist=True
    )
    published_at = models.GeneratedField(
        expression=part_of_record("published_at"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
        help_text="Of the first version, in UTC as ISO 8601 writes it, which sorts as it follows in time.",
    )

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
            models.Index(
                fields=["published_at", "sequence"],
                condition=Q(until_at__isnull=True),
                name="ledger_current_by_day",
            ),
            models.Index(
                fields=["public_id"],
                condition=Q(until_at__isnull=True, state=RecordState.RETRACTED),
                name="ledger_taken_back",
            ),
            GinIndex(fields=["facets"], name="ledger_facets"),
            GinIndex(fields=["search"], name="ledger_search"),
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
