"""How an act is made from a move: by anybody, on what fits or does not, on the version that stands or an older one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from claims.review.moves import MOVES
from tests.machine.newsroom import Newsroom, one_in


@dataclass(frozen=True)
class Act:
    """One call of an action with all that it was given; `leaves` are the moves it may write into the audit."""

    action: Callable[..., Any]
    given: dict[str, Any]
    leaves: frozenset[str]

    def __call__(self) -> Any:
        return self.action(**self.given)


Maker = Callable[[Newsroom, Random], Act]


def of_claim(name: str, action: Callable[..., Any], **more: Callable[..., Any]) -> Maker:
    """Make a move of a claim; `more` are the other arguments, each made from the claim."""

    def make(room: Newsroom, rng: Random) -> Act:
        claim = room.claim(MOVES[name], rng)
        given = {"claim_id": claim.pk, "editor": room.person(rng), "version": seen(claim.version, rng)}
        given |= {key: value(room, claim, rng) for key, value in more.items()}
        return Act(action, given | {"now": room.moment(rng)}, frozenset({name}))

    return make


def of_attempt(name: str, action: Callable[..., Any], **more: Callable[..., Any]) -> Maker:
    """Make a move about an attempt to ask a speaker; `more` are the other arguments, each made from the attempt."""

    def make(room: Newsroom, rng: Random) -> Act:
        attempt, revision = room.attempt(rng)
        given = {"revision_id": revision.pk, "attempt_id": attempt.pk, "editor": room.person(rng)}
        given |= {"version": seen(attempt.version, rng)}
        given |= {key: value(room, attempt, rng) for key, value in more.items()}
        return Act(action, given | {"now": room.moment(rng)}, frozenset({name}))

    return make


def of_report(
    name: str, action: Callable[..., Any], leaves: Sequence[str] = (), **more: Callable[..., Any]
) -> Maker:
    """Make a move of a reader's report; `more` are the other arguments, each made from the report."""

    def make(room: Newsroom, rng: Random) -> Act:
        report = room.report(MOVES[name], rng)
        given = {"report_id": report.pk, "editor": room.person(rng), "version": seen(report.version, rng)}
        given |= {key: value(room, report, rng) for key, value in more.items()}
        return Act(action, given | {"now": room.moment(rng)}, frozenset({name, *leaves}))

    return make


def of_request(name: str, action: Callable[..., Any], **more: Callable[..., Any]) -> Maker:
    """Make a move of what a reader asks us to check; `more` are the other arguments, each made from the request."""

    def make(room: Newsroom, rng: Random) -> Act:
        request = room.request(MOVES[name], rng)
        given = {"request_id": request.pk, "editor": room.person(rng), "version": seen(request.version, rng)}
        given |= {key: value(room, request, rng) for key, value in more.items()}
        return Act(action, given | {"now": room.moment(rng)}, frozenset({name}))

    return make


def of_revision(
    name: str, action: Callable[..., Any], leaves: Sequence[str] = (), **more: Callable[..., Any]
) -> Maker:
    """Make a move of a revision; `more` are the other arguments, each made from the revision."""

    def make(room: Newsroom, rng: Random) -> Act:
        revision = room.revision(MOVES[name], rng)
        given: dict[str, Any] = {"revision_id": revision.pk, "editor": room.person(rng)}
        if MOVES[name].is_bound_to:
            bound = revision.review if MOVES[name].is_bound_to == "review" else revision
            given["version"] = seen(bound.version, rng)
        given |= {key: value(room, revision, rng) for key, value in more.items()}
        return Act(action, given | {"now": room.moment(rng)}, frozenset({name, *leaves}))

    return make


def seen(version: int, rng: Random) -> int:
    """The version that stands, or that of a page opened before."""
    return version - 1 if one_in(6, rng) else version
