"""Thousands of acts at random, one after the other: whatever people do, the invariants hold after each.

    STEPS=50000 SEED=7 python -m pytest -q -n0 -s tests/machine/test_machine.py

`make soak` takes 50,000 steps from a seed that it prints; without SEED the same steps are taken every time. SHRINK=1
looks for the shortest way to a failure, which may take minutes.
"""

import logging
import os
import time
from collections import Counter

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from claims.models import AuditEntry, Claim
from claims.people.accounts import PeopleRefused
from claims.review.moves import MOVES, MoveNotAllowed
from tests.machine.acts import ACTS
from tests.machine.beside import BESIDE
from tests.machine.invariants import Watch, ask
from tests.machine.making import Act, Maker
from tests.machine.newsroom import Newsroom, furnish, rate_twice_or_not, some_claims

STEPS, SEED = int(os.environ.get("STEPS", "1000")), int(os.environ.get("SEED", "1"))
STEPS_A_RUN, RUNS_AT_A_TIME, ENOUGH_FOR_EVERY_MOVE = 50, 10, 10_000
randoms = st.randoms(use_true_random=False)
taken: Counter[str] = Counter()  # acts, and which of them were not refused


class Days(RuleBasedStateMachine):
    """Days of a newsroom; each run is one transaction, which is rolled back."""

    def __init__(self) -> None:
        super().__init__()
        self.run_of_acts = transaction.atomic()
        self.run_of_acts.__enter__()
        self.watch = Watch()
        self.pages: set[tuple[str, str, bytes]] = set()
        self.records = 0
        self.everything: list | None = None  # as it was after the last act, if that was refused

    @initialize(rng=randoms)
    def begin(self, rng) -> None:
        """Turn to some of the claims."""
        rate_twice_or_not(rng)
        self.room = Newsroom(some_claims(rng))

    def teardown(self) -> None:
        """Nothing of it stays."""
        transaction.set_rollback(True)
        self.run_of_acts.__exit__(None, None, None)

    @invariant()
    def nothing_is_broken(self) -> None:
        """Not even for rows whose rules wait for the end of a transaction."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        self.watch.look()
        if (records := sum(name == "record" for name, _ in self.watch.kept)) != self.records:
            self.records = records
            self.read_what_readers_read()

    def read_what_readers_read(self) -> None:
        """The tag of an answer changes when the answer does, and only then."""
        reader = Client()
        for public_id in Claim.objects.filter(pk__in=self.room.claims).values_list("public_id", flat=True):
            for path in (f"/api/v1/claims/{public_id}/", f"/claims/{public_id}/"):
                answer = reader.get(path, follow=True)
                if "ETag" in answer:
                    self.pages.add((path, answer["ETag"], answer.content))
        tags, answers = ({page[:2] for page in self.pages}, {page[::2] for page in self.pages})
        assert len(tags) == len(answers) == len(self.pages)

    def take_step(self, name: str, make: Maker, rng) -> None:
        """Act; a refusal leaves everything as it was, and what is done stands in the audit, once."""
        act = make(self.room, rng)
        note(f"{name}: {act.given}")
        before = self.everything = self.everything or ask("everything")
        taken[name] += 1
        try:
            with transaction.atomic():
                act()
        except (MoveNotAllowed, PeopleRefused) as refusal:
            self.was_refused(str(refusal), before)
            return
        self.everything = None
        taken[f"{name}, done"] += 1
        self.was_done(act, before)

    def was_refused(self, sentence: str, before: list) -> None:
        """In a sentence, and nothing came of it."""
        assert sentence.endswith(".")
        assert ask("everything") == before, "it was refused, and something changed"

    def was_done(self, act: Act, before: list) -> None:
        """What came of it stands in the audit, each part of it once, under the name of who did it."""
        last = max(pk for name, pk in self.watch.kept if name == "audit")
        entries = AuditEntry.objects.filter(pk__gt=last).values_list(
            "move", "claim", "revision", "person", "actor"
        )
        written = list(entries)
        assert {entry[0] for entry in written} <= act.leaves
        assert len(set(written)) == len(written)
        if act.leaves and not written:
            assert ask("everything") == before, "something changed, and the audit does not say so"
        if "editor" in act.given:
            assert {entry[-1] for entry in written} <= {act.given["editor"].pk}


def _rule_for(name: str, make: Maker):
    def step(self, rng) -> None:
        self.take_step(name, make, rng)

    step.__name__ = f"try_to_{name}"
    return rule(rng=randoms)(step)


for each, maker in (ACTS | BESIDE).items():
    setattr(Days, f"try_to_{each}", _rule_for(each, maker))


class TestEveryMove:
    def test_has_a_rule(self):
        assert set(ACTS) == set(MOVES)


def _steps() -> int:
    return sum(number for name, number in taken.items() if not name.endswith("done"))


@pytest.mark.django_db(transaction=True)
class TestDays:
    def test_keep_the_invariants(self, monkeypatch):
        monkeypatch.setattr("claims.review.scheduling.log.exception", pytest.fail)
        monkeypatch.setattr(
            logging.getLogger("django.request"), "disabled", True
        )  # readers ask for what is gone
        furnish()
        start = time.monotonic()
        how = settings(
            max_examples=RUNS_AT_A_TIME,
            stateful_step_count=STEPS_A_RUN + 1,  # to begin is one
            deadline=None,
            database=None,
            phases=[Phase.generate, *([Phase.shrink] if "SHRINK" in os.environ else [])],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        )

        times = 0
        while (steps := _steps()) < STEPS:
            run_state_machine_as_test(seed(f"{SEED}.{times}")(Days), settings=how)
            times += 1

        print(f"\n{steps:,} steps in {time.monotonic() - start:.0f} s, SEED={SEED}")
        print(", ".join(f"{name} {taken[name + ', done']}/{taken[name]}" for name in ACTS | BESIDE))
        if STEPS >= ENOUGH_FOR_EVERY_MOVE:
            assert [name for name in MOVES if not taken[f"{name}, done"]] == [], "a move was never made"
