"""The API beside Django REST framework's own parts and beside FastAPI: three servers, the same rows, over HTTP.

    python -m pytest -q -n0 -s tests/bench/http_speed.py

One process each, asked in turns by CLIENTS connections that stay open, REQUESTS times a round. It fails below what must
be reached, and is void where a server differs from itself by more than VOID between halves.
"""

import asyncio
import json
import os
import statistics
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.error import URLError

import pytest
from django.conf import settings
from django.db import connection
from rich.console import Console

from factcheck.children import start_child, stop_children
from factcheck.ports import free_port
from factcheck.run import THREADS
from tests.bench.__main__ import new_table, spread
from tests.bench.ledger import fill_ledger
from tests.bench.speed import VOID

VERDICTS, ROUNDS, CLIENTS = int(os.environ.get("ROWS", "20000")), 7, 8
LISTS, DETAILS = 120, 400  # requests a round
GRANIAN = ["granian", "--interface", "wsgi", "--no-ws", "factcheck.wsgi:application"]
SERVERS = {
    "ours": (GRANIAN, "factcheck.settings", "/api/v1"),
    "REST framework": (GRANIAN, "tests.bench.rivals.settings", ""),
    "FastAPI": (["uvicorn", "--no-access-log", "tests.bench.rivals.fast_api:app"], "", ""),
}
MUST = {"list": {"REST framework": 4.0, "FastAPI": 1.3}, "detail": {"REST framework": 2.5}}


@pytest.fixture
def addresses(transactional_db, tmp_path) -> Iterator[dict[str, str]]:
    """Each server's address, over a ledger that is committed."""
    fill_ledger(VERDICTS)
    with ExitStack() as stack:
        children: list = []
        stack.callback(stop_children, children)
        found = {}
        for name, (command, its_settings, root) in SERVERS.items():
            port = free_port()
            command = [sys.executable, "-m", *command, "--host", "127.0.0.1", "--port", str(port)]
            environment = {"DATABASE_URL": database_url(), "API_PER_MINUTE_AND_NETWORK": "100000000"}
            environment["GRANIAN_BLOCKING_THREADS"] = THREADS  # as `make run` has it
            environment |= {"DJANGO_SETTINGS_MODULE": its_settings} if its_settings else {}
            children.append(start_child(name, command, logs=tmp_path, environment=os.environ | environment))
            found[name] = f"http://127.0.0.1:{port}{root}"
        for address in found.values():
            wait_for(f"{address}/claims/")
        yield found


def database_url() -> str:
    """Where the tests' own database is."""
    to = connection.settings_dict
    return f"postgres://{to['USER']}:{to['PASSWORD']}@{to['HOST']}:{to['PORT']}/{to['NAME']}"


def wait_for(address: str) -> None:
    """Until a server answers."""
    end = time.monotonic() + 60
    while True:
        try:
            read(address)
        except URLError:
            assert time.monotonic() < end, address
            time.sleep(0.1)
        else:
            return


def read(address: str) -> dict:
    """What a server answers."""
    with urllib.request.urlopen(address, timeout=10) as response:
        return json.load(response)


def a_second(address: str, count: int) -> float:
    """Answers a second, of so many requests over CLIENTS connections."""
    start = time.perf_counter()
    asyncio.run(ask(address, count))
    return count / (time.perf_counter() - start)


async def ask(address: str, count: int) -> None:
    """Send the requests; each connection sends its next one when it has its answer."""
    await asyncio.gather(*(ask_one_by_one(address, count // CLIENTS) for _ in range(CLIENTS)))


async def ask_one_by_one(address: str, count: int) -> None:
    """Over one connection, as plain as can be, so that the client costs little."""
    place, _, path = address.removeprefix("http://").partition("/")
    host, _, port = place.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port), limit=2**24)
    request = f"GET /{path} HTTP/1.1\r\nHost: {settings.ALLOWED_HOSTS[0]}\r\nAccept: application/json\r\n\r\n"
    for _ in range(count):
        writer.write(request.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        assert head.startswith(b"http/1.1 200"), head
        await reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0]))
    writer.close()


def test_the_api_is_quicker_than_its_rivals(addresses: dict[str, str]) -> None:
    """Measure, print, compare with what must be reached."""
    lists = {name: read(f"{address}/claims/")["results"] for name, address in addresses.items()}
    one = lists["ours"][VERDICTS % 50]["id"]
    details = {name: read(f"{address}/claims/{one}/") for name, address in addresses.items()}
    for same in (lists, details):
        assert all(answer == same["ours"] for answer in same.values())

    table = new_table(
        f"{VERDICTS:,} verdicts, {CLIENTS} connections, {ROUNDS} rounds in turns",
        "what",
        "median",
        "least",
        "most",
        "must",
    )
    short, drifts = {}, []
    for what, path, count in (("list", "/claims/", LISTS), ("detail", f"/claims/{one}/", DETAILS)):
        rates: dict[str, list[float]] = {name: [] for name in addresses}
        for number in range(ROUNDS + 1):
            for name, address in addresses.items():
                rate = a_second(address + path, count)
                rates[name] += [rate] if number else []
        for name, its_rates in rates.items():
            table.add_row(f"{what}, {name} (answers/s)", *spread(its_rates, ",.0f"))
            half = ROUNDS // 2
            drifts.append(abs(statistics.median(its_rates[-half:]) / statistics.median(its_rates[:half]) - 1))
        for name in list(rates)[1:]:
            ratios = [own / theirs for own, theirs in zip(rates["ours"], rates[name], strict=True)]
            must = MUST[what].get(name)
            table.add_row(f"{what}, ours ÷ {name}", *spread(ratios, ".2f"), f"{must or ''}")
            if must and statistics.median(ratios) < must:
                short[f"{what}, {name}"] = statistics.median(ratios)
    verdict = "void, measure again" if max(drifts) > VOID else "valid"
    table.caption = (
        f"A server differs from itself by up to {100 * max(drifts):.0f} % between halves: {verdict}."
    )
    Console().print(table)
    assert short == {}
