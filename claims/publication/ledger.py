"""Write and read the public ledger."""

from copy import copy
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection
from django.db.models import Exists, Q, QuerySet, Subquery

from claims.models import ANNOUNCED_CHANGES, Claim, PublicRecord, RecordState, Revision
from claims.models.audit import lock_for_this_transaction
from claims.publication.record import (
    build_record,
    build_restoration,
    build_tombstone,
    content_hash,
    content_of,
    corrections_of,
)


def append_record(*, revision: Revision, content: dict, now: datetime) -> PublicRecord:
    """Make the revision, just published, the claim's current record; call inside the publishing transaction.

    `content` is what was approved of it.
    """
    earlier, sequence = _end_of_ledger(revision.review.claim)
    record = _record(revision, content, earlier, sequence=sequence, now=now)
    return _append(revision, record, content_hash(content), now)


def append_tombstone(
    *, revision: Revision, reason: str, now: datetime, keeps_words: bool = False
) -> PublicRecord:
    """Make the notice of a retraction the claim's current record, in place of the verdict.

    Beneath it readers may still read what was written, if it `keeps_words`.
    """
    earlier, sequence = _end_of_ledger(revision.review.claim)
    last = earlier[0]
    record = build_tombstone(
        last.record,
        version=last.version + 1,
        sequence=sequence,
        reason=reason,
        keeps_words=keeps_words,
        now=now,
    )
    return _append(revision, record, revision.content_hash, now)


def append_restoration(*, revision: Revision, reason: str, now: datetime) -> PublicRecord:
    """Make the verdict that was retracted the claim's current record again, word for word."""
    earlier, sequence = _end_of_ledger(revision.review.claim)
    last, verdict = earlier[0], next(each for each in earlier if each.state != RecordState.RETRACTED)
    record = build_restoration(
        verdict.record, last.record, version=last.version + 1, sequence=sequence, reason=reason, now=now
    )
    return _append(revision, record, revision.content_hash, now)


def current_records() -> QuerySet[PublicRecord]:
    """The verdicts that the public may see now, newest first; `sequence` is the key to page by."""
    return newest_of_each_claim().exclude(state=RecordState.RETRACTED)


def newest_of_each_claim() -> QuerySet[PublicRecord]:
    """The current record of every claim, tombstones too, newest first: what a feed follows."""
    return PublicRecord.objects.filter(until_at=None).order_by("-sequence")


def last_sequence() -> int:
    """The number of the ledger's last row: whatever is made of the ledger changes with it and with nothing else."""
    with (
        connection.cursor() as cursor
    ):  # asked so often that putting the question together would cost as much
        cursor.execute("SELECT max(sequence) FROM claims_publicrecord")
        return cursor.fetchone()[0] or 0


def last_sequence_if_reached() -> int | None:
    """The same for a request that begins with it: the question is itself the test whether the connection holds.

    None if it does not; whoever asks next connects anew.
    """
    # Else Django asks the database first whether it may be asked.
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return last_sequence()
    except (InterfaceError, OperationalError):
        connection.close()
        return None


def find_record(public_id: str) -> PublicRecord | None:
    """The current record of a claim, a tombstone if it is retracted; none if the public may not know of it.

    `ledger` is the ledger's last number when it was read, `is_linked_to` whether the verdict on another claim names it.
    """
    newest = PublicRecord.objects.order_by("-sequence").values("sequence")[:1]
    naming = current_records().order_by().filter(facets__contains=[f"linked_to:{public_id}"])
    current = PublicRecord.objects.filter(until_at=None, public_id=public_id)
    return current.annotate(ledger=Subquery(newest), is_linked_to=Exists(naming)).first()


def find_record_after_merge(public_id: str) -> PublicRecord | None:
    """What `find_record` gives for the claim that this one was merged into; none if it was not merged."""
    return PublicRecord.objects.filter(until_at=None, claim__merged__public_id=public_id).first()


def find_versions(public_id: str, *versions: int) -> tuple[PublicRecord | None, ...]:
    """These versions of a claim's record in their order, none for what there is not; and last the current one."""
    wanted = Q(version__in=versions) | Q(until_at=None)
    found = list(PublicRecord.objects.filter(wanted, public_id=public_id))
    by_version = {row.version: row for row in found}
    current = next((row for row in found if row.until_at is None), None)
    return (*(by_version.get(version) for version in versions), current)


def find_as_of(public_id: str, moment: datetime) -> tuple[PublicRecord | None, PublicRecord | None]:
    """The version that stood just before a moment, none if there was none yet; and the current one."""
    stood = Q(from_at__lt=moment, until_at__gte=moment) | Q(until_at=None)
    found = list(PublicRecord.objects.filter(stood, public_id=public_id).order_by("-version"))
    current = next((row for row in found if row.until_at is None), None)
    return next((row for row in found if row.from_at < moment), None), current


def announced_changes() -> QuerySet[PublicRecord]:
    """The versions that corrected, updated, retracted or restored a verdict, newest first."""
    return PublicRecord.objects.filter(change__in=ANNOUNCED_CHANGES).order_by("-sequence")


def public_verdict(claim: Claim) -> dict | None:
    """The last verdict on the claim that readers saw, whether or not it was retracted since."""
    last = _verdicts(claim).first()
    return last.record if last else None


def preview_record(revision: Revision, *, now: datetime, content: dict | None = None) -> dict:
    """The record that publishing the revision at this moment would write; for the desk, never for the ledger.

    `content` is what readers would see, where that has been put together already.
    """
    as_published = copy(revision)
    as_published.published_at = now
    earlier = list(_versions(revision.review.claim))
    return _record(as_published, content or content_of(revision), earlier, sequence=0, now=now)


def _record(
    revision: Revision, content: dict, earlier: list[PublicRecord], *, sequence: int, now: datetime
) -> dict:
    """The record that follows on `earlier` ones of the claim, the newest first."""
    return build_record(
        revision,
        content,
        version=earlier[0].version + 1 if earlier else 1,
        sequence=sequence,
        first_published_at=earlier[-1].from_at if earlier else now,
        earlier=corrections_of(earlier[0].record) if earlier else [],
    )


def _end_of_ledger(claim: Claim) -> tuple[list[PublicRecord], int]:
    """The claim's records, the newest first, and the next sequence; from here on we are the ledger's only writer."""
    lock_for_this_transaction("public_ledger")  # numbers follow the order of commits, without gaps
    return list(_versions(claim)), last_sequence() + 1


def _append(revision: Revision, record: dict, hash_of_content: str, now: datetime) -> PublicRecord:
    claim = revision.review.claim
    if record["version"] > 1:
        PublicRecord.objects.filter(claim=claim, until_at=None).update(until_at=now)
    latest = next(iter(record["corrections"]), None)
    is_change = latest is not None and latest["version"] == record["version"]
    return PublicRecord.objects.create(
        claim=claim,
        public_id=claim.public_id,
        version=record["version"],
        sequence=record["sequence"],
        state=record["state"],
        change=latest["kind"] if latest and is_change else "",
        record=record,
        content_hash=hash_of_content,
        from_at=now,
    )


def _versions(claim: Claim) -> QuerySet[PublicRecord]:
    return PublicRecord.objects.filter(claim=claim).order_by("-version")


def _verdicts(claim: Claim) -> QuerySet[PublicRecord]:
    return _versions(claim).exclude(state=RecordState.RETRACTED)
