"""Every move as somebody might make it: on a claim that fits or not, on the version that stands or an older one.

A new move needs a line in ACTS; what is done at the desk beside the moves of MOVES stands in BESIDE.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from django.contrib.auth.models import User

from claims.models import Claim, DismissalReason, Priority, Rating, Revision, Speaker, Topic
from claims.people.accounts import deactivate_person, give_role, reactivate_person, take_role
from claims.review.actions import (
    EvidenceEntry,
    RevisionContent,
    approve_revision,
    open_review,
    publish_revision,
    return_revision,
    save_revision,
    submit_revision,
    written_content,
)
from claims.review.assigning import (
    assign_review,
    comment_on_review,
    follow_review,
    plan_review,
    take_review,
    unfollow_review,
)
from claims.review.correcting import cancel_correction, correct_revision, restore_revision, retract_revision
from claims.review.merging import merge_claim, unmerge_claim
from claims.review.moves import MOVES
from claims.review.scheduling import publish_due_revisions, schedule_revision, unschedule_revision
from claims.review.steps import STEPS, Step, take_steps
from claims.review.triage import (
    ClaimContent,
    SpeakerEntry,
    accept_claim,
    dismiss_claim,
    edit_claim,
    reconsider_claim,
)
from claims.review.waiving import waive_gate, withdraw_waiver
from tests.factories import NINE, content
from tests.machine.newsroom import OFFICE, Newsroom, one_in


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
        given = {"claim_id": claim.pk, "editor": room.person(rng), "version": _seen(claim.version, rng)}
        given |= {key: value(room, claim, rng) for key, value in more.items()}
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
            given["version"] = _seen(bound.version, rng)
        given |= {key: value(room, revision, rng) for key, value in more.items()}
        return Act(action, given | {"now": room.moment(rng)}, frozenset({name, *leaves}))

    return make


def _seen(version: int, rng: Random) -> int:
    """The version that stands, or that of a page opened before."""
    return version - 1 if one_in(6, rng) else version


# --- what somebody types or chooses -------------------------------------------------------------------------------


def _one_of(*values: Any) -> Callable[..., Any]:
    return lambda room, subject, rng: rng.choice(values)


def _another_claim(room: Newsroom, claim: Claim, rng: Random) -> int:
    return room.claim(MOVES["merge"] if one_in(2, rng) else None, rng).pk


def _anybody(room: Newsroom, subject: Any, rng: Random) -> int:
    return rng.choice(list(room.opened))


def _claim_words(room: Newsroom, claim: Claim, rng: Random) -> ClaimContent:
    speakers = [SpeakerEntry("Ana Alpha", "person", "originator", "Minister")]
    if one_in(2, rng):
        speakers.append(SpeakerEntry("The Ledger", "organization", "relayer"))
    topics = list(claim.topics.values_list("pk", flat=True)) or rng.choice([[], _topics()])
    words = rng.choice([claim.text, "the dam is safe", "The dam holds."])
    return ClaimContent(words, rng.choice(["fact", "pledge"]), "cited", NINE.date(), topics, speakers)


def _topics() -> list[int]:
    return list(Topic.objects.values_list("pk", flat=True))


def _revision_words(room: Newsroom, revision: Revision, rng: Random) -> RevisionContent:
    """All that is needed, or with something missing; sometimes word for word what stands there."""
    if one_in(8, rng):
        return written_content(revision)
    evidence = (
        EvidenceEntry("contradicts", "Inspection", "Dam Authority", "https://dam.example/1", "primary"),
    )
    changes: dict[str, Any] = {
        "headline": rng.choice(["No report says so", "The dam is cracked", "The dam is craked"]),
        "rating": Rating.objects.get(slug=rng.choice(["false", "mostly-false", "true"])),
        "correction_note": rng.choice(["An earlier version said otherwise.", "We misread the report."]),
        "raised_to": rng.choice(["", "correction"]),
        "evidence": rng.choice([evidence, content().evidence]),
    }
    if one_in(8, rng):
        changes |= rng.choice([{"evidence": ()}, {"headline": ""}, {"rating": None}, {"correction_note": ""}])
    return content(**changes)


def _moment_to_come(room: Newsroom, revision: Revision, rng: Random) -> datetime:
    """Soon; now and then what nobody can mean."""
    if one_in(6, rng):
        return rng.choice([room.now - timedelta(days=1), datetime(9999, 12, 31, tzinfo=UTC)])
    return room.now + rng.choice([timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)])


_gate = _one_of("two_publishers", "two_publishers", "origin", "rating", "both_stances")
_reason = _one_of("Name the report.", "It was forged.", " ")

ACTS: dict[str, Maker] = {
    "accept": of_claim("accept", accept_claim),
    "dismiss": of_claim("dismiss", dismiss_claim, reason=_one_of(*DismissalReason)),
    "reconsider": of_claim("reconsider", reconsider_claim),
    "merge": of_claim("merge", merge_claim, into_id=_another_claim),
    "unmerge": of_claim("unmerge", unmerge_claim),
    "edit_claim": of_claim("edit_claim", edit_claim, content=_claim_words),
    "open_review": of_claim("open_review", open_review),
    "save": of_revision("save", save_revision, content=_revision_words),
    "submit": of_revision("submit", submit_revision),
    "return": of_revision("return", return_revision, reason=_reason),
    "approve": of_revision("approve", approve_revision),
    "waive": of_revision("waive", waive_gate, gate=_gate, reason=_reason),
    "withdraw": of_revision("withdraw", withdraw_waiver, gate=_gate),
    "publish": of_revision("publish", publish_revision),
    "schedule": of_revision("schedule", schedule_revision, publish_at=_moment_to_come),
    "unschedule": of_revision("unschedule", unschedule_revision),
    "correct": of_revision("correct", correct_revision),
    "cancel": of_revision("cancel", cancel_correction),
    "retract": of_revision("retract", retract_revision, leaves=["unschedule"], reason=_reason),
    "restore": of_revision("restore", restore_revision, reason=_reason),
    "assign": of_revision("assign", assign_review, assignee_id=_anybody),
    "take": of_revision("take", take_review),
    "plan": of_revision(
        "plan",
        plan_review,
        due_on=lambda room, revision, rng: room.now.date() + timedelta(days=rng.choice([-1, 0, 7, 3000])),
        priority=_one_of(*Priority),
    ),
    "follow": of_revision("follow", follow_review),
    "unfollow": of_revision("unfollow", unfollow_review),
    "comment": of_revision("comment", comment_on_review, comment=_one_of("Ask the mayor.", "\n")),
}


# --- beside the moves ---------------------------------------------------------------------------------------------


def decide_many(room: Newsroom, rng: Random) -> Act:
    """Some claims at once, one of them perhaps twice."""
    move = rng.choice(list(STEPS))
    seen = [room.claim(MOVES[move], rng) for _ in range(3)]
    steps = [Step(claim.public_id, _seen(claim.version, rng), move, "opinion") for claim in seen]
    given = {"steps": steps, "editor": room.person(rng), "now": room.moment(rng)}
    return Act(take_steps, given, frozenset({move}))


def let_time_pass(room: Newsroom, rng: Random) -> Act:
    """The sweep looks for what is due, after a while."""
    room.now += rng.choice([timedelta(0), timedelta(hours=1), timedelta(days=1)])
    given = {"now": room.moment(rng)}
    return Act(publish_due_revisions, given, frozenset({"publish", "unschedule"}))


def change_people(room: Newsroom, rng: Random) -> Act:
    """Somebody is promoted, demoted, sent away or called back, perhaps in the middle of what they do."""
    administrator = room.person(rng) if one_in(5, rng) else User.objects.get(username=OFFICE)
    others = [pk for pk, person in room.opened.items() if person.username != OFFICE]
    given = {"person_id": rng.choice(others), "administrator": administrator, "now": room.moment(rng)}
    role = rng.choice(["Reporter", "Editor", "Standards editor"])
    change = rng.choice(
        [
            partial(give_role, role=role),
            partial(give_role, role=role),
            partial(take_role, role=role),
            reactivate_person,
            partial(deactivate_person, reason="Left the desk."),
        ]
    )
    return Act(change, given, frozenset({"give_role", "take_role", "reactivate", "deactivate"}))


def rename(room: Newsroom, rng: Random) -> Act:
    """In Django's administration, names change that approved words contain, and topics become sensitive."""
    change: Callable[[], Any] = rng.choice(
        [
            lambda: Speaker.objects.filter(name__startswith="Ana").update(
                name=rng.choice(["Ana A.", "Ana Alpha"])
            ),
            lambda: Rating.objects.filter(slug="false").update(name=rng.choice(["Untrue", "False"])),
            lambda: Topic.objects.update(is_sensitive=rng.choice([True, False])),
        ]
    )
    return Act(change, {}, frozenset())


BESIDE: dict[str, Maker] = {
    "decide_many": decide_many,
    "let_time_pass": let_time_pass,
    "change_people": change_people,
    "rename": rename,
}
