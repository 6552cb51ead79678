"""Who gets which answer where: the table beside this file is what was decided, and the site must agree with it.

After a decision, `WRITE_TABLE=1 pytest tests/permissions` writes the table anew; read its difference before it is kept.
"""

import os
from itertools import groupby
from pathlib import Path

import pytest
from django.urls import reverse

from tests.permissions.addresses import example_of, routes
from tests.permissions.conftest import PEOPLE

TABLE = Path(__file__).parent / "table.txt"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
OF_ONES_OWN = "desk/account/"
pytestmark = pytest.mark.django_db


def lines_of(newsroom, route):
    """The lines of an address, one for each answer: methods, then what each role gets."""
    example = example_of(route)
    rows = [(method, answers_to(newsroom, method, example)) for method in METHODS]
    for answers, same in groupby(rows, key=lambda row: row[1]):
        methods = " ".join(method for method, _ in same)
        yield "  ".join([f"  {methods:<25}", *(f"{answer:<16}" for answer in answers)]).rstrip()


def answers_to(newsroom, method, example):
    """What each role gets; a method that is refused to a stranger as none of the address's is so to everybody."""
    stranger, *others = PEOPLE
    answer = newsroom.ask(method, example, stranger)
    if answer == "405":
        return [answer] * len(PEOPLE)
    return [answer, *(newsroom.ask(method, example, name) for name in others)]


def kept():
    """The table as it is kept, by address."""
    parts = [part.splitlines() for part in TABLE.read_text("utf-8").split("\n\n")[1:]]
    return {address.removeprefix("/"): lines for address, *lines in parts}


def heading():
    """What stands over the table."""
    return "  ".join(["  method" + " " * 19, *(f"{name:<16}" for name in PEOPLE)]).rstrip()


@pytest.mark.skipif("WRITE_TABLE" not in os.environ, reason="the table is kept as it is")
def test_write_the_table(newsroom):
    parts = ["\n".join([f"/{route}", *lines_of(newsroom, route)]) for route in routes()]
    TABLE.write_text("\n\n".join([heading(), *parts]) + "\n", "utf-8")


class TestTable:
    def test_has_a_row_for_every_address_and_for_no_other(self):
        assert sorted(kept()) == routes()

    @pytest.mark.parametrize("route", routes())
    def test_says_who_gets_which_answer(self, newsroom, route):
        assert list(lines_of(newsroom, route)) == kept().get(route)

    def test_has_no_address_that_fails(self):
        assert not [address for address, lines in kept().items() if " 500" in " ".join(lines)]


class TestBeforeTwoFactor:
    """Where two factors are required, nobody who may judge gets any further without them."""

    @pytest.fixture(autouse=True)
    def required(self, settings):
        settings.REQUIRE_TWO_FACTOR = True

    @pytest.mark.parametrize("name", ["editor", "standards editor", "administrator"])
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_opens_nothing_at_the_desk_but_ones_own_account(self, newsroom, method, name):
        closed = [
            route
            for route in routes()
            if route.startswith("desk/")
            and not route.startswith((OF_ONES_OWN, "desk/sign-", "desk/welcome/"))
        ]
        answers = {newsroom.ask(method, example_of(route), name) for route in closed}

        assert answers <= {"302", "403", "405"}

    def test_leads_to_setting_them_up(self, newsroom, client):
        client.force_login(newsroom.people["editor"])

        assert client.get(reverse("desk:reviews")).url == reverse("mfa_activate_totp")
