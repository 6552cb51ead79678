"""Guessing is slowed down, and nobody is kept out for good."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.urls import reverse

from claims.models import SignInAttempt
from claims.people.attempts import FOR_A_PERSON, FROM_A_NETWORK, TooManyAttempts, begin_attempt
from tests.people.conftest import PASSWORD, code_of

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def guess(now=NOON, **changes):
    wanted = {"kind": "password", "name": "ruth", "device": "", "address": "192.0.2.1", "now": now}
    return begin_attempt(**(wanted | changes))


def guess_often(times, **changes):
    for _ in range(times):
        guess(**changes)


@pytest.mark.django_db
class TestBeginAttempt:
    def test_refuses_after_ten_on_an_account_and_says_when_to_try_again(self):
        guess_often(FOR_A_PERSON)

        with pytest.raises(TooManyAttempts, match=r"Try again at 13:00 UTC, in 60 minutes") as refusal:
            guess()
        assert refusal.value.wait == 3600

    @pytest.mark.parametrize("name", ["RUTH", "ｒｕｔｈ"])
    def test_takes_a_name_in_other_letters_for_the_same(self, name):
        guess_often(FOR_A_PERSON)

        with pytest.raises(TooManyAttempts):
            guess(name=name)

    @pytest.mark.parametrize("other", [{"name": "theo"}, {"kind": "code"}, {"device": "known"}])
    def test_leaves_other_accounts_and_known_browsers_alone(self, other):
        guess_often(FOR_A_PERSON)

        assert guess(**other)

    def test_does_not_count_what_it_refused_so_that_waiting_always_helps(self):
        guess_often(FOR_A_PERSON)
        for minute in range(59):
            with pytest.raises(TooManyAttempts):
                guess(now=NOON + timedelta(minutes=minute))

        assert guess(now=NOON + timedelta(hours=1))

    def test_does_not_count_what_succeeded(self):
        for _ in range(FOR_A_PERSON * 3):
            guess().delete()

        assert guess()

    @pytest.mark.parametrize(
        ("first", "other"),
        [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::ffff"), ("junk", "other junk")],
    )
    def test_refuses_after_a_hundred_from_one_network_whoever_they_are_for(self, first, other):
        for number in range(FROM_A_NETWORK):
            guess(name=f"somebody{number}", address=first)

        with pytest.raises(TooManyAttempts):
            guess(name="ruth", address=other)
        assert guess(name="ruth", address="198.51.100.1")

    def test_keeps_neither_names_nor_attempts_of_yesterday(self):
        guess(name="a password typed into the wrong field")

        guess(now=NOON + timedelta(days=1))

        assert SignInAttempt.objects.count() == 1
        assert "password" not in SignInAttempt.objects.get().who


@pytest.mark.django_db(transaction=True)
class TestGuessAtOnce:
    def test_lets_no_more_pass_than_one_after_the_other(self):
        def try_one(_):
            try:
                return bool(guess())
            except TooManyAttempts:
                return False
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as threads:
            passed = list(threads.map(try_one, range(40)))

        assert sum(passed) == FOR_A_PERSON


class TestSignInSlowly:
    @pytest.fixture
    def hashed(self, monkeypatch):
        """The passwords that reached the hasher."""
        seen = []
        verify = MD5PasswordHasher.verify

        def note(self, password, encoded):
            seen.append(password)
            return verify(self, password, encoded)

        monkeypatch.setattr(MD5PasswordHasher, "verify", note)
        return seen

    def test_looks_at_no_more_than_ten_guesses(self, enter, person, hashed):
        for number in range(50):
            answer = enter(password=f"guess {number}")

        assert len(hashed) == FOR_A_PERSON
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) > 3500
        assert "Try again at" in answer.content.decode()

    def test_believes_no_header_about_the_address(self, person):
        for number in range(FROM_A_NETWORK + 1):
            answer = Client().post(
                reverse("desk:sign-in"),
                {"username": f"somebody{number}", "password": "x"},
                headers={"x-forwarded-for": f"198.51.100.{number}"},
            )

        assert answer.status_code == 429

    def test_lets_the_owner_in_where_they_have_signed_in_before(self, enter, person):
        browser = enter().browser
        browser.post(reverse("desk:sign-out"))
        for number in range(FOR_A_PERSON):
            enter(password=f"guess {number}")

        assert enter().status_code == 429
        assert enter(browser=browser).url == "/desk/"

    def test_lets_the_owner_in_after_an_hour(self, enter, person):
        with time_machine.travel(NOON, tick=False) as clock:
            for number in range(FOR_A_PERSON):
                enter(password=f"guess {number}")
            clock.shift(timedelta(hours=1))

            assert enter().url == "/desk/"

    def test_takes_no_forged_mark_of_a_known_browser(self, enter, person):
        for number in range(FOR_A_PERSON):
            enter(password=f"guess {number}")
        forger = Client()
        forger.cookies["device"] = '["ruth", "forged"]:1x:signature'

        assert enter(browser=forger).status_code == 429

    def test_counts_codes_too(self, enter, secret):
        browser = enter().browser
        for number in range(FOR_A_PERSON):
            browser.post(reverse("mfa_authenticate"), {"code": f"{number:06}"})

        answer = browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

        assert answer.status_code == 429

    def test_counts_the_present_password_where_it_is_changed(self, enter, person):
        browser = enter().browser
        wanted = {"password1": "another bridge", "password2": "another bridge"}
        for number in range(FOR_A_PERSON):
            browser.post(reverse("account_change_password"), {"oldpassword": f"guess {number}", **wanted})

        answer = browser.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **wanted})

        assert answer.status_code == 429
