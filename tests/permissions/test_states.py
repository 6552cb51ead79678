"""What each address of a claim or a review does to it in each state, for each role: states.txt is what was decided.

A cell names the move that came of it and how many more; where nothing did, the status of the answer. Roles that get
the same answers share a line. `WRITE_TABLE=1 pytest tests/permissions -k write_the` writes the tables anew after a
decision.
"""

import os
from collections import defaultdict
from pathlib import Path

import pytest

from tests.permissions.addresses import routes
from tests.permissions.conftest import PEOPLE

TABLE = Path(__file__).parent / "states.txt"
KINDS = {"desk/claims/<slug:public_id>/": "claims", "desk/reviews/<int:pk>/": "revisions"}
AROUND = ("plan", "take", "still-holds")  # bound to the version of the review, not of the revision
TYPED = {
    "text": "The dam holds.",
    "kind": "fact",
    "evidence_status": "cited",
    "evidence_status_on": "2026-03-04",
    "speakers-TOTAL_FORMS": "0",
    "speakers-INITIAL_FORMS": "0",
    "evidence-TOTAL_FORMS": "0",
    "evidence-INITIAL_FORMS": "0",
    "correction_note": "We misread the report.",
}
pytestmark = pytest.mark.django_db


def addresses_of(folder):
    """The addresses that name nothing but the claim or the revision."""
    return [route for route in routes() if route.startswith(folder) and "<" not in route[len(folder) :]]


ADDRESSES = [(route, folder) for folder in KINDS for route in addresses_of(folder)]


def lines_of(newsroom, route, folder):
    """The lines of an address, one for each method and each group of roles with the same answers."""
    subjects = getattr(newsroom, KINDS[folder])
    for method in ("GET", "POST"):
        if method == "GET" and cell(newsroom, "GET", route, next(iter(subjects.values())), "editor") == "405":
            continue
        same = defaultdict(list)
        for name in PEOPLE:
            same[tuple(cell(newsroom, method, route, each, name) for each in subjects.values())].append(name)
        for answers, names in same.items():
            who = "everybody" if len(names) == len(PEOPLE) else ", ".join(names)
            yield line(f"{method:<4}  {who}", answers)


def cell(newsroom, method, route, subject, name):
    """The move that comes of a request, else its answer."""
    key = subject.public_id if "<slug:public_id>" in route else subject.pk
    path = "/" + route.replace("<slug:public_id>", str(key)).replace("<int:pk>", str(key))
    version = (
        subject.review.version if route.endswith(tuple(f"/{each}/" for each in AROUND)) else subject.version
    )
    status, moves = newsroom.move(method, path, name, version, **TYPED)
    first, *more = moves or [status]
    return f"{first} +{len(more)}" if more else first


def line(start, cells):
    """A line of the table."""
    return "  ".join([f"  {start:<63}", *(f"{each:<15}" for each in cells)]).rstrip()


def kept():
    """The table as it is kept, by address."""
    parts = [part.splitlines() for part in TABLE.read_text("utf-8").split("\n\n") if part.startswith("/")]
    return {address.removeprefix("/"): lines for address, *lines in parts}


@pytest.mark.skipif("WRITE_TABLE" not in os.environ, reason="the table is kept as it is")
def test_write_the_states(newsroom):
    parts = []
    for folder, kind in KINDS.items():
        parts.append(line("", getattr(newsroom, kind)))
        parts += [
            "\n".join([f"/{route}", *lines_of(newsroom, route, folder)]) for route in addresses_of(folder)
        ]
    TABLE.write_text("\n\n".join(parts) + "\n", "utf-8")


class TestStates:
    def test_has_a_row_for_every_address_of_a_claim_or_review_and_for_no_other(self):
        assert sorted(kept()) == sorted(route for route, _ in ADDRESSES)

    @pytest.mark.parametrize(("route", "folder"), ADDRESSES)
    def test_says_what_comes_of_it_in_each_state(self, newsroom, route, folder):
        assert list(lines_of(newsroom, route, folder)) == kept().get(route)
