"""Somebody follows the changes while many editors act at once."""

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

WRITERS, ROUNDS = 16, 2


def take_back_and_restore(revision, editor, together: Barrier) -> None:
    """Change the ledger again and again, each time as one transaction on a connection of one's own."""
    act = {"revision_id": revision.pk, "editor": editor, "reason": "The report is looked at again."}
    version = revision.version
    together.wait(timeout=30)
    try:
        for number in range(ROUNDS):
            moment = NINE + timedelta(hours=1, minutes=number)
            version = retract_revision(**act, version=version, now=moment).version
            version = restore_revision(**act, version=version, now=moment).version
    finally:
        connection.close()


def follow(together: Barrier, is_over: Event) -> list[int]:
    """Poll without a pause until everything is written and read; give the numbers in the order they came."""
    client, link, seen, end = Client(), "/api/v1/changes/?page_size=7", [], monotonic() + 60
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
    live = [published(editor, approver) for _ in range(WRITERS)]
    together, is_over = Barrier(WRITERS + 1), Event()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        follower = pool.submit(follow, together, is_over)
        writers = [pool.submit(take_back_and_restore, each, approver, together) for each in live]
        for writer in writers:
            writer.result(timeout=60)
        is_over.set()
        seen = follower.result(timeout=60)

    assert seen == list(range(1, PublicRecord.objects.count() + 1))
    assert len(seen) == WRITERS * (1 + 2 * ROUNDS)
