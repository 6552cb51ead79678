"""The second step of signing in."""

import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.people.conftest import code_of

STEP = reverse("mfa_authenticate")


def is_in(browser):
    return browser.get("/desk/articles/").status_code == 200


class TestSecondStep:
    def test_is_asked_of_whoever_has_set_it_up(self, enter, secret):
        answer = enter()

        assert answer.url == STEP
        assert not is_in(answer.browser)

    def test_lets_in_with_the_code_that_the_app_shows_to_where_somebody_wanted_to_go(self, enter, secret):
        browser = enter(next="/desk/reviews/").browser

        answer = browser.post(STEP, {"code": code_of(secret)})

        assert answer.url == "/desk/reviews/"
        assert is_in(browser)

    def test_takes_a_code_with_a_blank_in_it(self, enter, secret):
        browser, code = enter().browser, code_of(secret)

        browser.post(STEP, {"code": f"{code[:3]} {code[3:]}"})

        assert is_in(browser)

    @pytest.mark.parametrize("code", ["000000", "", "null\0", "x" * 5000, "𝟙𝟚𝟛𝟜𝟝𝟞", "'; DROP TABLE"])
    def test_refuses_everything_else(self, enter, secret, code):
        browser = enter().browser

        assert browser.post(STEP, {"code": code}).status_code == 422
        assert not is_in(browser)

    def test_takes_no_code_twice(self, enter, secret):
        with time_machine.travel("2026-03-04T09:00:05Z", tick=False):
            code = code_of(secret)
            first, second = enter().browser, enter().browser

            first.post(STEP, {"code": code})
            answer = second.post(STEP, {"code": code})

        assert "used already" in answer.content.decode()

    @pytest.mark.parametrize("minutes", [-5, 5])
    def test_takes_no_code_of_another_time(self, enter, secret, minutes):
        with time_machine.travel("2026-03-04T09:00:05Z", tick=False):
            browser = enter().browser
            code = code_of(secret, time.time() + minutes * 60)

            assert browser.post(STEP, {"code": code}).status_code == 422

    def test_takes_a_recovery_code_once(self, enter, recovery_codes):
        first, second = enter().browser, enter().browser

        first.post(STEP, {"code": recovery_codes[3]})
        answer = second.post(STEP, {"code": recovery_codes[3]})

        assert is_in(first)
        assert answer.status_code == 422

    def test_is_nothing_without_the_first(self, db):
        assert Client().get(STEP).url == reverse("desk:sign-in")

    def test_can_be_left_to_sign_in_as_somebody_else(self, enter, secret):
        browser = enter().browser

        browser.post(reverse("desk:sign-out"))

        assert browser.get(reverse("desk:sign-in")).status_code == 200

    def test_is_refused_to_a_closed_account(self, enter, person, secret):
        browser = enter().browser
        person.is_active = False
        person.save()

        browser.post(STEP, {"code": code_of(secret)})

        assert not is_in(browser)

    def test_begins_another_session(self, enter, secret):
        browser = enter().browser
        before = browser.cookies["sessionid"].value

        browser.post(STEP, {"code": code_of(secret)})

        assert browser.cookies["sessionid"].value != before

    def test_keeps_no_key_that_can_be_read_in_the_database(self, secret):
        held = Authenticator.objects.get(type="totp")

        assert secret not in str(held.data)
        assert held.wrap().validate_code(code_of(secret))
