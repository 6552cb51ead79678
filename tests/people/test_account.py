"""One's own account: two-factor sign-in, recovery codes, the password, sessions."""

import re
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from claims.models import Article, AuditEntry, DemoPerson
from tests.people.conftest import PASSWORD, code_of

SET_UP, CODES = reverse("mfa_activate_totp"), reverse("mfa_view_recovery_codes")
ACCOUNT = reverse("desk:account")


def set_up(browser):
    """Set two-factor sign-in up as an app would; give its key."""
    page = browser.get(SET_UP).content.decode()
    secret = re.search(r'class="key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    assert browser.post(SET_UP, {"code": code_of(secret)}).url == CODES
    return secret


def codes_on(page):
    return [code.replace(" ", "") for code in re.findall(r"<code>(\d{4} \d{4})</code>", page)]


@pytest.mark.usefixtures("required")
class TestRequireTwoFactor:
    @pytest.mark.parametrize("role", ["Editor", "Standards editor", "Administrator"])
    def test_leads_whoever_approves_or_gives_roles_to_set_it_up(self, make_person, enter, role):
        make_person(role=role)
        browser = enter().browser

        answer = browser.get("/desk/reviews/?list=waiting")

        assert answer.url == SET_UP

    def test_leads_a_superuser_too_also_from_the_administration(self, make_person, enter):
        make_person(role=None, is_superuser=True, is_staff=True)
        browser = enter().browser

        assert browser.get("/admin/", follow=True).redirect_chain[-1][0] == SET_UP

    def test_leads_on_to_where_somebody_wanted_to_go(self, person, enter):
        browser = enter(next="/desk/reviews/?list=waiting").browser
        browser.get("/desk/reviews/?list=waiting")

        set_up(browser)

        assert 'href="/desk/reviews/?list=waiting"' in browser.get(CODES).content.decode()
        assert browser.get("/desk/reviews/?list=waiting").status_code == 200

    def test_asks_nothing_of_a_reporter(self, make_person, enter):
        make_person(role="Reporter")

        assert enter().browser.get("/desk/").status_code == 200

    def test_asks_nothing_of_the_invented_people_of_a_demo(self, person, enter):
        DemoPerson.objects.create(user=person)

        assert enter().browser.get("/desk/").status_code == 200

    def test_asks_at_the_next_request_after_a_promotion_and_keeps_what_was_typed(self, make_person, enter):
        reporter = make_person(role="Reporter")
        browser = enter().browser
        reporter.groups.add(Group.objects.get(name="Editor"))

        answer = browser.post(reverse("desk:paste"), {"text": "Half a page of careful words."})

        assert answer.status_code == 403
        assert "Half a page of careful words." in answer.content.decode()
        assert not Article.objects.exists()

    def test_asks_a_session_that_was_begun_otherwise_for_a_code(self, person, secret):
        browser = Client()
        browser.force_login(person)
        confirm = browser.get("/desk/reviews/").url

        answer = browser.post(confirm, {"code": code_of(secret), "next": "/desk/reviews/"})

        assert confirm.startswith(reverse("mfa_reauthenticate"))
        assert answer.url == "/desk/reviews/"
        assert browser.get("/desk/reviews/").status_code == 200


class TestSetUp:
    def test_draws_the_key_itself_and_asks_nobody_else_for_it(self, person, enter):
        page = enter().browser.get(SET_UP).content.decode()

        assert "<svg" in page
        assert " style=" not in page
        assert not re.search(r'(src|href)="(https?:)?//', page)

    def test_keeps_the_key_after_a_wrong_code(self, person, enter):
        browser = enter().browser
        before = browser.get(SET_UP).context["key"]

        answer = browser.post(SET_UP, {"code": "000000"})

        assert answer.status_code == 422
        assert answer.context["key"] == before
        assert not Authenticator.objects.exists()

    def test_is_asked_for_a_password_first_when_the_last_proof_is_old(self, person):
        browser = Client()
        browser.force_login(person)

        assert browser.get(SET_UP).url.startswith(reverse("account_reauthenticate"))

    def test_ends_other_sessions_and_is_written_down(self, person, enter):
        other = enter().browser

        set_up(enter().browser)

        assert other.get(ACCOUNT).status_code == 302
        assert AuditEntry.objects.get(move="set_up_two_factor").person == person


class TestRecoveryCodes:
    def test_are_shown_once_with_a_file_of_them(self, person, enter):
        browser = enter().browser
        set_up(browser)

        page = browser.get(CODES)
        codes = codes_on(page.content.decode())

        assert len(set(codes)) == 10
        assert all(code in unquote(page.context["file"]) for code in codes)
        again = browser.get(CODES).content.decode()
        assert not any(code in again.replace(" ", "") for code in codes)

    def test_are_not_shown_to_a_program_that_asks_for_the_head_alone(self, person, enter):
        browser = enter().browser
        set_up(browser)

        assert browser.head(CODES).status_code == 405
        assert codes_on(browser.get(CODES).content.decode())

    def test_are_void_after_others_were_made(self, person, enter):
        browser = enter().browser
        set_up(browser)
        old = codes_on(browser.get(CODES).content.decode())

        browser.post(reverse("mfa_generate_recovery_codes"))
        new = codes_on(browser.get(CODES).content.decode())

        step = enter().browser
        assert step.post(reverse("mfa_authenticate"), {"code": old[0]}).status_code == 422
        assert step.post(reverse("mfa_authenticate"), {"code": new[0]}).status_code == 302
        assert not set(old) & set(new)

    def test_are_counted_on_the_page_of_the_account(self, person, enter, recovery_codes):
        browser = enter().browser
        browser.post(reverse("mfa_authenticate"), {"code": recovery_codes[0]})

        assert "9 recovery codes are left" in browser.get(ACCOUNT).content.decode()


class TestRemove:
    def test_takes_the_proof_from_this_session_and_ends_the_others(self, person, enter, required):
        browser = enter().browser
        set_up(browser)

        browser.post(reverse("mfa_deactivate_totp"))

        assert not Authenticator.objects.exists()
        assert browser.get("/desk/").url == SET_UP


class TestChangePassword:
    NEW = {"password1": "another bridge", "password2": "another bridge"}

    def test_keeps_this_session_and_ends_the_others(self, person, enter):
        here, there = enter().browser, enter().browser

        here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **self.NEW})

        assert here.get(ACCOUNT).status_code == 200
        assert there.get(ACCOUNT).status_code == 302
        assert len(here.get(ACCOUNT).context["sessions"]) == 1
        assert enter(password="another bridge").status_code == 302

    @pytest.mark.parametrize(
        "changes",
        [{"oldpassword": "wrong"}, {"password2": "a slip"}, {"password1": "1234", "password2": "1234"}],
    )
    def test_refuses_and_shows_no_password(self, person, enter, changes):
        browser = enter().browser

        answer = browser.post(
            reverse("account_change_password"), {"oldpassword": PASSWORD, **self.NEW, **changes}
        )

        assert answer.status_code == 422
        assert "bridge" not in answer.content.decode()


class TestSessions:
    def test_are_listed_with_device_address_and_time(self, person, enter):
        firefox = Client(
            headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"},
            REMOTE_ADDR="192.0.2.7",
        )
        enter(browser=firefox)

        (row,) = firefox.get(ACCOUNT).context["sessions"]

        assert row["device"] == "Firefox on Linux"
        assert row["session"].ip == "192.0.2.7"
        assert row["is_this"]

    def test_are_ended_one_by_one(self, person, enter):
        here, there = enter().browser, enter().browser
        other = next(row for row in here.get(ACCOUNT).context["sessions"] if not row["is_this"])

        here.post(reverse("desk:end-session", args=[other["session"].pk]))

        assert there.get("/desk/").status_code == 302
        assert here.get("/desk/").status_code == 200

    def test_are_ended_all_but_this_one(self, person, enter):
        here, others = enter().browser, [enter().browser for _ in range(3)]

        here.post(reverse("desk:end-other-sessions"))

        assert {other.get("/desk/").status_code for other in others} == {302}
        assert here.get("/desk/").status_code == 200

    def test_of_somebody_else_are_left_alone(self, person, make_person, enter):
        make_person("theo")
        mine, theirs = enter().browser, enter("theo").browser
        pk = theirs.get(ACCOUNT).context["sessions"][0]["session"].pk

        assert mine.post(reverse("desk:end-session", args=[pk])).status_code == 404
        assert theirs.get("/desk/").status_code == 200

    def test_take_the_same_number_of_queries_however_many_there_are(
        self, person, enter, django_assert_max_num_queries
    ):
        browser = enter().browser
        for _ in range(12):
            enter()

        with django_assert_max_num_queries(12):
            assert len(browser.get(ACCOUNT).context["sessions"]) == 13

    def test_of_a_closed_account_end_with_the_next_request(self, person, enter):
        browser = enter().browser
        person.is_active = False
        person.save()

        assert browser.get("/desk/").status_code == 302
