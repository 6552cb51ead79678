"""The API of the record beside what Django REST framework makes of the same rows, and beside PostgreSQL's own COPY.

    python -m pytest -q -n0 -s tests/bench/record_speed.py

Lists of 50 records: ours, and a ListAPIView with a serializer and a cursor, as its tutorial builds them; both must say
the same, within the same limits. All changes, read page by page, beside COPY of the same columns. The last page beside
the first. Each pair is measured in turns in one process, without a network. It fails below what must be reached.
"""

import json
import os
import statistics
import time
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.db import connection
from rest_framework.test import APIRequestFactory
from rich.console import Console

from claims.api.claims import ClaimList
from claims.api.ledger import ChangeList
from claims.api.parameters import make_cursor, scope_of
from claims.models import Claim, PublicRecord
from tests.bench.__main__ import new_table, spread
from tests.bench.rivals.rest_framework import ClaimList as Rival
from tests.factories import ClaimFactory, UserFactory, published

RECORDS, ROUNDS = int(os.environ.get("RECORDS", "20000")), 9
FASTER_THAN_DRF, SHARE_OF_COPY, CHANGES_A_SECOND, DEEP = 3.0, 0.3, 30_000, 1.5
ours_of_claims, ours_of_changes = ClaimList.as_view(), ChangeList.as_view()


def get(view: Callable, address: str = "/api/v1/claims/") -> dict:
    """What a view answers."""
    return json.loads(answer(view, address))


def answer(view: Callable, address: str = "/api/v1/claims/") -> bytes:
    response = view(APIRequestFactory().get(address))
    if hasattr(response, "render"):
        response.render()
    assert response.status_code == 200
    return response.content


def cursor_at(sequence: int) -> str:
    """The cursor of the page behind a record, as the list would give it."""
    return make_cursor(scope_of("/api/v1/claims/", {}), "next", [sequence])


def all_changes() -> int:
    """Read the changes from the first to the last, as a follower does; count them."""
    address, count, has_more = "/api/v1/changes/", 0, True
    while has_more:
        body = answer(ours_of_changes, address)
        link, _, rest = body.partition(b'", "has_more": ')
        count += body.count(b'{"sequence": ')
        has_more, address = rest.startswith(b"true"), link.removeprefix(b'{"next": "').decode()
    return count


def copied() -> int:
    """The same columns as PostgreSQL copies them, thrown away; count the bytes."""
    query = (
        "COPY (SELECT sequence, public_id, version, change, from_at, record FROM claims_publicrecord "
        "ORDER BY sequence) TO STDOUT"
    )
    with connection.cursor() as cursor, cursor.copy(query) as rows:
        return sum(len(block) for block in rows)


def in_turns(*works: Callable[[], object], rounds: int = ROUNDS) -> list[list[float]]:
    """Seconds that each takes in each round, after one round to warm up."""
    taken: list[list[float]] = [[] for _ in works]
    for number in range(rounds + 1):
        for times, work in zip(taken, works, strict=True):
            start = time.perf_counter()
            work()
            if number:
                times.append(time.perf_counter() - start)
    return taken


def fill(count: int) -> None:
    """A ledger with so many records: one that was published, and copies of it."""
    people = UserFactory(role="Editor"), UserFactory(role="Editor")
    first = published(*people).review.claim.public_records.get()
    claims = [ClaimFactory.build(public_id=f"b{number:09}") for number in range(2, count + 1)]
    kept = {name: getattr(first, name) for name in ("version", "state", "content_hash", "from_at")}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE claims_publicrecord DISABLE TRIGGER USER")
        rows = (
            PublicRecord(
                claim=claim,
                public_id=claim.public_id,
                sequence=number,
                record=first.record | {"id": claim.public_id, "sequence": number},
                **kept,
            )
            for number, claim in enumerate(Claim.objects.bulk_create(claims, batch_size=5000), start=2)
        )
        PublicRecord.objects.bulk_create(rows, batch_size=2000)
        cursor.execute("ANALYZE")


@pytest.mark.django_db
def test_the_record_is_read_as_fast_as_promised() -> None:
    """Measure, print, compare with the floors."""
    fill(RECORDS)
    assert get(ours_of_claims)["results"] == get(Rival.as_view())["results"]
    assert all_changes() == RECORDS
    deep = f"/api/v1/claims/?{urlencode({'cursor': cursor_at(RECORDS // 20)})}"

    ours, rival = in_turns(lambda: answer(ours_of_claims), lambda: answer(Rival.as_view()), rounds=30)
    top, bottom = in_turns(lambda: answer(ours_of_claims), lambda: answer(ours_of_claims, deep), rounds=30)
    changes, copy = in_turns(all_changes, copied)
    faster = [theirs / own for own, theirs in zip(ours, rival, strict=True)]
    slower = [low / high for high, low in zip(top, bottom, strict=True)]
    share = [copied / own for own, copied in zip(changes, copy, strict=True)]
    a_second = [RECORDS / own for own in changes]

    table = new_table(
        f"{RECORDS:,} records, in one process", "what", "median", "least", "most", "must", "aim"
    )
    table.add_row("a list of 50 (ms)", *spread([1000 * each for each in ours], ".1f"))
    table.add_row("the same by REST framework's parts (ms)", *spread([1000 * each for each in rival], ".1f"))
    table.add_row("how many times as fast", *spread(faster, ".1f"), f"{FASTER_THAN_DRF:.1f}", "4.0")
    table.add_row("a page 19 twentieths down ÷ the first", *spread(slower, ".2f"), f"≤ {DEEP}")
    table.add_row("changes (records/s)", *spread(a_second, ",.0f"), f"{CHANGES_A_SECOND:,}")
    table.add_row("share of the speed of COPY", *spread(share, ".2f"), f"{SHARE_OF_COPY:.2f}")
    Console().print(table)
    assert statistics.median(faster) >= FASTER_THAN_DRF
    assert statistics.median(slower) <= DEEP
    assert statistics.median(share) >= SHARE_OF_COPY
    assert statistics.median(a_second) >= CHANGES_A_SECOND
