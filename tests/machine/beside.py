"""What is done at the desk beside the moves: many at once, by the clock, with people, with settings and names."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

from django.contrib.auth.models import User

from claims.models import Rating, Speaker, Topic
from claims.people.accounts import deactivate_person, give_role, reactivate_person, take_role
from claims.review.moves import MOVES
from claims.review.scheduling import publish_due_revisions
from claims.review.second_rating import change_desk, desk_settings
from claims.review.steps import STEPS, Step, take_steps
from tests.machine.making import Act, Maker, seen
from tests.machine.newsroom import OFFICE, Newsroom, one_in


def decide_many(room: Newsroom, rng: Random) -> Act:
    """Some claims at once, one of them perhaps twice."""
    move = rng.choice(list(STEPS))
    claims = [room.claim(MOVES[move], rng) for _ in range(3)]
    steps = [Step(claim.public_id, seen(claim.version, rng), move, "opinion") for claim in claims]
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


def change_the_desk(room: Newsroom, rng: Random) -> Act:
    """A standards editor turns the blind second rating on or off."""
    given = {"editor": room.person(rng), "version": seen(desk_settings().version, rng)}
    given |= {"has_second_rating": rng.choice([True, False]), "now": room.moment(rng)}
    return Act(change_desk, given, frozenset({"change_desk"}))


def rename(room: Newsroom, rng: Random) -> Act:
    """In Django's administration, names change that approved words contain, and topics become sensitive."""
    change: Callable[[], Any] = rng.choice(
        [
            lambda: rename_speaker(rng.choice(["Ana A.", "Ana Alpha"])),
            lambda: Rating.objects.filter(slug="false").update(name=rng.choice(["Untrue", "False"])),
            lambda: Topic.objects.update(is_sensitive=rng.choice([True, False])),
        ]
    )
    return Act(change, {}, frozenset())


def rename_speaker(name: str) -> None:
    """Give Ana another name, unless a claim has been given a speaker of that name meanwhile."""
    if not Speaker.objects.filter(name=name).exists():
        Speaker.objects.filter(name__startswith="Ana").update(name=name)


BESIDE: dict[str, Maker] = {
    "decide_many": decide_many,
    "let_time_pass": let_time_pass,
    "change_people": change_people,
    "change_the_desk": change_the_desk,
    "rename": rename,
}
