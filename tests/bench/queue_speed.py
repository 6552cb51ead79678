"""The queue with 100,000 open claims beside the queue with 100: the page, its filters, its search, far down the list.

    python -m pytest -q -n0 -s tests/bench/queue_speed.py

It fails where the slower of twenty answers takes more than three times as long as the first page of a hundred claims.
"""

import os
import statistics
import time

import pytest
from django.test import Client
from rich.console import Console

from claims.models import Claim
from tests.bench.__main__ import new_table
from tests.bench.newsroom import add_claims
from tests.factories import UserFactory

FEW, MANY = 100, int(os.environ.get("CLAIMS", "100000"))
ROUNDS, WARM_UP, AT_MOST = 30, 3, 3.0
FIRST_PAGE = "first page"


def pages() -> dict[str, str]:
    """The pages by what they ask for; rare and frequent words, names, and values that nothing has."""
    ids = Claim.objects.order_by("-checkworthiness", "-pk").values_list("public_id", flat=True)
    deep = ids[Claim.objects.count() * 9 // 10]
    return {
        FIRST_PAGE: "",
        "nine tenths down": f"after={deep}",
        "a kind that one in a thousand has": "kind=pledge",
        "an evidence status that one in a thousand has": "evidence=disputed",
        "both": "kind=pledge&evidence=disputed",
        "of the last 7 days": "days=7",
        "check-worthiness 0.9 or more": "worth=0.9",
        "a frequent word": "q=ba",
        "a rare word": "q=belvormas",
        "two frequent words": "q=ba+den",
        "two words of middling frequency": "q=bakin+denfor",
        "a word that no claim has": "q=unheard",
        "a speaker": "speaker=Bakin",
        "a speaker that there is not": "speaker=Nobody+Known",
        "an outlet": "outlet=Den",
        "an outlet and a kind": "outlet=Den&kind=pledge",
        "a search for a claim to merge into": f"claim={deep}&held=ba",
        "accepted claims": "status=accepted",
    }


def answers(client: Client, query: str) -> tuple[float, float]:
    """Seconds that half of the answers stay within, and that nineteen of twenty do."""
    taken = []
    for _ in range(WARM_UP + ROUNDS):
        start = time.perf_counter()
        response = client.get(f"/desk/?{query}")
        taken.append(time.perf_counter() - start)
        assert response.status_code == 200
    measured = taken[WARM_UP:]
    return statistics.median(measured), statistics.quantiles(measured, n=20)[-1]


@pytest.mark.django_db(transaction=True)
def test_queue_stays_quick():
    client = Client()
    client.force_login(UserFactory(role="Editor"))
    add_claims(FEW)
    few = {name: answers(client, query) for name, query in pages().items()}
    add_claims(MANY - FEW, seed=1)
    assert Claim.objects.count() == MANY
    many = {name: answers(client, query) for name, query in pages().items()}
    again = answers(client, pages()[FIRST_PAGE])[1]

    table = new_table(
        f"{ROUNDS} answers each, in ms",
        "page",
        f"p50, {FEW}",
        f"p50, {MANY:,}",
        "÷",
        f"p95, {MANY:,}",
        "÷ (≤ 3)",
    )
    ratios = {}
    for name, (median, p95) in many.items():
        ratios[name] = p95 / few[FIRST_PAGE][1]
        table.add_row(
            name,
            *(f"{1000 * seconds:.1f}" for seconds in (few[name][0], median)),
            *(f"{median / few[FIRST_PAGE][0]:.2f}", f"{1000 * p95:.1f}", f"{ratios[name]:.2f}"),
        )
    table.caption = (
        f"Divided by the first page of {FEW}, whose p95 is {1000 * few[FIRST_PAGE][1]:.1f} ms. "
        f"The first page of {MANY:,} once more at the end: {1000 * again:.1f} ms."
    )
    Console().print(table)
    assert {name: ratio for name, ratio in ratios.items() if ratio > AT_MOST} == {}
