"""What of an answer readers shall see: one chooses it word for word, another editor approves it for print."""

import re
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import Revision
from claims.review.contact_details import refuse_contact_details
from claims.review.hearing import attempt_of, drop_excerpt, refuse_stale, save_attempt, told_anew
from claims.review.move_words import verb
from claims.review.moves import MoveNotAllowed, check_move
from claims.review.revising import lock_revision, record_move


@transaction.atomic
def propose_excerpt(
    *, revision_id: int, attempt_id: int, editor: User, version: int, excerpt: str, now: datetime
) -> Revision:
    """Choose what of an answer readers shall see, or with "" nothing; another editor approves it for print.

    Raises MoveNotAllowed for words that do not stand in the answer.
    """
    revision = lock_revision(revision_id)
    check_move("propose_excerpt", revision, editor, version=None)
    attempt = attempt_of(revision, attempt_id, "propose_excerpt")
    words = words_in(attempt.answer, excerpt)
    if excerpt.strip() and not words:
        raise MoveNotAllowed(
            _(
                "Cannot propose an excerpt: these words do not stand in the answer. Copy them from it, "
                "word for word."
            )
        )
    if words == attempt.excerpt:
        return revision
    refuse_stale(attempt, version, "propose_excerpt")
    refuse_contact_details(words, act=verb("propose_excerpt"))
    before, was_public = attempt.excerpt, attempt.excerpt_approved_at is not None
    state = revision.state
    with told_anew(revision, writer=editor, now=now, is_told=was_public) as told:
        drop_excerpt(attempt)
        attempt.excerpt, attempt.excerpt_by = words, editor if words else None
        save_attempt(attempt)
    detail = {"speaker": ["", attempt.speaker.name], "excerpt": [before, words]}
    record_move("propose_excerpt", told, editor, now, before=state, detail=detail)
    return told


@transaction.atomic
def approve_excerpt(
    *, revision_id: int, attempt_id: int, editor: User, version: int, now: datetime
) -> Revision:
    """Let an excerpt be printed. Whoever chose it counts as having edited what readers see, not whoever approves it.

    Raises MoveNotAllowed for whoever entered the answer or the excerpt.
    """
    revision = lock_revision(revision_id)
    check_move("approve_excerpt", revision, editor, version=None)
    attempt = attempt_of(revision, attempt_id, "approve_excerpt")
    if not attempt.excerpt:
        raise MoveNotAllowed(
            _("Cannot approve an excerpt: none is proposed. Propose one from the answer first.")
        )
    if editor.pk in (attempt.excerpt_by_id, attempt.answer_by_id):
        raise MoveNotAllowed(
            _(
                "Cannot approve an excerpt: you entered it or the answer, and nobody judges their own work. "
                "Ask another editor."
            )
        )
    if attempt.excerpt_approved_at:
        return revision
    refuse_stale(attempt, version, "approve_excerpt")
    writer = attempt.excerpt_by
    assert writer is not None
    state = revision.state
    with told_anew(revision, writer=writer, now=now) as told:
        attempt.excerpt_approved_by, attempt.excerpt_approved_at = editor, now
        save_attempt(attempt)
    detail = {"speaker": ["", attempt.speaker.name], "excerpt for print": ["", attempt.excerpt]}
    record_move("approve_excerpt", told, editor, now, before=state, detail=detail)
    return told


def words_in(answer: str, excerpt: str) -> str:
    """The excerpt as it stands in the answer, with its line breaks; "" if it does not, or begins within a word."""
    words = excerpt.split()
    if not words:
        return ""
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
    found = re.search(pattern, answer)
    return found[0] if found else ""
