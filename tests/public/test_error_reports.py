"""A reader reports an error."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from claims.models import ErrorReport
from claims.public.forms import opened_at
from tests.factories import NINE, UserFactory, retracted

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)  # a Wednesday
WORDS = {"what": "The inspection was in April.", "where_said": "Page 3", "mail": "reader@example.org"}


@pytest.fixture
def record(publish):
    return publish()


@pytest.fixture
def form(record):
    """The address of the form of a verdict."""
    return f"/report-an-error/{record.public_id}/"


def send(client, form, address="192.0.2.1", **changes):
    proof = {"opened": opened_at(timezone.now() - timedelta(seconds=9))}
    return client.post(form, WORDS | proof | changes, REMOTE_ADDR=address)


class TestLink:
    def test_stands_on_every_verdict(self, client, record, path, form):
        assert f'href="{form}"' in client.get(path(record)).content.decode()


class TestReport:
    def test_is_stored_with_its_deadline_and_nothing_of_the_reader_but_what_they_gave(
        self, client, record, form
    ):
        with time_machine.travel(NOON):
            response = client.get(send(client, form).url)

        report = ErrorReport.objects.get()
        assert (report.claim, report.public_version, report.state) == (record.claim, 1, "open")
        assert {name: getattr(report, name) for name in WORDS} == WORDS
        assert report.due_on == date(2026, 3, 13)
        assert "192.0.2.1" not in report.network
        assert "13 March 2026" in response.content.decode()

    def test_needs_no_more_than_what_is_wrong(self, client, form):
        assert send(client, form, where_said="", mail="").status_code == 302

    def test_sent_twice_is_one(self, client, form):
        for _ in range(2):
            assert send(client, form).status_code == 302

        assert ErrorReport.objects.count() == 1

    def test_is_never_kept_by_a_cache(self, client, form):
        for response in (client.get(form), send(client, form), client.get(f"{form}thank-you/")):
            assert "no-store" in response["Cache-Control"]

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"what": ""}, "Say what is wrong"),
            ({"what": "no"}, "at least 10"),
            ({"what": "x" * 200_000}, "at most 5000"),
            ({"what": "The inspection\0 was in April."}, "U+0000"),
            ({"what": "The inspection\x07 was in April."}, "U+0007"),
            ({"where_said": "x" * 1_001}, "at most 1000"),
            ({"mail": "nobody"}, "This is no mail address"),
            ({"mail": "a@example.org\r\nBcc: b@example.org"}, "This is no mail address"),
            ({"website": "https://spam.example"}, "there for programs"),
        ],
    )
    def test_says_what_is_wrong_with_it_and_loses_nothing(self, client, form, changes, sentence):
        response = send(client, form, **changes)

        page = response.content.decode()
        assert response.status_code == 422
        assert sentence in page
        assert "Page 3" in page or "where_said" in changes
        assert not ErrorReport.objects.exists()

    def test_shows_scripts_as_words(self, client, form):
        page = send(client, form, what="<script>alert(1)</script>", mail="x").content.decode()

        assert "<script" not in page
        assert "&lt;script&gt;alert(1)" in page

    @pytest.mark.parametrize(
        "address", ["/report-an-error/nosuchclaim/", "/report-an-error/nosuchclaim/thank-you/"]
    )
    def test_is_for_verdicts_that_there_are(self, client, address):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in (404, 405)

    def test_leads_to_the_notice_of_a_verdict_taken_back(self, client):
        gone = retracted(UserFactory(role="Editor"), UserFactory(role="Editor"))

        response = client.get(f"/report-an-error/{gone.review.claim.public_id}/")

        assert response.url.startswith("/claims/")


def test_the_form_works_without_scripts(client, form):
    page = client.get(form).content.decode()

    assert "<script" not in page
    assert '<form method="post"' in page
    assert NINE.date() < date.today()
