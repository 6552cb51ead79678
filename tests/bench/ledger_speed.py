"""A ledger of many verdicts beside one of a thousand: readers' pages, searches, the depth of the API's list, exports.

    python -m pytest -q -n0 -s tests/bench/ledger_speed.py
    ROWS=1000000 python -m pytest -q -n0 -s --reuse-db tests/bench/ledger_speed.py

Every page is made anew each time, from the one ledger and from the other in turns, in one process, without a network.
It fails where nineteen of twenty take more than twice as long (unless the run is void), where the last page of the list
takes more than half as long again as the first, and where an export keeps its reader waiting or takes memory as it goes
on. To fill a million takes about an hour; with `--reuse-db` and a DATABASE_URL what is filled stays for the next run.
"""

import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import psutil
import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from rich.console import Console

from claims.models import PublicRecord, PublicSubject, SubjectKind
from claims.public import kept, warm
from claims.publication.exports import FORMATS
from claims.publication.subjects import SPEAKER, TOPIC, most_checked
from tests.bench.__main__ import new_table, spread
from tests.bench.ledger import copy_database, fill_ledger, has_database
from tests.bench.record_speed import answer, cursor_at, in_turns, ours_of_claims
from tests.bench.speed import VOID

FEW, MANY = 1_000, int(os.environ.get("ROWS", "100000"))
ROUNDS, WARM_UP, FORMS = 40, 3, ("jsonl", "csv", "parquet")
SLOWER, DEEPER, FIRST_BYTE, MEMORY = 2.0, 1.5, 0.3, 30  # times, times, seconds, MB


@pytest.fixture(scope="module")
def ledgers(request, django_db_setup, django_db_blocker) -> Iterator[dict[int, BaseDatabaseWrapper]]:
    """The small ledger and the large, each with a connection of its own."""
    with django_db_blocker.unblock():
        small = f"{connection.settings_dict['NAME']}_few"
        if PublicRecord.objects.count() <= FEW:
            fill_ledger(FEW)
            copy_database(small)
        assert has_database(small)
        checksum = fill_ledger(MANY)
        Console().print(
            f"{MANY:,} verdicts beside {FEW:,}; SHA-256 of the last claims {checksum or 'as kept'}…"
        )
        beside = connections.create_connection("default")
        beside.settings_dict = beside.settings_dict | {"NAME": small}
        large = connections["default"]
        yield {FEW: beside, MANY: large}
        connections["default"] = large
        beside.close()
        if not request.config.getoption("reuse_db"):
            copy_database(small, only_drop=True)


def pages() -> dict[str, str]:
    """Addresses that both ledgers have: the speaker and the topic of most verdicts, the commonest words and others."""
    speaker = most_checked(SPEAKER, 1)[0]["path"]
    topic = f"/topics/{most_checked(TOPIC, 1)[0]['slug']}/"
    middle = PublicRecord.objects.get(sequence=FEW // 2).record["url"].partition("/claims/")[2]
    searches: dict[str, dict[str, str]] = {
        "search, the commonest word": {"q": "ba"},
        "search, five common words": {"q": "ba den for gil ha"},
        "search, a rare word": {"q": "belvormas"},
        "search, a word and the commonest speaker": {"q": "den", "speaker": "ba"},
        "search, an outlet and a rating": {"outlet": "the ba post", "rating": "false"},
        "search, a day": {"since": "2020-01-01", "until": "2020-01-01"},
    }
    return {
        "front page": "/",
        "front page, at the oldest": "/?before=40",
        "verdict with related ones": f"/claims/{middle}",
        "speaker of most verdicts": speaker,
        "that speaker's feed": f"{speaker}feed.atom",
        "topic of most verdicts": topic,
        "corrections": "/corrections/",
    } | {name: f"/search/?{urlencode(given)}" for name, given in searches.items()}


def seconds(client: Client, path: str) -> float:
    """What it takes to make a page of which nothing is kept."""
    kept.forget_all()
    warm.forget_all()
    start = time.perf_counter()
    response = client.get(path)
    taken = time.perf_counter() - start
    assert response.status_code == 200, path
    return taken


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def drift(taken: list[float]) -> float:
    """How far the middle of the second half is from that of the first."""
    half = len(taken) // 2
    return abs(statistics.median(taken[half:]) / statistics.median(taken[:half]) - 1)


@pytest.mark.django_db
def test_pages_stay_quick(ledgers: dict[int, BaseDatabaseWrapper]) -> None:
    """Ask for each page from both ledgers in turns."""
    client = Client()
    ratios: dict[str, float] = {}
    table = new_table(
        f"{ROUNDS} answers each, in ms",
        "page",
        f"p50, {FEW:,}",
        f"p50, {MANY:,}",
        f"p95, {MANY:,}",
        "p95 ÷ (≤ 2)",
    )
    most = PublicSubject.objects.filter(kind=SubjectKind.SPEAKER).order_by("-verdicts")[0].verdicts
    for name, path in pages().items():
        taken: dict[int, list[float]] = {FEW: [], MANY: []}
        for _ in range(WARM_UP + ROUNDS):
            for size, ledger in ledgers.items():
                connections["default"] = ledger
                taken[size].append(seconds(client, path))
        few, many = taken[FEW][WARM_UP:], taken[MANY][WARM_UP:]
        ratio, is_void = p95(many) / p95(few), drift(few) > VOID
        figures = [statistics.median(few), statistics.median(many), p95(many)]
        table.add_row(
            name, *(f"{1000 * each:.1f}" for each in figures), f"{ratio:.2f}{', void' if is_void else ''}"
        )
        ratios |= {} if is_void else {name: ratio}
    table.caption = (
        f"The speaker of most verdicts has {most:,}. Void: the small ledger differs from itself by more than "
        f"{100 * VOID:.0f} % between halves, so nothing can be said."
    )
    Console().print(table)
    assert {name: round(ratio, 2) for name, ratio in ratios.items() if ratio > SLOWER} == {}


@pytest.mark.django_db
def test_depth_costs_nothing(ledgers: dict[int, BaseDatabaseWrapper]) -> None:
    """Read the first and the last page of the API's list in turns."""
    deep = f"/api/v1/claims/?{urlencode({'cursor': cursor_at(51)})}"
    top, bottom = in_turns(
        lambda: answer(ours_of_claims), lambda: answer(ours_of_claims, deep), rounds=ROUNDS
    )
    ratios = [low / high for high, low in zip(top, bottom, strict=True)]
    table = new_table(f"{MANY:,} records", "what", "median", "least", "most", "must")
    table.add_row("the first page (ms)", *spread([1000 * each for each in top], ".1f"))
    table.add_row("the last page (ms)", *spread([1000 * each for each in bottom], ".1f"))
    table.add_row("last ÷ first", *spread(ratios, ".2f"), f"≤ {DEEPER}")
    Console().print(table)
    assert statistics.median(ratios) <= DEEPER


@dataclass(frozen=True)
class Cost:
    """Of one export: seconds to the first byte and to the last, MB that it took, and bytes that it gave."""

    first_byte: float
    whole: float
    memory: float
    size: int


def export(form: str) -> Cost:
    """Read an export to its end, as fast as it comes."""
    process, size, first_byte = psutil.Process(), 0, 0.0
    before = most = process.memory_info().rss
    start = time.perf_counter()
    for number, part in enumerate(FORMATS[form]()):
        first_byte = first_byte or time.perf_counter() - start
        size += len(part)
        if number % 1_000 == 0:
            most = max(most, process.memory_info().rss)
    most = max(most, process.memory_info().rss)
    return Cost(first_byte, time.perf_counter() - start, (most - before) / 1e6, size)


@pytest.mark.django_db
def test_exports_flow(ledgers: dict[int, BaseDatabaseWrapper]) -> None:
    """Export everything in each form; once from the small ledger before, so that only growth is counted."""
    costs = {}
    table = new_table(
        f"{MANY:,} records", "export", "first byte in ms (≤ 300)", "memory in MB (≤ 30)", "MB", "records/s"
    )
    for form in FORMS:
        connections["default"] = ledgers[FEW]
        export(form)
        connections["default"] = ledgers[MANY]
        cost = costs[form] = export(form)
        table.add_row(
            form,
            *(f"{1000 * cost.first_byte:.0f}", f"{cost.memory:.1f}"),
            *(f"{cost.size / 1e6:,.0f}", f"{MANY / cost.whole:,.0f}"),
        )
    Console().print(table)
    assert {
        form for form, cost in costs.items() if cost.first_byte > FIRST_BYTE or cost.memory > MEMORY
    } == set()
