"""The moves of a revision, from opening a review to its publication."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.text import slugify

from claims.models import Approval, AuditEntry, Claim, Evidence, Rating, Review, Revision, Source
from claims.publication.ledger import append_record
from claims.publication.record import content_hash, content_of
from claims.review.moves import Move, MoveNotAllowed, check_move
from claims.review.revising import record_edit, void_approvals


@dataclass(frozen=True)
class EvidenceEntry:
    """One piece of evidence as an editor gives it."""

    stance: str
    title: str
    publisher: str
    url: str
    kind: str
    excerpt: str = ""
    note: str = ""


@dataclass(frozen=True)
class RevisionContent:
    """What an editor writes in a revision; the prose fields are Markdown."""

    headline: str
    short_answer: str
    body: str
    rating: Rating | None
    evidence_status: str
    evidence_status_on: date
    why_chosen: str
    known: str
    not_known: str
    not_shown: str
    evidence: tuple[EvidenceEntry, ...]


def written_content(revision: Revision) -> RevisionContent:
    """What editors have written so far, in the form that they save it in."""
    evidence = tuple(
        EvidenceEntry(
            e.stance, e.source.title, e.source.publisher, e.source.url, e.source.kind, e.excerpt, e.note
        )
        for e in revision.evidence.select_related("source").order_by("position")
    )
    written = {
        field.name: getattr(revision, field.name)
        for field in fields(RevisionContent)
        if field.name != "evidence"
    }
    return RevisionContent(**written, evidence=evidence)


@transaction.atomic
def open_review(*, claim_id: int, editor: User, version: int, now: datetime) -> Revision:
    """Begin our check of an accepted claim, assigned to `editor`; if it has begun already, give what there is."""
    claim = Claim.objects.select_for_update().get(pk=claim_id)
    if existing := Revision.objects.filter(review__claim=claim).order_by("-number").first():
        return existing
    check_move("open_review", claim, editor, version=version)
    review = Review.objects.create(claim=claim, slug=_slug(claim.text), assignee=editor, opened_at=now)
    revision = Revision(
        review=review,
        number=1,
        version=0,
        evidence_status=claim.evidence_status,
        evidence_status_on=claim.evidence_status_on,
        created_by=editor,
        created_at=now,
        updated_at=now,
    )
    revision.save()
    record_edit(revision, editor=editor, now=now)
    _record("open_review", revision, editor, now, before="")
    return revision


@transaction.atomic
def save_revision(
    *, revision_id: int, editor: User, version: int, content: RevisionContent, now: datetime
) -> Revision:
    """Store an editor's text and evidence; whoever saves a change may not approve it.

    Raises StaleSave if somebody saved since `version`. Saving the same words again changes nothing.
    """
    revision = _lock(revision_id)
    check_move("save", revision, editor, version=version)
    if content == written_content(revision):
        return revision
    before, old = revision.state, content_of(revision)
    void_approvals(revision, now=now)
    _write(revision, content)
    record_edit(revision, editor=editor, now=now)
    new = content_of(revision)
    changed = {key: [old[key], new[key]] for key in new if old[key] != new[key]}
    _record("save", revision, editor, now, before=before, detail=changed)
    return revision


@transaction.atomic
def submit_revision(*, revision_id: int, editor: User, version: int, now: datetime) -> Revision:
    """Ask another editor to judge a draft. Raises MoveNotAllowed, naming what is still missing."""
    revision = _lock(revision_id)
    move = check_move("submit", revision, editor, version=version)
    if missing := what_is_missing(revision):
        raise MoveNotAllowed(f"Cannot submit yet: {', '.join(missing)}.")
    revision.return_reason = ""
    return _make(move, revision, editor, now)


@transaction.atomic
def return_revision(*, revision_id: int, editor: User, version: int, reason: str, now: datetime) -> Revision:
    """Send a revision back to its author with a reason. Raises MoveNotAllowed for whoever edited it."""
    revision = _lock(revision_id)
    move = check_move("return", revision, editor, version=version, reason=reason)
    revision.approvals.filter(voided_at=None).update(voided_at=now)
    revision.return_reason = reason.strip()
    return _make(move, revision, editor, now, reason=revision.return_reason)


@transaction.atomic
def approve_revision(*, revision_id: int, editor: User, version: int, now: datetime) -> Revision:
    """Stand behind a revision word for word; a sensitive topic needs two editors to do so.

    Raises MoveNotAllowed for its editors and its assignee.
    """
    revision = _lock(revision_id)
    move = check_move("approve", revision, editor, version=version)
    if revision.approvals.filter(approver=editor, voided_at=None).exists():
        raise MoveNotAllowed("Cannot approve: you have approved this already. It needs another editor too.")
    _refuse_other_words(revision)
    Approval.objects.create(
        revision=revision, approver=editor, content_hash=revision.content_hash, approved_at=now
    )
    if approvals_missing(revision):
        _record("approve", revision, editor, now, before=revision.state)
        return revision
    return _make(move, revision, editor, now)


@transaction.atomic
def publish_revision(*, revision_id: int, editor: User, version: int, now: datetime) -> Revision:
    """Make an approved revision the live one and write it into the public ledger.

    Raises MoveNotAllowed if it is not approved as it stands or `editor` may not publish.
    """
    revision = _lock(revision_id)
    move = check_move("publish", revision, editor, version=version)
    _refuse_other_words(revision)
    if approvals_missing(revision):
        raise MoveNotAllowed(
            "Cannot publish: its topic is sensitive, and another editor must approve it first."
        )
    revision.published_at = now
    _make(move, revision, editor, now)
    append_record(revision=revision, now=now)
    return revision


def approvals_missing(revision: Revision) -> int:
    """How many more editors must approve: one in all, two where a topic is sensitive."""
    needed = 2 if revision.review.claim.topics.filter(is_sensitive=True).exists() else 1
    given = revision.approvals.filter(voided_at=None, content_hash=revision.content_hash).count()
    return max(0, needed - given)


def what_is_missing(revision: Revision) -> list[str]:
    """What readers are owed and the revision does not have yet, as parts of a sentence."""
    wanted = {
        "it has no headline": revision.headline,
        "it has no short answer": revision.short_answer,
        "it has no body": revision.body,
        "it has no rating": revision.rating_id,
        "it does not say why we chose this claim": revision.why_chosen,
        "it has no evidence": revision.evidence.exists(),
    }
    return [sentence for sentence, value in wanted.items() if not value]


def _slug(text: str) -> str:
    """The readable end of an address: whole words, at most 80 characters."""
    slug = slugify(text)
    return (slug if len(slug) <= 80 else slug[:81].rpartition("-")[0] or slug[:80]) or "claim"


def _lock(revision_id: int) -> Revision:
    """The revision, its review and claim held still: the claim first, as every action that takes both does."""
    claim_id = Claim.objects.values_list("pk", flat=True).get(review__revisions=revision_id)
    Claim.objects.select_for_update().get(pk=claim_id)
    return Revision.objects.select_for_update().get(pk=revision_id)


def _refuse_other_words(revision: Revision) -> None:
    """Refuse to judge or print what has changed beside the revision, such as a speaker's name or a rating's."""
    if content_hash(content_of(revision)) != revision.content_hash:
        raise MoveNotAllowed(
            "Something this revision shows, such as a name or a rating, has changed since it was saved. "
            "Return it, save it once more and have it approved as readers will see it."
        )


def _write(revision: Revision, content: RevisionContent) -> None:
    for field, value in vars(content).items():
        if field != "evidence":
            setattr(revision, field, value)
    revision.evidence.all().delete()
    Evidence.objects.bulk_create(
        Evidence(
            revision=revision,
            source=_source(entry),
            stance=entry.stance,
            excerpt=entry.excerpt,
            note=entry.note,
            position=position,
        )
        for position, entry in enumerate(content.evidence, start=1)
    )


def _source(entry: EvidenceEntry) -> Source:
    source, _ = Source.objects.get_or_create(
        url=entry.url, title=entry.title, publisher=entry.publisher, kind=entry.kind
    )
    return source


def _make(move: Move, revision: Revision, editor: User, now: datetime, reason: str = "") -> Revision:
    before, revision.state = revision.state, move.end
    revision.version += 1
    revision.updated_at = now
    revision.save(update_fields=["state", "version", "updated_at", "published_at", "return_reason"])
    _record(move.name, revision, editor, now, before=before, reason=reason)
    return revision


def _record(
    move: str,
    revision: Revision,
    editor: User,
    now: datetime,
    *,
    before: str,
    reason: str = "",
    detail: dict | None = None,
) -> None:
    AuditEntry.record(
        actor=editor,
        claim=revision.review.claim,
        revision=revision,
        move=move,
        start_state=before,
        end_state=revision.state,
        reason=reason,
        detail=detail or {},
        content_hash=revision.content_hash,
        happened_at=now,
    )
