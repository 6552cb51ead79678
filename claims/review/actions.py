"""The moves of a revision, from opening a review to its publication."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from claims.models import Approval, Claim, Evidence, Rating, Review, Revision, RevisionState
from claims.publication.ledger import append_record
from claims.publication.record import content_hash
from claims.review.approvals import approvals_missing
from claims.review.citing import EvidenceEntry, cites_newest_copies, entry_of, write_evidence
from claims.review.judged import judged
from claims.review.locks import refuse_if_held
from claims.review.move_words import verb
from claims.review.moves import MoveNotAllowed, check_move
from claims.review.passing import refuse_open_gates
from claims.review.rechecking import begin_to_age
from claims.review.revising import (
    announce,
    latest_revision,
    live_revision,
    lock_revision,
    make_move,
    record_edit,
    record_move,
    refuse_other_words,
    void_approvals,
)
from claims.review.second_rating import refuse_open_disagreement


@dataclass(frozen=True)
class RevisionContent:
    """What an editor writes in a revision; the prose fields are Markdown. A first revision has no correction note."""

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
    primary_explanation: str = ""
    correction_note: str = ""
    raised_to: str = ""


def written_content(revision: Revision, uses: Iterable[Evidence] | None = None) -> RevisionContent:
    """What editors have written so far, in the form that they save it in; `uses` if the evidence is loaded already."""
    if uses is None:
        uses = revision.evidence.select_related("source").order_by("position")
    evidence = tuple(entry_of(use) for use in uses)
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
    if existing := latest_revision(claim):
        return existing
    check_move("open_review", claim, editor, version=version)
    review = Review.objects.create(claim=claim, slug=slug_of(claim.text), assignee=editor, opened_at=now)
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
    record_move("open_review", revision, editor, now, before="")
    return revision


@transaction.atomic
def save_revision(
    *,
    revision_id: int,
    editor: User,
    version: int,
    content: RevisionContent,
    now: datetime,
    session: str = "",
) -> Revision:
    """Store an editor's text and evidence; whoever saves a change may not approve it.

    Raises StaleSave if somebody saved since `version`, MoveNotAllowed while somebody else, or another session of the
    same editor, writes it. Saving the same words again changes nothing, unless a source has a newer stored copy, which
    is cited from then on.
    """
    revision = lock_revision(revision_id)
    check_move("save", revision, editor, version=version)
    refuse_if_held(revision, editor, session)
    before, saved = revision.state, judged(revision)
    old = saved.content
    is_current = cites_newest_copies(saved.evidence) and content_hash(old) == revision.content_hash
    if content == written_content(revision, saved.evidence) and is_current:
        return revision
    void_approvals(revision, now=now)
    _write(revision, content)
    new = record_edit(revision, editor=editor, now=now, origin=saved.origin)
    changed = {key: [old[key], new[key]] for key in new if old[key] != new[key]}
    record_move("save", revision, editor, now, before=before, detail=changed)
    return revision


@transaction.atomic
def submit_revision(*, revision_id: int, editor: User, version: int, now: datetime) -> Revision:
    """Ask another editor to judge a draft. Raises MoveNotAllowed, naming what is still missing."""
    revision = lock_revision(revision_id)
    move = check_move("submit", revision, editor, version=version)
    if missing := what_is_missing(revision):
        raise MoveNotAllowed(_("Cannot submit yet: %(missing)s.") % {"missing": ", ".join(missing)})
    revision.return_reason = ""
    Review.objects.filter(pk=revision.review_id).update(submitted_rating=revision.rating)
    return make_move(move, revision, editor, now)


@transaction.atomic
def return_revision(*, revision_id: int, editor: User, version: int, reason: str, now: datetime) -> Revision:
    """Send a revision back to its author with a reason. Raises MoveNotAllowed for whoever edited it."""
    revision = lock_revision(revision_id)
    move = check_move("return", revision, editor, version=version, reason=reason)
    revision.approvals.filter(voided_at=None).update(voided_at=now)
    revision.return_reason = reason.strip()
    return make_move(move, revision, editor, now, reason=revision.return_reason)


@transaction.atomic
def approve_revision(*, revision_id: int, editor: User, version: int, now: datetime) -> Revision:
    """Stand behind a revision word for word; a sensitive topic needs two editors to do so.

    Raises MoveNotAllowed for its editors and its assignee.
    """
    revision = lock_revision(revision_id)
    move = check_move("approve", revision, editor, version=version)
    if revision.approvals.filter(approver=editor, voided_at=None).exists():
        raise MoveNotAllowed(
            _("Cannot approve: you have approved this already. It needs another editor too.")
        )
    refuse_other_words(revision)
    refuse_open_disagreement(revision)
    if missing := what_is_missing(revision):
        raise MoveNotAllowed(_("Cannot approve yet: %(missing)s.") % {"missing": ", ".join(missing)})
    Approval.objects.create(
        revision=revision, approver=editor, content_hash=revision.content_hash, approved_at=now
    )
    if approvals_missing(revision):
        record_move("approve", revision, editor, now, before=revision.state)
        return revision
    return make_move(move, revision, editor, now)


@transaction.atomic
def publish_revision(*, revision_id: int, editor: User, version: int, now: datetime) -> Revision:
    """Make an approved revision the live one and write it into the public ledger.

    Raises MoveNotAllowed if it is not approved as it stands, a hard gate is open or `editor` may not publish.
    """
    revision = lock_revision(revision_id)
    move = check_move("publish", revision, editor, version=version)
    work = refuse_other_words(revision)
    refuse_missing_approvals("publish", revision)
    if revision.publish_at and revision.publish_at > now:
        raise MoveNotAllowed(
            _(
                "Cannot publish: it is held back until its time. Take it off the schedule first if that no longer "
                "holds."
            )
        )
    refuse_open_gates("publish", revision, work=work, now=now)
    before = _supersede(revision.review, now) if revision.is_correction else None
    revision.published_at, revision.publish_failure = now, ""
    detail = {"live revision": [before, revision.number]} if before else {}
    begin_to_age(revision, now)
    make_move(move, revision, editor, now, detail=detail)
    announce(append_record(revision=revision, content=work.content, now=now))
    return revision


def refuse_missing_approvals(name: str, revision: Revision) -> None:
    """Refuse to bring before the readers what too few editors stand behind."""
    if approvals_missing(revision):
        raise MoveNotAllowed(
            _("Cannot %(act)s: its topic is sensitive, and another editor must approve it first.")
            % {"act": verb(name)}
        )


def what_is_missing(revision: Revision) -> list[str]:
    """Without what there is nothing to judge, as parts of a sentence; what readers are owed is for the gates."""
    wanted: dict[str, str] = {
        _("it has no headline"): revision.headline,
        _("it has no body"): revision.body,
    }
    if revision.is_correction:
        wanted[_("it has no note that tells readers what was changed")] = revision.correction_note
        wanted[_("nothing that readers see differs from the public version")] = revision.correction_class
    return [sentence for sentence, value in wanted.items() if not value]


def _supersede(review: Review, now: datetime) -> int | None:
    """Let the live revision, retracted or not, make way for the next one; give its number."""
    live = live_revision(review.claim)
    if live is None:
        return None
    Revision.objects.filter(pk=live.pk).update(
        state=RevisionState.SUPERSEDED, version=live.version + 1, updated_at=now
    )
    Review.objects.filter(pk=review.pk).update(retracted_at=None, retraction_reason="")
    return live.number


def slug_of(text: str) -> str:
    """The readable end of an address: whole words, at most 80 characters; never what stands there for another page."""
    slug = slugify(text)
    slug = slug if len(slug) <= 80 else slug[:81].rpartition("-")[0] or slug[:80]
    return "claim" if not slug or re.fullmatch(r"v\d+|embed", slug) else slug


def _write(revision: Revision, content: RevisionContent) -> None:
    for field, value in vars(content).items():
        if field != "evidence":
            setattr(revision, field, value)
    if not revision.is_correction:
        revision.correction_note = revision.raised_to = ""
    write_evidence(revision, content.evidence)
