"""Which moves there are, from where to where, by which right; and the rules that no right steps over.

`MOVES` is the one list of them; docs/moves.md explains it, and a test compares the two.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from claims.models import (
    Claim,
    ClaimStatus,
    ErrorReport,
    ReaderRequest,
    ReportState,
    RequestState,
    Revision,
    RevisionState,
)
from claims.review.approvals import waits_for_another
from claims.review.blindness import NEEDS_SIGHT, is_blind
from claims.review.move_words import either, state_words, verb
from claims.review.rights import as_of_now

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
CANDIDATE, ACCEPTED, DISMISSED, MERGED = (
    ClaimStatus.CANDIDATE,
    ClaimStatus.ACCEPTED,
    ClaimStatus.DISMISSED,
    ClaimStatus.MERGED,
)
DRAFT, IN_REVIEW, APPROVED, PUBLISHED, RETRACTED, CANCELLED = (
    RevisionState.DRAFT,
    RevisionState.IN_REVIEW,
    RevisionState.APPROVED,
    RevisionState.PUBLISHED,
    RevisionState.RETRACTED,
    RevisionState.CANCELLED,
)
REPORTED, UPHELD, REJECTED, REPEATED = (
    ReportState.OPEN,
    ReportState.UPHELD,
    ReportState.REJECTED,
    ReportState.DUPLICATE,
)
RECEIVED, TAKEN, BECAME_CLAIM, DECLINED, JOINED = (
    RequestState.RECEIVED,
    RequestState.TAKEN,
    RequestState.CLAIM,
    RequestState.DECLINED,
    RequestState.JOINED,
)
STATES = {
    Claim: ClaimStatus,
    Revision: RevisionState,
    ErrorReport: ReportState,
    ReaderRequest: RequestState,
}
OPEN = (DRAFT, IN_REVIEW, APPROVED)
CURRENT = (*OPEN, PUBLISHED, RETRACTED)  # all but what is history: superseded and cancelled revisions
Subject = Claim | Revision | ErrorReport | ReaderRequest


class MoveNotAllowed(Exception):
    """A refused move; its text is a sentence that says why, and what would help."""


class StaleSave(MoveNotAllowed):
    """Somebody else has changed the row since it was read; nothing was overwritten."""


@dataclass(frozen=True)
class Move:
    """A step of the workflow. `end` is "" where the state stays as it is, or the action chooses.

    A move is refused on a version that somebody has changed since, unless it `is_bound_to` nothing: what is said
    beside the words is welcome whenever. Moves of the `review` name the version of the review instead.
    """

    name: str
    starts: tuple[str, ...]
    end: str
    right: str
    needs_reason: bool = False
    needs_other_eyes: bool = False
    of_corrections_only: bool = False
    is_bound_to: str = "revision"


MOVES = {
    move.name: move
    for move in (
        # of a claim
        Move("accept", (CANDIDATE, DISMISSED), ACCEPTED, "claims.triage_claim"),
        Move("dismiss", (CANDIDATE, ACCEPTED), DISMISSED, "claims.triage_claim", needs_reason=True),
        Move("reconsider", (ACCEPTED, DISMISSED), CANDIDATE, "claims.triage_claim"),
        Move("merge", (CANDIDATE,), MERGED, "claims.triage_claim"),
        Move("unmerge", (MERGED,), CANDIDATE, "claims.triage_claim"),
        Move("edit_claim", (CANDIDATE, ACCEPTED), "", "claims.triage_claim"),
        Move("link", (CANDIDATE, ACCEPTED), "", "claims.triage_claim"),
        Move("unlink", (CANDIDATE, ACCEPTED), "", "claims.triage_claim"),
        Move("open_review", (ACCEPTED,), "", "claims.write_revision"),
        # of a revision
        Move("save", OPEN, "", "claims.write_revision"),
        Move("take_over", OPEN, "", "claims.write_revision", is_bound_to=""),
        Move("submit", (DRAFT,), IN_REVIEW, "claims.write_revision"),
        Move("return", (IN_REVIEW, APPROVED), DRAFT, "claims.approve_revision", True, needs_other_eyes=True),
        # an approved one again where a topic was called sensitive since
        Move("approve", (IN_REVIEW, APPROVED), APPROVED, "claims.approve_revision", needs_other_eyes=True),
        Move(
            "waive", (IN_REVIEW, APPROVED), IN_REVIEW, "claims.approve_revision", True, needs_other_eyes=True
        ),
        Move("withdraw", (IN_REVIEW, APPROVED), IN_REVIEW, "claims.approve_revision"),
        Move("publish", (APPROVED,), PUBLISHED, "claims.publish_revision"),
        Move("schedule", (APPROVED,), "", "claims.publish_revision"),
        Move("unschedule", (APPROVED,), "", "claims.publish_revision"),
        # of a second rating, given before the first is seen
        Move("rate", (IN_REVIEW,), "", "claims.approve_revision", needs_reason=True),
        Move("decline_rating", (DRAFT, IN_REVIEW), "", "claims.approve_revision", is_bound_to=""),
        Move("agree_rating", (IN_REVIEW,), "", "claims.write_revision", needs_reason=True),
        # of a revision that readers know
        Move("correct", (PUBLISHED, RETRACTED), "", "claims.write_revision"),
        Move("cancel", OPEN, CANCELLED, "claims.write_revision", of_corrections_only=True),
        Move("retract", (PUBLISHED,), RETRACTED, "claims.publish_revision", needs_reason=True),
        Move("restore", (RETRACTED,), PUBLISHED, "claims.publish_revision", needs_reason=True),
        Move("still_holds", (PUBLISHED,), "", "claims.approve_revision", True, is_bound_to="review"),
        Move("note_evidence", (PUBLISHED,), "", "claims.write_revision", True, is_bound_to=""),
        # of the review around it
        Move("assign", CURRENT, "", "claims.write_revision", is_bound_to="review"),
        Move("take", CURRENT, "", "claims.write_revision", is_bound_to="review"),
        Move("plan", CURRENT, "", "claims.write_revision", is_bound_to="review"),
        Move("plan_recheck", OPEN, "", "claims.write_revision", is_bound_to="review"),
        Move("follow", CURRENT, "", "claims.write_revision", is_bound_to=""),
        Move("unfollow", CURRENT, "", "claims.write_revision", is_bound_to=""),
        Move("comment", CURRENT, "", "claims.write_revision", needs_reason=True, is_bound_to=""),
        # of the right of reply; these are bound to the attempt
        Move("record_contact", CURRENT, "", "claims.write_revision", is_bound_to=""),
        Move("record_answer", CURRENT, "", "claims.write_revision", is_bound_to=""),
        Move("propose_excerpt", CURRENT, "", "claims.write_revision", is_bound_to=""),
        Move("approve_excerpt", CURRENT, "", "claims.approve_revision", is_bound_to=""),
        Move("withdraw_contact", CURRENT, "", "claims.write_revision", needs_reason=True, is_bound_to=""),
        Move("leave_unasked", CURRENT, "", "claims.write_revision", is_bound_to=""),
        # of what a reader reports
        Move("assign_report", (REPORTED,), "", "claims.write_revision"),
        Move("uphold_report", (REPORTED,), UPHELD, "claims.approve_revision"),
        Move("reject_report", (REPORTED,), REJECTED, "claims.approve_revision", needs_reason=True),
        Move("duplicate_report", (REPORTED,), REPEATED, "claims.write_revision"),
        Move("reopen_report", (REJECTED, REPEATED), REPORTED, "claims.approve_revision", needs_reason=True),
        # of what a reader asks us to check
        Move("take_request", (RECEIVED, TAKEN), TAKEN, "claims.triage_claim"),
        Move("accept_request", (RECEIVED, TAKEN), BECAME_CLAIM, "claims.triage_claim"),
        Move("attach_request", (RECEIVED, TAKEN), BECAME_CLAIM, "claims.triage_claim"),
        Move("decline_request", (RECEIVED, TAKEN), DECLINED, "claims.triage_claim"),
        Move("join_request", (RECEIVED, TAKEN), JOINED, "claims.triage_claim"),
        Move("reopen_request", (BECAME_CLAIM, DECLINED, JOINED), RECEIVED, "claims.triage_claim", True),
    )
}


def check_move(name: str, subject: Subject, editor: User, *, version: int | None, reason: str = "") -> Move:
    """Give the move if `editor` may make it on the subject as it stands and as they saw it.

    Their rights are asked for anew: one may have been taken since their request began.
    Raises MoveNotAllowed, or StaleSave if `version` is not the subject's any more.
    """
    move = MOVES[name]
    if refusal := why_not(move, subject, as_of_now(editor)):
        raise MoveNotAllowed(refusal)
    if move.is_bound_to and _version(move, subject) != version:
        raise StaleSave(
            _("Cannot %(act)s: somebody has changed this since you opened it. Read it again first.")
            % {"act": verb(name)}
        )
    if move.needs_reason and not reason.strip():
        raise MoveNotAllowed(
            _("Cannot comment without words. Write what the others should know.")
            if name == "comment"
            else _("Cannot %(act)s without a reason. Say in a sentence what the next person needs.")
            % {"act": verb(name)}
        )
    return move


def why_not(move: Move, subject: Subject, editor: User, writers: set[int] | None = None) -> str | None:
    """Give the sentence that refuses a move, or None; the pages use it to say it before anybody tries.

    `writers` are the editors since the last approval, where they are known already.
    """
    if not editor.has_perm(move.right):
        return _("Cannot %(act)s: your account does not have this right. Ask an administrator for it.") % {
            "act": verb(move.name)
        }
    state = subject.status if isinstance(subject, Claim) else subject.state
    if state not in move.starts:
        return _("Cannot %(act)s: this is %(state)s, not %(wanted)s.") % {
            "act": verb(move.name),
            "state": state_words(state),
            "wanted": either(move.starts),
        }
    if isinstance(subject, Revision):
        return _why_not_revision(move, subject, editor, writers)
    return None


def allowed_moves(subject: Subject, editor: User) -> dict[str, str | None]:
    """Map each move that starts where the subject stands to None, or to why the editor may not make it."""
    state = subject.status if isinstance(subject, Claim) else subject.state
    kind = STATES[type(subject)]
    moves = [m for m in MOVES.values() if state in m.starts and isinstance(m.starts[0], kind)]
    if isinstance(subject, Revision) and _is_fully_approved(subject):
        moves.remove(MOVES["approve"])
    writers = None
    if isinstance(subject, Revision) and any(move.needs_other_eyes for move in moves):
        writers = editors_since_last_approval(subject)
    return {move.name: why_not(move, subject, editor, writers) for move in moves}


def editors_since_last_approval(revision: Revision) -> set[int]:
    """The people whose changes no voided approval has covered, and whoever edited last: they may not judge it.

    The last editor counts in any case: a return voids approvals without an edit to follow.
    """
    voided = revision.approvals.exclude(voided_at=None).order_by("-approved_at").values("approved_at")[:1]
    latest = revision.edits.order_by("-pk").values("pk")[:1]
    edits = revision.edits.filter(
        Q(edited_at__gt=Coalesce(Subquery(voided), LONG_AGO)) | Q(pk=Subquery(latest))
    )
    return set(edits.values_list("editor_id", flat=True))


def _version(move: Move, subject: Subject) -> int:
    """The number that a move must have seen."""
    if move.is_bound_to == "review" and isinstance(subject, Revision):
        return subject.review.version
    return subject.version


def _why_not_revision(move: Move, revision: Revision, editor: User, writers: set[int] | None) -> str | None:
    if move.of_corrections_only and not revision.is_correction:
        return _("Cannot %(act)s: this is the first revision of its review, and no correction.") % {
            "act": verb(move.name)
        }
    if move.name == "unschedule" and revision.publish_at is None:
        return _("Cannot take this off the schedule: no time is set for it.")
    if move.name == "approve" and _is_fully_approved(revision):
        return _("Cannot approve: this is approved already. Publish it, or return it with a reason.")
    if move.name in NEEDS_SIGHT and _is_blind(revision, editor):
        return _(
            "Cannot %(act)s: you have not rated it yet, and must not see the first rating before. "
            "Rate it, or decline to."
        ) % {"act": verb(move.name)}
    if not move.needs_other_eyes:
        return None
    return _own_work(
        move, revision, editor, editors_since_last_approval(revision) if writers is None else writers
    )


def _is_fully_approved(revision: Revision) -> bool:
    return revision.state == APPROVED and not waits_for_another(revision)


def _is_blind(revision: Revision, editor: User) -> bool:
    """As it was read with the revision for this person's page, else as the database says."""
    known = getattr(revision, "is_hidden", None)
    return is_blind(revision, editor) if known is None else known


def _own_work(move: Move, revision: Revision, editor: User, writers: set[int]) -> str | None:
    if editor.pk in writers:
        return _(
            "Cannot %(act)s: you edited this revision, and nobody judges their own work. Ask another editor."
        ) % {"act": verb(move.name)}
    if editor.pk == revision.review.assignee_id:
        return _("Cannot %(act)s: this review is assigned to you. Ask another editor.") % {
            "act": verb(move.name)
        }
    return None
