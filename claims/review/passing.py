"""How a revision stands before the gates: looked at when its words change, and again before readers see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims.models import GateCheck, Revision, Waiver
from claims.publication.record import words_hash
from claims.review.gates import GATES, STANDARDS, Gate
from claims.review.judged import Judged, judged
from claims.review.move_words import verb
from claims.review.moves import MoveNotAllowed
from factcheck.languages import CODES, RECORDS, language_name


@dataclass(frozen=True)
class GateLine:
    """One line of the checklist: `answer` is None if the gate has not been asked yet, "" if it is passed."""

    gate: Gate
    answer: str | None
    waiver: Waiver | None = None

    @property
    def state(self) -> str:
        """As the desk says it."""
        if self.answer is None:
            return gettext_noop("not checked yet")
        if not self.answer:
            return gettext_noop("passed")
        return gettext_noop("waived") if self.waiver else gettext_noop("open")

    @property
    def stops(self) -> bool:
        """Whether it keeps the revision from its readers."""
        return self.gate.is_hard and self.state not in ("passed", "waived")

    @property
    def standard(self) -> str:
        """What the requirement comes from, in words."""
        return STANDARDS[self.gate.standard]


def check_gates(revision: Revision, *, now: datetime, work: Judged | None = None) -> GateCheck:
    """Ask every gate and store the answers. Call it, the revision locked, whenever something they read has changed.

    `work` is the revision as it stands, where that has been read already.
    """
    work = work or judged(revision)
    answers = {gate.id: _ask(gate, work) for gate in GATES.values()}
    check = GateCheck(
        revision=revision,
        content_hash=revision.content_hash,
        words_hash=words_hash(work.content),
        answers=answers,
        open_gates=[name for name, answer in answers.items() if answer and GATES[name].is_hard],
        checked_at=now,
    )
    changing = ["content_hash", "words_hash", "answers", "open_gates", "checked_at"]
    GateCheck.objects.bulk_create(
        [check], update_conflicts=True, unique_fields=["revision"], update_fields=changing
    )
    return check


def gate_lines(check: GateCheck | None, waivers: Iterable[Waiver]) -> list[GateLine]:
    """The checklist from the answers last stored; `waivers` are those of the revision that are not voided."""
    if check is None:
        return [GateLine(gate, None) for gate in GATES.values()]
    held = {waiver.gate: waiver for waiver in waivers if waiver.words_hash == check.words_hash}
    return [GateLine(gate, _said(check.answers.get(name)), held.get(name)) for name, gate in GATES.items()]


def open_requirements(lines: Iterable[GateLine]) -> str:
    """The hard gates that are neither passed nor waived, named in a phrase; "" if there is none."""
    names = [_("“%(name)s”") % {"name": _(line.gate.name)} for line in lines if line.stops]
    return _(" and ").join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def refuse_open_gates(move: str, revision: Revision, *, now: datetime, work: Judged | None = None) -> None:
    """Raise MoveNotAllowed, naming them, if hard gates are open for a locked revision as it stands."""
    check = check_gates(revision, now=now, work=work)
    if names := open_requirements(gate_lines(check, revision.waivers.filter(voided_at=None))):
        raise MoveNotAllowed(closed_by(move, names))


def closed_by(move: str, names: str) -> str:
    """The sentence that refuses a move for the open gates it names."""
    return _(
        "Cannot %(act)s: required and not met is %(names)s. "
        "Supply it, or ask another editor for a waiver where there can be one."
    ) % {"act": verb(move), "names": names}


def _ask(gate: Gate, work: Judged) -> str | dict[str, str]:
    """What a gate says, in each of our languages: whoever reads it may read another than whoever saved; "" if met."""
    said: dict[str, str] = {}
    for name, code in CODES.items():
        with translation.override(code):
            said[name] = gate.check(work)
        if not said[name]:
            return ""
    return said


def _said(answer: str | dict[str, str] | None) -> str | None:
    """An answer as it was stored, in the language in which we speak; some are in the newsroom's alone."""
    return answer.get(language_name(), answer[RECORDS]) if isinstance(answer, dict) else answer
