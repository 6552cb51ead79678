"""Waivers: another editor lets a revision pass without a hard gate, and readers are told why.

A waiver is a part of what is approved. Granted or withdrawn after an approval it changes what readers would see, so
that the revision has to be approved again; granted before, it is approved with the words. Any edit voids it.
"""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import Revision, Waiver
from claims.publication.record import content_hash
from claims.review.gates import GATES
from claims.review.judged import judged
from claims.review.moves import Move, MoveNotAllowed, check_move
from claims.review.passing import GateLine, check_gates, gate_lines
from claims.review.revising import lock_revision, make_move, refuse_other_words


@transaction.atomic
def waive_gate(
    *, revision_id: int, editor: User, version: int, gate: str, reason: str, now: datetime
) -> Revision:
    """Let a revision pass without one of the hard gates; readers see the reason.

    Raises MoveNotAllowed for its editors and its assignee, and for a gate that is not open or knows no exception.
    """
    revision = lock_revision(revision_id)
    move = check_move("waive", revision, editor, version=version, reason=reason)
    work = refuse_other_words(revision)
    check = check_gates(revision, now=now, work=work)
    held = revision.waivers.filter(voided_at=None)
    line = next((line for line in gate_lines(check, held) if line.gate.id == gate), None)
    if refusal := _why_not_waive(line):
        raise MoveNotAllowed(_("Cannot waive this: %(reason)s") % {"reason": refusal})
    reason, name = reason.strip(), GATES[gate].name
    Waiver.objects.create(
        revision=revision,
        gate=gate,
        name=name,
        reason=reason,
        granted_by=editor,
        words_hash=check.words_hash,
        granted_at=now,
    )
    return _change_content(move, revision, editor, now, reason=reason, detail={"waived": [None, name]})


@transaction.atomic
def withdraw_waiver(*, revision_id: int, editor: User, version: int, gate: str, now: datetime) -> Revision:
    """Ask for a hard gate after all. Raises MoveNotAllowed if no waiver of it holds."""
    revision = lock_revision(revision_id)
    move = check_move("withdraw", revision, editor, version=version)
    held = next((each for each in revision.waivers.filter(voided_at=None) if each.gate == gate), None)
    if held is None:
        raise MoveNotAllowed(
            _("Cannot withdraw the waiver: there is none. Somebody has withdrawn it already.")
        )
    revision.waivers.filter(pk=held.pk).update(voided_at=now)
    return _change_content(move, revision, editor, now, detail={"waived": [held.name, None]})


def _why_not_waive(line: GateLine | None) -> str:
    if line is None:
        return _("there is no such requirement. Choose one of the list.")
    named = {"name": _(line.gate.name), "answer": line.answer}
    if not line.gate.is_hard:
        return _("“%(name)s” is advice and stops nothing.") % named
    if line.state == "passed":
        return _("“%(name)s” is met, and needs no waiver.") % named
    if line.state == "waived":
        return _("“%(name)s” is waived already.") % named
    return "" if line.gate.may_be_waived else _("“%(name)s” knows no exception. %(answer)s") % named


def _change_content(
    move: Move, revision: Revision, editor: User, now: datetime, *, detail: dict, reason: str = ""
) -> Revision:
    """Bring a revision to be judged anew: its words are the same, and readers would see more or less."""
    revision.approvals.filter(voided_at=None).update(voided_at=now)
    work = judged(revision)
    revision.content_hash = content_hash(work.content)
    check_gates(revision, now=now, work=work)
    return make_move(move, revision, editor, now, reason=reason, detail=detail)
