"""Readers' pages made anew, given again, and asked whether they still hold.

    python -m pytest -q -n0 -s tests/bench/pages_speed.py

The whole site answers in one process, without a network, each page in turns: with nothing kept; warm; and 304. ROUNDS
rounds, of each the median of so many answers as take about as long. It fails below what must be reached, and is void
where what was made anew differs from itself by more than VOID between halves.
"""

import gzip
import io
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.wsgi import get_wsgi_application
from rich.console import Console

from claims.models import PublicRecord
from claims.public import kept, warm
from tests.bench.__main__ import new_table, spread
from tests.bench.ledger import fill_ledger
from tests.bench.speed import VOID

VERDICTS, ROUNDS, MADE, GIVEN = 1_000, 9, 5, 40
WARM, HELD = 8.0, 10.0  # times as fast as making the page


@dataclass(frozen=True)
class Answer:
    """What the site said."""

    status: str
    headers: dict[str, str]
    body: bytes


class Site:
    """The site as a web server calls it (WSGI, PEP 3333)."""

    def __init__(self) -> None:
        self.application = get_wsgi_application()

    def get(self, path: str, tag: str = "") -> Answer:
        """Ask for a page as browsers do, and read it to its end."""
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_ACCEPT_ENCODING": "gzip, br",
            "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
        } | ({"HTTP_IF_NONE_MATCH": tag} if tag else {})
        said: list = []
        response = self.application(environ, lambda status, headers: said.extend((status, dict(headers))))
        body = b"".join(response)
        response.close()  # type: ignore[attr-defined]
        return Answer(said[0], said[1], body)


@pytest.fixture
def site(transactional_db):
    """The site over a ledger that is committed: each request holds its connection as it would outside a test."""
    fill_ledger(VERDICTS)
    return Site()


def seconds(work: Callable[[], object], times: int) -> float:
    """What it takes, in the middle of so many tries."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def made_anew(site: Site, path: str) -> Answer:
    """The page, of which nothing was kept."""
    kept.forget_all()
    warm.forget_all()
    return site.get(path)


def pages() -> dict[str, str]:
    """The pages that readers open most."""
    record = PublicRecord.objects.order_by("sequence")[VERDICTS // 2].record
    address = record["url"].partition("://")[2].partition("/")[2]
    return {
        "front page": "/",
        "verdict": f"/{address}",
        "topic": f"/topics/{record['topics'][0]['slug']}/",
    }


def test_a_page_given_again_is_quicker_than_made(site: Site) -> None:
    """Measure, print, compare with what must be reached."""
    table = new_table(
        f"{VERDICTS:,} verdicts, {ROUNDS} rounds in turns", "what", "median", "least", "most", "must"
    )
    short, drifts = {}, []
    for name, path in pages().items():
        first = made_anew(site, path)
        again, held = site.get(path), site.get(path, first.headers["ETag"])
        assert (first.status, held.status) == ("200 OK", "304 Not Modified")
        assert gzip.decompress(again.body) == gzip.decompress(first.body)

        made, given, unchanged = [], [], []
        for number in range(ROUNDS + 1):
            rounds = (
                seconds(lambda: made_anew(site, path), MADE),  # noqa: B023
                seconds(lambda: site.get(path), GIVEN),  # noqa: B023
                seconds(lambda: site.get(path, first.headers["ETag"]), GIVEN),  # noqa: B023
            )
            for times, taken in zip((made, given, unchanged), rounds, strict=True):
                times.extend([taken] if number else [])
        for what, times in (("made", made), ("given again", given), ("304", unchanged)):
            table.add_row(f"{name}, {what} (ms)", *spread([1000 * each for each in times], ".2f"))
        for what, times, must in (("given again", given, WARM), ("304", unchanged, HELD)):
            ratios = [cold / quick for cold, quick in zip(made, times, strict=True)]
            table.add_row(f"{name}, times as fast {what}", *spread(ratios, ".1f"), f"{must:.0f}")
            if statistics.median(ratios) < must:
                short[f"{name}, {what}"] = statistics.median(ratios)
        half = ROUNDS // 2
        drifts.append(abs(statistics.median(made[-half:]) / statistics.median(made[:half]) - 1))
    verdict = "void, measure again" if max(drifts) > VOID else "valid"
    table.caption = (
        f"What was made differs from itself by up to {100 * max(drifts):.0f} % between halves: {verdict}."
    )
    Console().print(table)
    assert short == {}
