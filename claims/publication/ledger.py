"""Write and read the public ledger."""

from datetime import datetime

from django.db.models import Max, QuerySet

from claims.models import PublicRecord, Revision
from claims.models.audit import lock_for_this_transaction
from claims.publication.record import build_record, content_hash, content_of


def append_record(*, revision: Revision, now: datetime) -> PublicRecord:
    """Make the revision, just published, the claim's current record; call inside the publishing transaction."""
    lock_for_this_transaction(
        "public_ledger"
    )  # one writer: numbers follow the order of commits, without gaps
    claim = revision.review.claim
    versions = PublicRecord.objects.filter(claim=claim)
    first = versions.order_by("version").first()
    version = (versions.aggregate(last=Max("version"))["last"] or 0) + 1
    sequence = (PublicRecord.objects.aggregate(last=Max("sequence"))["last"] or 0) + 1
    versions.filter(until_at=None).update(until_at=now)
    return PublicRecord.objects.create(
        claim=claim,
        public_id=claim.public_id,
        version=version,
        sequence=sequence,
        state=revision.state,
        record=build_record(
            revision, version=version, sequence=sequence, first_published_at=first.from_at if first else now
        ),
        content_hash=content_hash(content_of(revision)),
        from_at=now,
    )


def current_records() -> QuerySet[PublicRecord]:
    """What the public may see now, newest first; `sequence` is the key to page by."""
    return PublicRecord.objects.filter(until_at=None).order_by("-sequence")


def find_record(public_id: str) -> PublicRecord | None:
    """The current record of a claim, or none if the public may not know of it."""
    return current_records().filter(public_id=public_id).first()


def find_record_after_merge(public_id: str) -> PublicRecord | None:
    """The current record of the claim that this one was merged into, if the public may know of that."""
    return current_records().filter(claim__merged__public_id=public_id).first()
