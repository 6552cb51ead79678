"""Two people at one draft, each in a browser of their own: presence, a takeover, a crash, and both texts."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import F
from playwright.sync_api import expect

from claims.models import EditLock, Revision, UnsavedText
from tests.browser.conftest import base, session_of
from tests.factories import UserFactory, draft

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ana():
    return UserFactory(username="ana", first_name="Ana", last_name="Alder", role="Reporter")


@pytest.fixture
def ben():
    return UserFactory(username="ben", first_name="Ben", last_name="Birk", role="Editor")


@pytest.fixture
def open_as(new_context):
    """Call it for a page in a browser of somebody's own."""

    def open_page(person, address, **options):
        page = new_context(**options).new_page()
        sign_in(page, person, address)
        return page

    return open_page


@pytest.fixture
def address(ana):
    return f"/desk/reviews/{draft(ana).pk}/"


def sign_in(page, person, address):
    """Go to an address as somebody who is signed in."""
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(person), "url": base(page.context)}
    page.context.add_cookies([cookie])
    page.goto(address)


def body(page):
    return page.get_by_role("textbox", name="What we found")


def poll(page):
    """Let the page ask at once who is here, as it does every fifteen seconds."""
    with page.expect_response(lambda response: response.url.endswith("/here/")):
        page.evaluate("""() => {
            const here = document.getElementById("here");
            const swap = {source: here, target: here, select: "#here", swap: "outerHTML"};
            htmx.ajax("POST", here.getAttribute("hx-post"), swap);
        }""")


class TestTwoPeopleAtOneDraft:
    def test_take_over_without_losing_a_word_of_either(self, open_as, ana, ben, address):
        anas = open_as(ana, address)
        body(anas).fill("Ana’s half thought.")
        expect(anas.locator("#kept")).to_contain_text("Kept at")

        bens = open_as(ben, address)
        expect(bens.locator(".held-by")).to_contain_text("Ana Alder has been writing this since")
        expect(bens.locator("#here")).to_contain_text("Ana Alder is writing")
        bens.get_by_role("button", name="Take it over").click()
        expect(bens.locator(".note:visible")).to_contain_text("What Ana Alder has typed is kept for them")

        poll(anas)
        expect(anas.locator(".held-by")).to_contain_text("Ben Birk has been writing this since")
        expect(body(anas)).to_have_value("Ana’s half thought.")
        body(anas).fill("Ana’s half thought, and more.")
        expect(anas.locator("#kept")).to_contain_text("Ben Birk has been writing this since")

        body(bens).fill("Ben’s whole thought.")
        bens.keyboard.press("Control+s")
        expect(bens.locator(".note:visible")).to_contain_text("Saved.")

        self.come_back(open_as, ana, address)

    def come_back(self, open_as, ana, address):
        """Ana’s browser has crashed; Ben has left meanwhile."""
        EditLock.objects.update(expires_at=F("renewed_at") + (F("expires_at") - F("renewed_at")) / 1000000)
        page = open_as(ana, address)
        expect(page.locator(".unsaved")).to_contain_text("Ben Birk took the writing over from you then")
        page.get_by_role("link", name="See it beside what is saved").click()
        row = page.get_by_role("row", name="What we found")
        expect(row.locator("del").first).to_contain_text("Ben")
        expect(row.locator("ins").first).to_contain_text("Ana")
        page.get_by_role("link", name="Go on with it").click()
        expect(body(page)).to_have_value("Ana’s half thought, and more.")
        page.get_by_role("radio", name="Take mine, as it stands in the form for what we found").check()
        page.keyboard.press("Control+s")
        expect(page.locator(".note:visible")).to_contain_text("Saved.")
        assert Revision.objects.get().body == "Ana’s half thought, and more."
        assert not UnsavedText.objects.filter(closed_at=None, person=ana).exists()

    def test_throw_away_what_was_left_by_a_crash(self, open_as, ana, address):
        page = open_as(ana, address)
        page.get_by_label("Headline").fill("Half a headline")
        expect(page.locator("#kept")).to_contain_text("Kept at")
        page.context.close()

        page = open_as(ana, address)
        page.get_by_role("button", name="Throw it away").click()
        expect(page.locator(".note:visible")).to_contain_text("Thrown away.")
        expect(page.locator(".unsaved")).to_have_count(0)

    def test_keep_the_words_in_the_page_until_one_has_signed_in_again(
        self, browser, live_server, open_as, ana, address
    ):
        page = browser.new_context(base_url=live_server.url).new_page()  # refusals are errors in its console
        sign_in(page, ana, address)
        Session.objects.all().delete()
        body(page).fill("Typed while signed out.")
        expect(page.locator("#kept")).to_contain_text("Not kept. You are signed out")
        assert not UnsavedText.objects.exists()

        sign_in(page.context.new_page(), ana, "/desk/")
        expect(page.locator("#kept")).to_contain_text("Kept at")
        assert "Typed+while+signed+out." in UnsavedText.objects.get().fields
        page.context.close()

    def test_read_and_take_over_without_scripts(self, open_as, ana, ben, address):
        open_as(ana, address)
        page = open_as(ben, address, java_script_enabled=False)
        expect(page.locator("#here")).to_contain_text("Ana Alder is writing")
        page.get_by_role("button", name="Take it over").click()
        body(page).fill("By form alone.")
        page.get_by_role("button", name="Save Ctrl s").click()
        expect(page.locator(".note:visible")).to_contain_text("Saved.")


class TestFitTheScreen:
    @pytest.mark.parametrize("width", [320, 1440])
    def test_never_scrolls_sideways(self, open_as, ana, ben, address, width):
        pages = [open_as(person, address, viewport={"width": width, "height": 740}) for person in (ana, ben)]
        body(pages[0]).fill("word " * 40 + "x" * 300)
        expect(pages[0].locator("#kept")).to_contain_text("Kept at")
        text = UnsavedText.objects.get()
        pages[0].reload()
        for page in pages:
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        for place in (
            f"{address}unsaved/{text.pk}/",
            f"{address}?edit&kept={text.pk}",
            f"{address}differences/",
        ):
            pages[0].goto(place)
            assert pages[0].evaluate("document.documentElement.scrollWidth") <= width, place
