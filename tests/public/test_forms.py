"""The forms of readers: programs are held up, people are told why, and nothing that was typed is lost."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from claims.models import ErrorReport
from claims.public import forms
from claims.public.forms import opened_at
from factcheck import buckets
from factcheck.buckets import SharedBuckets
from tests.factories import UserFactory, published

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
WORDS = "The inspection was in April."


@pytest.fixture(autouse=True)
def few(settings, monkeypatch):
    """Three forms an hour, in empty buckets of this process, by the clock that tests set."""
    settings.FORMS_PER_HOUR_AND_NETWORK = 3
    monkeypatch.setattr(forms, "buckets", SharedBuckets("memory://"))
    monkeypatch.setattr(buckets, "monotonic", lambda: timezone.now().timestamp())


@pytest.fixture(scope="class")
def form(for_all):
    """The address of the form of a verdict."""
    with for_all():
        live = published(UserFactory(role="Editor"), UserFactory(role="Editor"))
        yield f"/report-an-error/{live.review.claim.public_id}/"


def send(form, what=WORDS, after=9, address="192.0.2.1", proof=None, **headers):
    """Send the form some seconds after it was opened."""
    data = {"what": what, "opened": proof or opened_at(timezone.now() - timedelta(seconds=after))}
    return Client(enforce_csrf_checks=True).post(form, data, REMOTE_ADDR=address, headers=headers)


def proof_in(response):
    return response.content.decode().partition('name="opened" value="')[2].partition('"')[0]


class TestProof:
    def test_is_in_the_form_and_needs_no_cookie(self, client, form):
        with time_machine.travel(NOON, tick=False) as clock:
            opened = client.get(form)
            clock.shift(3)

            sent = send(form, proof=proof_in(opened))

        assert sent.status_code == 302
        assert not opened.cookies
        assert not sent.cookies

    @pytest.mark.parametrize("proof", ["", "x", "\0", "MTc3:1abc:x", "x" * 200_000])
    def test_that_is_none_is_renewed_so_that_sending_once_more_is_enough(self, form, proof):
        response = send(form, proof=proof or " ")

        assert response.status_code == 422
        assert "send it once more" in response.content.decode()
        assert WORDS in response.content.decode()
        assert send(form, proof=proof_in(response)).status_code == 302

    def test_holds_for_a_day(self, form):
        with time_machine.travel(NOON, tick=False):
            assert send(form, after=86_399).status_code == 302
            assert "more than a day ago" in send(form, after=86_400).content.decode()

    def test_says_who_was_too_fast_and_lets_them_go_on(self, form):
        with time_machine.travel(NOON, tick=False) as clock:
            response = send(form, after=1)
            clock.shift(1)
            again = send(form, proof=proof_in(response))

        assert "faster than anybody types" in response.content.decode()
        assert WORDS in response.content.decode()
        assert again.status_code == 302


class TestOrigin:
    @pytest.mark.parametrize(
        "headers",
        [
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
            {"origin": "https://elsewhere.example"},
            {"origin": "null"},
            {"origin": "http://[broken"},
        ],
    )
    def test_elsewhere_is_shown_to_the_reader_and_not_stored(self, form, headers):
        response = send(form, **headers)

        assert response.status_code == 422
        assert "from another site" in response.content.decode()
        assert WORDS in response.content.decode()
        assert not ErrorReport.objects.exists()

    @pytest.mark.parametrize(
        "headers", [{}, {"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}]
    )
    def test_here_is_taken(self, form, headers):
        assert send(form, **headers).status_code == 302


class TestFloods:
    def fill(self, form, address="192.0.2.1"):
        for number in range(3):
            assert send(form, f"Wrong in place {number}", address=address).status_code == 302

    def test_are_held_up_with_the_time_to_try_again(self, form):
        with time_machine.travel(NOON, tick=False):
            self.fill(form)
            response = send(form, "One more that is wrong")

        assert (response.status_code, response["Retry-After"]) == (429, "1200")
        assert "in 20 minutes" in response.content.decode()
        assert "One more that is wrong" in response.content.decode()

    def test_shut_nobody_out_for_good_however_long_they_try(self, form):
        with time_machine.travel(NOON, tick=False) as clock:
            self.fill(form)
            for _ in range(11):
                clock.shift(100)
                assert send(form, "Again and again").status_code == 429
            clock.shift(101)

            assert send(form, "After a while").status_code == 302

    def test_count_only_what_is_right_otherwise(self, form):
        for _ in range(9):
            send(form, "no")

        assert send(form).status_code == 302

    @pytest.mark.parametrize(
        ("one", "other", "is_same"),
        [
            ("192.0.2.1", "192.0.2.2", False),
            ("2001:db8::1", "2001:db8::2", True),
            ("192.0.2.1", "::ffff:192.0.2.1", True),
        ],
    )
    def test_hold_up_one_network(self, form, one, other, is_same):
        self.fill(form, one)

        response = send(form, "From over here", address=other)

        assert response.status_code == (429 if is_same else 302)
