"""Why a speaker of a claim is not asked: somebody's safety, death, the public record, or an answer given already."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import Revision, Speaker, UnaskedReason, UnaskedSpeaker
from claims.review.contact_details import refuse_contact_details
from claims.review.hearing import speaker_of, told_anew
from claims.review.move_words import verb
from claims.review.moves import MoveNotAllowed, check_move
from claims.review.revising import lock_revision, record_move


@transaction.atomic
def leave_unasked(
    *,
    revision_id: int,
    speaker_id: int,
    editor: User,
    reason: str,
    words: str,
    now: datetime,
    link: str = "",
) -> Revision:
    """Say why a speaker is not asked; `reason` is an UnaskedReason, or "" to take back what was said.

    Raises MoveNotAllowed for a speaker who was asked.
    """
    revision = lock_revision(revision_id)
    check_move("leave_unasked", revision, editor, version=None)
    speaker, review = speaker_of(revision, speaker_id, "leave_unasked"), revision.review
    given = (reason, words.strip(), link if reason == UnaskedReason.ANSWERED_PUBLICLY else "")
    _refuse_reason(revision, speaker, *given)
    stands = review.unasked_speakers.filter(speaker=speaker).first()
    said = (stands.reason, stands.words, stands.link) if stands else ("", "", "")
    if given == said:
        return revision
    state = revision.state
    with told_anew(revision, writer=editor, now=now) as told:
        review.unasked_speakers.filter(speaker=speaker).delete()
        if reason:
            row = {"reason": given[0], "words": given[1], "link": given[2]}
            UnaskedSpeaker.objects.create(
                review=review, speaker=speaker, recorded_by=editor, recorded_at=now, **row
            )
    names = ("why not", "in words", "answered at")
    detail = {name: [old, new] for name, old, new in zip(names, said, given, strict=True) if old != new}
    detail = {"speaker": ["", speaker.name]} | detail
    record_move("leave_unasked", told, editor, now, before=state, detail=detail)
    return told


def _refuse_reason(revision: Revision, speaker: Speaker, reason: str, words: str, link: str) -> None:
    if not reason:
        return
    if revision.review.contact_attempts.filter(speaker=speaker, withdrawn_at=None).exists():
        raise MoveNotAllowed(
            _("Cannot leave somebody unasked: %(person)s has been asked. Withdraw that first if it is wrong.")
            % {"person": speaker.name}
        )
    if not words:
        raise MoveNotAllowed(_("Cannot leave somebody unasked: say in a sentence why."))
    if reason == UnaskedReason.ANSWERED_PUBLICLY and not link:
        raise MoveNotAllowed(
            _("Cannot leave somebody unasked: give the address where they answered publicly.")
        )
    refuse_contact_details(words, act=verb("leave_unasked"))
