"""Cited links are asked whether they still lead somewhere."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from claims.models import Evidence, LinkWatch, Source
from claims.sources.asking import Found, ask_links, note, take_due
from claims.sources.links import dead_links, note_working_link
from claims.tasks import ask_links as task
from tests.factories import NINE, UserFactory, draft
from tests.outward.receiver import receiving

DAY = timedelta(days=1)


def answer(status):
    return f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()


@pytest.fixture
def cited(db):
    """The sources that a draft rests on."""
    revision = draft(UserFactory(role="Editor"))
    return list(Source.objects.filter(uses__revision=revision).order_by("pk"))


@pytest.fixture
def place(db, settings):
    """Makes a server answer with a status, and a cited source lead to it."""

    def at(receiver):
        settings.CONNECT_ALSO_TO = [receiver.place]
        revision = draft(UserFactory(role="Editor"))
        source = Source.objects.create(
            url=f"http://{receiver.place}/", title="A", publisher="B", kind="primary"
        )
        Evidence.objects.filter(revision=revision).update(source=source)
        return source

    return at


class TestAskLinks:
    def test_believes_a_failure_on_the_third_day_in_a_row(self, place):
        with receiving(answer(404)) as receiver:
            source = place(receiver)
            known = []
            for day in range(3):
                assert ask_links(now=NINE + day * DAY) == 1
                known.append(dict(dead_links([source])))

        assert known[:2] == [{}, {}]
        assert known[2][source.url].found == "The server answers 404."
        assert receiver.asked[0][0] == "GET / HTTP/1.1"

    def test_takes_a_link_that_answers_again_off_the_list(self, place):
        with receiving(answer(200)) as receiver:
            source = place(receiver)
            take_due(now=NINE)
            for day in range(3):
                note(Found(source.url, "It was gone.", works=False), now=NINE + day * DAY)
            assert dead_links([source])

            ask_links(now=NINE + 4 * DAY)

        assert not dead_links([source])
        assert LinkWatch.objects.get(url=source.url).failed_days == 0

    @pytest.mark.parametrize("status", [200, 401, 403, 405, 429])
    def test_takes_a_server_that_refuses_programs_for_one_that_is_there(self, place, status):
        with receiving(answer(status)) as receiver:
            source = place(receiver)

            ask_links(now=NINE)

        watch = LinkWatch.objects.get(url=source.url)
        assert (watch.failed_days, watch.due_at) == (0, NINE + 7 * DAY)

    def test_finds_nothing_where_nobody_answers_at_all(self, place):
        with receiving() as receiver:
            source = place(receiver)

        assert ask_links(now=NINE) == 0

        assert LinkWatch.objects.get(url=source.url).failed_days == 0

    def test_does_not_run_where_it_is_turned_off(self, place):
        with receiving() as receiver:
            place(receiver)

            task()

        assert receiver.asked == []


class TestTakeDue:
    def test_gives_an_address_to_one_worker(self, cited):
        assert take_due(now=NINE)
        assert take_due(now=NINE) == []

    def test_asks_one_of_a_host_at_a_time_and_nothing_that_is_not_cited(self, cited):
        Source.objects.create(url="https://nobody.example/", title="A", publisher="B", kind="primary")
        neighbour = cited[0].url.rstrip("/") + "/more"
        other = Source.objects.create(url=neighbour, title="A", publisher="B", kind="primary")
        Evidence.objects.filter(source=cited[1]).update(source=other)

        assert take_due(now=NINE) == [cited[0].url]
        assert take_due(now=NINE) == [neighbour]


class TestNote:
    def test_counts_a_day_once(self, cited):
        url = take_due(now=NINE)[0]

        for _ in range(3):
            note(Found(url, "It is gone.", works=False), now=NINE)

        assert LinkWatch.objects.get(url=url).failed_days == 1

    def test_leaves_alone_what_it_may_not_ask(self, cited, editor):
        url = take_due(now=NINE)[0]
        for day in range(3):
            note(Found(url, "It is gone.", works=False), now=NINE + day * DAY)

        inside = Found(url, "It is inside a network.", works=None)
        note(inside, now=NINE + 4 * DAY)
        assert dead_links(cited)[url].found == "It is gone."

        note_working_link(source_id=cited[0].pk, editor=editor, now=NINE + 5 * DAY)
        note(inside, now=NINE + 6 * DAY)
        assert not dead_links(cited)

    def test_holds_that_what_failed_did_so_on_a_day(self, cited):
        take_due(now=NINE)

        with pytest.raises(IntegrityError), connection.cursor() as cursor:
            cursor.execute("UPDATE claims_linkwatch SET failed_days = 1")
