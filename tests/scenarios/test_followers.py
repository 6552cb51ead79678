"""Somebody follows the changes while many editors act at once; `CHANGES=2000` makes it many changes."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from time import monotonic

import pytest
from django.db import connection
from django.test import Client

from claims.models import PublicRecord
from claims.review.correcting import restore_revision, retract_revision
from tests.factories import NINE, UserFactory, published

WRITERS, CHANGES = 16, int(os.environ.get("CHANGES", "80"))
ROUNDS = 2 if CHANGES < 1000 else 20  # of one verdict, whose record tells of each
VERDICTS = max(WRITERS, -(-CHANGES // (1 + 2 * ROUNDS)))
PATIENCE = 60 + CHANGES // 10  # seconds


def take_back_and_restore(revisions, editor, together: Barrier) -> None:
    """Change the ledger again and again, each time as one transaction on a connection of one's own."""
    together.wait(timeout=30)
    try:
        for revision in revisions:
            act = {"revision_id": revision.pk, "editor": editor, "reason": "The report is looked at again."}
            version = revision.version
            for number in range(ROUNDS):
                moment = NINE + timedelta(hours=1, minutes=number)
                version = retract_revision(**act, version=version, now=moment).version
                version = restore_revision(**act, version=version, now=moment).version
    finally:
        connection.close()


def follow(together: Barrier, is_over: Event) -> list[int]:
    """Poll without a pause until everything is written and read; give the numbers in the order they came."""
    client, link, seen, end = Client(), "/api/v1/changes/?page_size=7", [], monotonic() + PATIENCE
    together.wait(timeout=30)
    try:
        while monotonic() < end:
            was_over = is_over.is_set()
            page = client.get(link).json()
            seen += [change["sequence"] for change in page["results"]]
            link = page["next"].removeprefix("http://127.0.0.1:8000")
            if was_over and not page["results"]:
                break
        return seen
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_follower_misses_nothing_while_sixteen_write():
    editor, approver = UserFactory(role="Editor"), UserFactory(role="Editor")
    live = [published(editor, approver) for _ in range(VERDICTS)]
    together, is_over = Barrier(WRITERS + 1), Event()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
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
