"""Replies that readers do not know of yet, and the update that tells them."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims.models import ReplyOutcome, Review, Revision
from claims.publication.ledger import public_verdict
from claims.publication.replies import Heard, entries_of, heard_speakers
from claims.review.awaited import speakers_of
from claims.review.correcting import correct_revision
from claims.review.moves import MoveNotAllowed
from claims.review.revising import lock_revision

_NOTES = {
    ReplyOutcome.ANSWERED: gettext_noop("{} has answered our question; the answer is added."),
    ReplyOutcome.DECLINED: gettext_noop("{} has declined to comment since."),
    ReplyOutcome.NONE: gettext_noop("{} did not answer our question."),
    ReplyOutcome.AWAITED: gettext_noop("We have asked {} since."),
}


def untold_replies(review: Review, heard: list[Heard] | None = None) -> list[dict]:
    """What is to be told of speakers and readers of the public verdict do not know; `heard` if it is loaded already."""
    verdict = public_verdict(review.claim)
    if verdict is None:
        return []
    told = verdict.get("replies", [])
    heard = heard_speakers(review, speakers_of(review.claim)) if heard is None else heard
    return [reply for reply in entries_of(heard) if reply not in told]


@transaction.atomic
def update_with_replies(*, revision_id: int, editor: User, version: int, now: datetime) -> Revision:
    """Begin an update of a public verdict that tells readers of replies since, with its note written.

    Gives the correction that is open already, which holds them too.
    """
    live = lock_revision(revision_id)
    untold = untold_replies(live.review)
    if not untold:
        raise MoveNotAllowed(_("Cannot update: readers know of every reply. Write the new one down first."))
    note = " ".join(_NOTES.get(reply["outcome"], reply["said"]).format(reply["speaker"]) for reply in untold)
    return correct_revision(revision_id=revision_id, editor=editor, version=version, now=now, note=note)
