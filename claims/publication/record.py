"""The public record of a claim: one JSON object, the same for approval, page, API and markup."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.translation import gettext_noop

from claims.models import (
    ChangeKind,
    Evidence,
    Rating,
    RecordState,
    Review,
    Revision,
    RevisionEdit,
    RevisionState,
    Waiver,
    name_of,
)
from claims.publication.about import methodology_version
from claims.publication.origin import Origin, origin_of
from factcheck.languages import as_recorded

BEST_RATING, WORST_RATING = 5, 1
WITHHELD = gettext_noop(
    "We do not name this source, because that could endanger them. A second editor knows who they are and stands "
    "behind what they say."
)  # IFCN, transparency of sources: as much as is safe


def content_of(
    revision: Revision, *, origin: Origin | None = None, evidence: Iterable[Evidence] | None = None
) -> dict:
    """What readers would see of a revision; an approval is bound to the hash of exactly this.

    `origin` and `evidence`, with its sources and copies, are given where they have been read already.
    """
    with as_recorded():
        words = _words_of(revision, origin or origin_of(revision.review), evidence)
    return words | {"waivers": _waivers(revision, content_hash(words))}


def words_hash(content: dict) -> str:
    """The hash of a content without its waivers, which is what a waiver is bound to."""
    return content_hash({name: value for name, value in content.items() if name != "waivers"})


def _words_of(revision: Revision, origin: Origin, evidence: Iterable[Evidence] | None) -> dict:
    said = origin.content()
    replies, links = said.pop("replies"), {"links": origin.links} if origin.links else {}
    if evidence is None:
        evidence = revision.evidence.select_related("source", "copy").order_by("position")
    return {
        **said,
        "evidence_status": {
            "status": revision.evidence_status,
            "label": revision.get_evidence_status_display(),
            "as_of": revision.evidence_status_on.isoformat(),
        },
        "rating": _rating(revision.rating) if revision.rating else None,
        "headline": revision.headline,
        "short_answer": revision.short_answer,
        "body": revision.body,
        "known": revision.known,
        "not_known": revision.not_known,
        "not_shown": revision.not_shown,
        "why_chosen": revision.why_chosen,
        "evidence": [cited_work(use) for use in evidence],
        "replies": replies,
        "primary_explanation": revision.primary_explanation,
        **links,
        **_correction(revision),
    }


def content_hash(content: dict) -> str:
    """SHA-256 of the content, independent of the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def claim_path(public_id: str, slug: str) -> str:
    """The address of a claim's page, below the site's."""
    return f"/claims/{public_id}/{slug}/"


def cited_work(use: Evidence) -> dict:
    """A piece of evidence; what there is nothing to say of is left out, so that older records read the same."""
    source, copy = use.source, use.copy
    kept = {"sha256": copy.file_id, "stored_on": copy.uploaded_at.date().isoformat()} if copy else None
    more = {
        "interests": source.interests,
        "archive_url": source.archive_url,
        "accessed_on": use.accessed_on.isoformat() if use.accessed_on else "",
        "copy": kept,
        "unavailable": WITHHELD if source.is_protected else use.unavailable,
    }
    return {
        "stance": use.stance,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "kind": source.kind,
        "excerpt": use.excerpt,
        "note": use.note,
    } | {name: value for name, value in more.items() if value}


def build_record(
    revision: Revision,
    content: dict,
    *,
    version: int,
    sequence: int,
    first_published_at: datetime,
    earlier: list[dict],
) -> dict:
    """The whole record as the API answers it: the approved content between what identifies and what dates it.

    `earlier` are the corrections that the version before this one listed.
    """
    review: Review = revision.review
    assert revision.published_at is not None
    correction = content.get("correction")
    content = {name: value for name, value in content.items() if name != "correction"}
    corrections = []
    if correction and correction["kind"]:  # a preview may come before anything differs
        corrections = [change(**correction, version=version, at=revision.published_at)]
    return {
        "id": review.claim.public_id,
        "url": settings.SITE_URL + claim_path(review.claim.public_id, review.slug),
        "version": version,
        "sequence": sequence,
        "state": state_after(corrections + earlier),
        "language": "en",
        "corrections": corrections + earlier,
        **content,
        "written_by": _names(edit.editor for edit in _edits(revision)),
        "approved_by": _names(
            a.approver
            for a in revision.approvals.filter(voided_at=None).select_related("approver").order_by("pk")
        ),
        "methodology_version": methodology_version(),
        "published_at": first_published_at.isoformat(),
        "updated_at": revision.published_at.isoformat(),
    }


def build_tombstone(
    record: dict, *, version: int, sequence: int, reason: str, keeps_words: bool, now: datetime
) -> dict:
    """What is left of a record when its verdict is taken back: which claim, when and why; no rating, no finding.

    Where readers may go on reading what was written, it names the version that stood last.
    """
    retraction = change(kind=ChangeKind.RETRACTION, note=reason, version=version, at=now)
    return {
        "id": record["id"],
        "url": record["url"],
        "version": version,
        "sequence": sequence,
        "state": str(RecordState.RETRACTED),
        "language": record["language"],
        "corrections": [retraction, *corrections_of(record)],
        "claim_reviewed": record["claim_reviewed"],
        "published_at": record["published_at"],
        "retracted_at": now.isoformat(),
        **({"withdrawn_version": record["version"]} if keeps_words else {}),
    }


def build_restoration(
    record: dict, tombstone: dict, *, version: int, sequence: int, reason: str, now: datetime
) -> dict:
    """The record as it was before it was taken back, word for word, and that it was away."""
    restoration = change(kind=ChangeKind.RESTORATION, note=reason, version=version, at=now)
    corrections = [restoration, *corrections_of(tombstone)]
    dated = {"corrections": corrections, "state": state_after(corrections), "updated_at": now.isoformat()}
    return record | {"version": version, "sequence": sequence} | dated


def change(*, kind: str, note: str, version: int, at: datetime) -> dict:
    """One line of `corrections`: what became of a public verdict, in which version, and why."""
    return {"version": version, "kind": str(kind), "note": note, "published_at": at.isoformat()}


def corrections_of(record: dict) -> list[dict]:
    """What was changed since the first publication, newest first; records of old may not list it."""
    return record.get("corrections", [])


def state_after(corrections: list[dict]) -> str:
    """What a verdict that readers can see says of itself: once corrected, it stays so."""
    is_corrected = any(each["kind"] == ChangeKind.CORRECTION for each in corrections)
    return str(RecordState.CORRECTED if is_corrected else RecordState.PUBLISHED)


def _correction(revision: Revision) -> dict:
    """The note of a correction is a part of what is approved; a first revision has none."""
    if not revision.is_correction:
        return {}
    return {"correction": {"kind": revision.correction_class, "note": revision.correction_note}}


def _waivers(revision: Revision, words_hash: str) -> list[dict]:
    """Which requirements were waived for these words, and why."""
    held = Waiver.objects.filter(revision=revision, voided_at=None, words_hash=words_hash).order_by("pk")
    return [{"gate": each.gate, "name": each.name, "reason": each.reason} for each in held]


def _edits(revision: Revision) -> Iterable[RevisionEdit]:
    """Who wrote what readers see: this revision, and the public ones that it began as a copy of."""
    was_public = [RevisionState.PUBLISHED, RevisionState.RETRACTED, RevisionState.SUPERSEDED]
    written = Q(revision=revision) | Q(
        revision__review=revision.review_id,
        revision__state__in=was_public,
        revision__number__lt=revision.number,
    )
    return RevisionEdit.objects.filter(written).select_related("editor").order_by("pk")


def _names(people: Iterable[User]) -> list[str]:
    return list(dict.fromkeys(name_of(person) for person in people))


def _rating(rating: Rating) -> dict:
    """On the scale with its bounds; off the scale the value is none."""
    return {
        "name": rating.name,
        "slug": rating.slug,
        "value": rating.value,
        "best": BEST_RATING,
        "worst": WORST_RATING,
    }


def day(moment: str | None) -> str | None:
    """The day of a moment in a record ("2026-03-04T09:00:00+00:00" gives "2026-03-04")."""
    return date.fromisoformat(moment[:10]).isoformat() if moment else None
