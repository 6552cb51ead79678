"""The audit: one hash-chained, append-only row per move."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.models import Q
from django.utils.functional import Promise

from claims.models.claim import Claim
from claims.models.reader_request import ReaderRequest
from claims.models.review import Revision
from claims.models.source import Source
from factcheck.languages import as_recorded
from factcheck.request_id import current_request_id

FIRST_HASH = "0" * 64


def lock_for_this_transaction(name: str) -> None:
    """Wait until no other transaction holds `name`; hold it until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


class AuditEntry(models.Model):
    """One move by one person. Append-only by trigger; each entry's hash covers the hash before it."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="audit_entries")
    revision = models.ForeignKey(
        Revision, models.PROTECT, null=True, blank=True, related_name="audit_entries"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="audit_entries",
        help_text="Whose account or roles changed, where the move is not about a claim.",
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="audit_entries")
    asked = models.ForeignKey(
        ReaderRequest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="audit_entries",
        help_text="What a reader asked us to check; beside the claim, where it became one.",
    )
    move = models.CharField(max_length=32)
    start_state = models.CharField(max_length=16, blank=True)
    end_state = models.CharField(max_length=16, blank=True)
    reason = models.TextField(blank=True)
    detail = models.JSONField(
        default=dict, help_text="What changed, before and after, where the move changes words."
    )
    content_hash = models.CharField(max_length=64, blank=True)
    roles = ArrayField(
        models.CharField(max_length=150),
        default=list,
        help_text="The groups that the actor was in; not noted of the first entries.",
    )
    request_id = models.CharField(
        max_length=64,
        blank=True,
        help_text="The request, task or run of a command it was done in; empty in the first entries.",
    )
    happened_at = models.DateTimeField()
    previous_hash = models.CharField(
        max_length=64, unique=True, help_text="Unique, so that the chain cannot fork."
    )
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_audit_entry_is_about_a_claim_a_person_a_source_or_a_request",
                condition=Q(claim__isnull=False, person__isnull=True, source__isnull=True)
                | Q(claim__isnull=True, revision__isnull=True)
                & (
                    Q(person__isnull=False, source__isnull=True, asked__isnull=True)
                    | Q(person__isnull=True, source__isnull=False, asked__isnull=True)
                    | Q(person__isnull=True, source__isnull=True, asked__isnull=False)
                ),
            ),
        ]
        indexes = [
            # the reader of the audit follows these, newest first
            models.Index(fields=["happened_at", "id"], name="audit_by_time"),
            models.Index(fields=["actor", "happened_at", "id"], name="audit_of_an_actor"),
            models.Index(fields=["claim", "happened_at", "id"], name="audit_of_a_claim"),
            models.Index(fields=["person", "happened_at", "id"], name="audit_of_a_person"),
            models.Index(fields=["source", "happened_at", "id"], name="audit_of_a_source"),
            models.Index(fields=["asked", "happened_at", "id"], name="audit_of_a_request_to_check"),
            models.Index(fields=["move", "happened_at", "id"], name="audit_of_a_move"),
            models.Index(fields=["request_id", "happened_at", "id"], name="audit_of_a_request"),
            GinIndex(fields=["roles"], name="audit_of_a_role"),
        ]

    def __str__(self) -> str:
        others = f"source {self.source_id}" if self.source_id else f"request {self.asked_id}"
        subject = self.claim.public_id if self.claim else self.person or others
        return f"{self.actor} {self.move} {subject}"

    @classmethod
    def record(cls, *, actor: User, happened_at: datetime, **fields: Any) -> "AuditEntry":
        """Append an entry to the chain; call it last in a transaction, for it makes the others wait.

        Labels in its `detail` are written down as the newsroom says them, in whatever language its actor reads.
        """
        lock_for_this_transaction("audit")
        key, previous, roles = _next_place(actor)
        entry = cls(pk=key, actor=actor, roles=roles, happened_at=happened_at, **fields)
        with as_recorded():
            entry.detail = json.loads(json.dumps(entry.detail, default=_label))
        entry.request_id, entry.previous_hash = current_request_id(), previous
        entry.hash = entry.computed_hash()
        entry.save(force_insert=True)
        return entry

    def computed_hash(self) -> str:
        """SHA-256 of everything the entry says, and of the hash before it."""
        said = {
            "previous": self.previous_hash,
            "actor": self.actor_id,
            "claim": self.claim_id,
            "revision": self.revision_id,
            "move": self.move,
            "from": self.start_state,
            "to": self.end_state,
            "reason": self.reason,
            "detail": self.detail,
            "content_hash": self.content_hash,
            "happened_at": self.happened_at.astimezone(UTC).isoformat(timespec="microseconds"),
        }
        if self.person_id:  # what is said of claims is hashed as it was before people came into the chain
            said["person"] = self.person_id
        if self.source_id:
            said["source"] = self.source_id
        if self.asked_id:
            said["asked"] = self.asked_id
        if (
            self.roles or self.request_id
        ):  # as above: the first entries had neither, nor was their number hashed
            said |= {"entry": self.pk, "roles": self.roles, "request": self.request_id}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _label(value: object) -> str:
    """The words of a choice. Raises TypeError for what is none."""
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"An entry holds words and numbers, not {value!r}.")


def _next_place(actor: User) -> tuple[int, str, list[str]]:
    """The key of the entry that is about to be stored, which its hash covers, the hash before it, the actor's roles."""
    table = AuditEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT nextval(pg_get_serial_sequence(%s, 'id')),
            coalesce((SELECT hash FROM {table} ORDER BY id DESC LIMIT 1), %s),
            ARRAY(SELECT name FROM auth_group JOIN auth_user_groups ON group_id = auth_group.id
                  WHERE user_id = %s ORDER BY name)""",  # noqa: S608 - our table
            [table, FIRST_HASH, actor.pk],
        )
        return cursor.fetchone()


def broken_entries(entries: Iterable[AuditEntry]) -> Iterator[tuple[AuditEntry, str]]:
    """Give each entry that does not follow from the one before it, with what is wrong; `entries` in order of pk."""
    previous = FIRST_HASH
    for entry in entries:
        if entry.previous_hash != previous:
            yield entry, "does not follow the entry before it: one was removed, added or moved"
        elif entry.hash != entry.computed_hash():
            yield entry, "was changed after it was written"
        previous = entry.hash
