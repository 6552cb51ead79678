"""Somebody follows the changes while many editors act at once; `CHANGES=100000` makes it as many.

Many are written to the ledger alone, each in a transaction of its own as the acts do it, since it is the ledger that
must not lose one, and acts with their audit would take hours.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta
from threading import Barrier, Event
from time import monotonic, sleep

import pytest
from django.db import connection, transaction
from django.test import Client

from claims.models import PublicRecord
from claims.publication.ledger import append_restoration, append_tombstone
from claims.review.correcting import restore_revision, retract_revision
from tests.bench.ledger import without_asking_for_revisions
from tests.factories import NINE, UserFactory, published

WRITERS, CHANGES = 16, int(os.environ.get("CHANGES", "80"))
MANY = CHANGES >= 1000
PAGE = 200 if MANY else 7
ROUNDS = 50 if MANY else 2  # of one verdict, whose record tells of each
VERDICTS = max(WRITERS, -(-CHANGES // (1 + 2 * ROUNDS)))
PAUSE = (
    0.02 if MANY else 0
)  # seconds before asking again for what was not there; else the writers wait for the asking
PATIENCE = 60 + CHANGES // 10  # seconds


def take_back_and_restore(revisions, editor, together: Barrier) -> None:
    """Change the ledger again and again, each time as one transaction on a connection of one's own."""
    change = write_alone if MANY else act
    together.wait(timeout=30)
    try:
        for revision in revisions:
            for number in range(ROUNDS):
                change(revision, editor, NINE + timedelta(hours=1, minutes=number))
    finally:
        connection.close()


def act(revision, editor, moment) -> None:
    """Take a verdict back and restore it as the desk does."""
    for one in (retract_revision, restore_revision):
        done = one(
            revision_id=revision.pk,
            editor=editor,
            version=revision.version,
            reason="We look again.",
            now=moment,
        )
        revision.version = done.version


def write_alone(revision, editor, moment) -> None:
    """Write the same into the ledger, and nowhere else."""
    for append in (append_tombstone, append_restoration):
        with transaction.atomic():
            append(revision=revision, reason="We look again.", now=moment)


def follow(together: Barrier, is_over: Event) -> list[int]:
    """Poll until everything is written and read; give the numbers in the order they came."""
    client, link, seen, end = Client(), f"/api/v1/changes/?page_size={PAGE}", [], monotonic() + PATIENCE
    together.wait(timeout=30)
    try:
        while monotonic() < end:
            was_over = is_over.is_set()
            page = client.get(link).json()
            seen += [change["sequence"] for change in page["results"]]
            link = page["next"].removeprefix("http://127.0.0.1:8000")
            if was_over and not page["results"]:
                break
            if len(page["results"]) < PAGE:
                sleep(PAUSE)
        return seen
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_follower_misses_nothing_while_sixteen_write():
    editor, approver = UserFactory(role="Editor"), UserFactory(role="Editor")
    live = [published(editor, approver) for _ in range(VERDICTS)]
    together, is_over = Barrier(WRITERS + 1), Event()

    with without_asking_for_revisions() if MANY else nullcontext(), ThreadPoolExecutor(WRITERS + 1) as pool:
        follower = pool.submit(follow, together, is_over)
        writers = [
            pool.submit(take_back_and_restore, live[number::WRITERS], approver, together)
            for number in range(WRITERS)
        ]
        for writer in writers:
            writer.result(timeout=PATIENCE)
        is_over.set()
        seen = follower.result(timeout=PATIENCE)

    assert seen == list(range(1, PublicRecord.objects.count() + 1))
    assert len(seen) == VERDICTS * (1 + 2 * ROUNDS) >= CHANGES
