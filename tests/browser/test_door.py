"""Signing in with two factors, in a browser, with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.factories import UserFactory
from tests.people.conftest import PASSWORD, code_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(settings):
    """An editor of a newsroom that is no demo."""
    settings.REQUIRE_TWO_FACTOR = True
    person = UserFactory(username="ruth", role="Editor", first_name="Ruth", last_name="Ashgrove")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(page, address="/desk/"):
    page.goto(address)
    page.get_by_label("Name").fill("ruth")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def set_up(page):
    """Do what the page says; give the key."""
    expect(page.get_by_role("heading", name="Set up two-factor sign-in")).to_be_visible()
    expect(page.locator(".qr svg path")).to_be_visible()
    page.get_by_text("The picture cannot be scanned").click()
    secret = page.locator(".key").inner_text().replace(" ", "")
    page.get_by_label("The code that the app shows now").fill(code_of(secret))
    page.get_by_role("button", name="Set it up").click()
    return secret


@pytest.mark.parametrize("has_scripts", [True, False])
class TestDoor:
    def test_leads_from_a_password_over_the_set_up_to_the_desk_and_back_by_a_recovery_code(
        self, new_context, person, has_scripts
    ):
        page = new_context(java_script_enabled=has_scripts, accept_downloads=True).new_page()
        sign_in(page, "/desk/articles/")
        set_up(page)
        codes = [code.replace(" ", "") for code in page.locator(".codes code").all_inner_texts()]
        with page.expect_download() as download:
            page.get_by_role("link", name="Download them").click()
        kept = download.value.path().read_text()
        page.get_by_role("link", name="I have kept them").click()

        expect(page.get_by_role("heading", name="Articles", exact=True)).to_be_visible()
        assert download.value.suggested_filename == "recovery-codes.txt"
        assert len(codes) == 10
        assert all(code in kept for code in codes)

        elsewhere = new_context(java_script_enabled=has_scripts).new_page()
        sign_in(elsewhere)
        elsewhere.get_by_label("Code").fill(codes[0])
        elsewhere.get_by_role("button", name="Sign in", exact=True).click()
        expect(elsewhere).to_have_title("Queue · Factcheck")

    def test_shows_the_account_on_a_phone_without_scrolling_sideways(self, new_context, person, has_scripts):
        context = new_context(java_script_enabled=has_scripts, viewport={"width": 360, "height": 740})
        page = context.new_page()
        sign_in(page)
        set_up(page)
        page.goto("/desk/account/")

        expect(page.get_by_text("this one")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
