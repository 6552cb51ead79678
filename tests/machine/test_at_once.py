"""Several people act on the same claims in the same instant: it ends as if they had acted one after the other.

    ROUNDS=1000 SEED=7 python -m pytest -q -n0 -s tests/machine/test_at_once.py

Before each round its acts are tried in every order, one after the other, and what came of each order is written down
and rolled back. Then all are let go at once, each in a thread with a connection of its own: what comes of it, down to
the sentences that refused somebody, must be what came of one of the orders. `make soak` runs 1,000 rounds.
"""

# ruff: noqa: S608 - nothing in these questions comes from outside this file

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from random import Random
from threading import Barrier

import pytest
from django.db import connection, transaction

from claims.people.accounts import PeopleRefused
from claims.review.moves import MOVES, MoveNotAllowed
from claims.review.scheduling import publish_due
from tests.factories import AppearanceFactory
from tests.machine.acts import ACTS
from tests.machine.beside import change_people, change_the_desk
from tests.machine.invariants import Watch
from tests.machine.making import Act
from tests.machine.newsroom import BEGINNING, Newsroom, furnish, some_claims

ROUNDS, SEED = int(os.environ.get("ROUNDS", "12")), int(os.environ.get("SEED", "1"))
THREADS = (2, 2, 2, 2, 2, 2, 3, 3, 3, 4)
ORDER_MATTERED = "rounds in which the order mattered"
PATIENCE = 20  # seconds; a ring of people who wait for each other is found by the database after one

# Without the keys that a second try would get anew, and what is only noted of who tried and when.
NEW_KEYS = """'{id,search,revision_id,review_id,appearance_id,hash,previous_hash,roles,request_id,
    publish_tried_at,correction_id}'::text[]"""
OF_CLAIMS = "review_id IN (SELECT id FROM claims_review WHERE claim_id = ANY(%(claims)s))"
OF_REVISIONS = f"revision_id IN (SELECT id FROM claims_revision WHERE {OF_CLAIMS})"
KNOWN = {
    name: f"SELECT row_number() OVER (ORDER BY t.id), (to_jsonb(t) - {NEW_KEYS})::text FROM {rows}"
    for name, rows in {
        "claim": "claims_claim t WHERE id = ANY(%(claims)s)",
        "topic": "claims_claim_topics t WHERE claim_id = ANY(%(claims)s)",
        "appearance": "claims_appearance t WHERE claim_id = ANY(%(claims)s)",
        "hop": """claims_attribution t WHERE appearance_id IN (
            SELECT id FROM claims_appearance WHERE claim_id = ANY(%(claims)s))""",
        "review": "claims_review t WHERE claim_id = ANY(%(claims)s)",
        "follower": f"claims_review_followers t WHERE {OF_CLAIMS}",
        "revision": f"claims_revision t WHERE {OF_CLAIMS}",
        "attempt": f"claims_contactattempt t WHERE {OF_CLAIMS}",
        "unasked": f"claims_unaskedspeaker t WHERE {OF_CLAIMS}",
        "evidence": f"claims_evidence t WHERE {OF_REVISIONS}",
        "edit": f"claims_revisionedit t WHERE {OF_REVISIONS}",
        "waiver": f"claims_waiver t WHERE {OF_REVISIONS}",
        "gates": f"claims_gatecheck t WHERE {OF_REVISIONS}",
        "approval": f"claims_approval t WHERE {OF_REVISIONS}",
        "audit": "claims_auditentry t WHERE claim_id = ANY(%(claims)s)",
        "record": "claims_publicrecord t WHERE claim_id = ANY(%(claims)s)",
        "second rating": f"claims_secondrating t WHERE {OF_REVISIONS}",
        "report": "claims_errorreport t WHERE claim_id = ANY(%(claims)s)",
        "settings": "claims_desksettings t",
        "role": "auth_user_groups t",
        "person": "auth_user t",
    }.items()
}

Come = tuple[str, ...]  # what came of each act: "" or the sentence that refused it


def attempt(act: Act) -> str:
    """Act; give the sentence if it is refused."""
    try:
        act()
    except (MoveNotAllowed, PeopleRefused) as refusal:
        return str(refusal)
    return ""


def in_any_order(
    acts: Sequence[Act], claims: Sequence[int], done: dict[int, str]
) -> Iterator[tuple[Come, list]]:
    """What comes of the acts that are not done yet, one after the other, in every order; nothing of it stays."""
    if len(done) == len(acts):
        yield tuple(done[place] for place in range(len(acts))), state_of(claims)
        return
    for place, act in enumerate(acts):
        if place not in done:
            with transaction.atomic():
                yield from in_any_order(acts, claims, done | {place: attempt(act)})
                transaction.set_rollback(True)


def at_once(acts: Sequence[Act]) -> Come:
    """Let all go in the same instant."""
    barrier = Barrier(len(acts))

    def run(act: Act) -> str:
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = '{PATIENCE}s'")
            barrier.wait(timeout=PATIENCE)
            return attempt(act)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return tuple(pool.map(run, acts))


def state_of(claims: Sequence[int]) -> list[tuple]:
    """All that is known of some claims and of the people, in the order in which it was stored."""
    parts = (f"SELECT '{name}', q.* FROM ({sql}) q" for name, sql in KNOWN.items())
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), {"claims": list(claims)})
        return sorted(cursor.fetchall())


def nearest(outcome: tuple[Come, list], possible: Sequence[tuple[Come, list]]) -> str:
    """What an outcome has and lacks beside the order that it is most like."""
    came, state = outcome
    same = [stored for other, stored in possible if other == came] or [stored for _, stored in possible]
    like = min(same, key=lambda stored: len(set(stored) ^ set(state)))
    return f"too much: {sorted(set(state) - set(like))}\ntoo little: {sorted(set(like) - set(state))}"


def publish_when_due(room: Newsroom, rng: Random) -> Act:
    """The sweep comes by, later than any time set, for one revision."""
    revision = room.revision(MOVES["unschedule"], rng)
    return Act(publish_due, {"revision_id": revision.pk, "now": room.now + timedelta(days=1)}, frozenset())


@pytest.mark.django_db(transaction=True)
class TestActsAtOnce:
    def test_end_as_if_one_had_come_after_the_other(self):
        furnish()
        watch, rng, start, came = Watch(), Random(SEED), time.monotonic(), Counter[str]()
        makers = [*ACTS.values(), change_people, change_the_desk, publish_when_due, publish_when_due]
        now = BEGINNING
        for number in count():
            if number >= ROUNDS and came[ORDER_MATTERED]:
                break
            assert number < 10 * ROUNDS, "these acts never come in each other's way"
            if number % 10 == 9:
                AppearanceFactory.create_batch(2)  # new ones, where others have got a review
            room = Newsroom(some_claims(rng)[1:3], now=now)
            acts = [rng.choice(makers)(room, rng) for _ in range(rng.choice(THREADS))]
            now = room.now
            possible = list(in_any_order(acts, room.claims, {}))

            outcome = at_once(acts), state_of(room.claims)

            assert outcome in possible, f"SEED={SEED}, round {number}: {acts}\n{nearest(outcome, possible)}"
            watch.look()
            came[ORDER_MATTERED] += any(other != possible[0] for other in possible)
            came.update("refused" if refusal else "done" for refusal in outcome[0])
        print(f"\n{number:,} rounds in {time.monotonic() - start:.0f} s, SEED={SEED}: {dict(came)}")
