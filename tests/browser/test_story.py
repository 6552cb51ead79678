"""The founding story: from a pasted article to a public verdict that two people stand behind."""

import pytest
from playwright.sync_api import expect

from claims.models import Approval, Revision
from tests.factories import UserFactory
from tests.scenarios.conftest import start_worker, worker  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a bridge over the Sorn"
STORY = """Why is the Low Bridge still shut?

Both Mayor Olive Hartnell and Chief Engineer Tomas Brandt have said the bridge was closed to prevent an imminent \
collapse, though neither has provided evidence to support that claim.
"""
CLAIM = "the bridge was closed to prevent an imminent collapse"
SOLE_SOURCE = "The county alone keeps the register."


@pytest.fixture
def sign_in(new_context):
    """Call it for the page of somebody who has signed in through the form."""

    def open_page(username, role):
        person = UserFactory(username=username, first_name=username.title(), last_name="Vale", role=role)
        person.set_password(PASSWORD)
        person.save()
        page = new_context().new_page()
        page.goto("/desk/")
        page.get_by_label("Name").fill(username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        return page

    return open_page


def press(page, key):
    """Press a key once the page listens to keys, which it shows by offering the list of them."""
    page.get_by_role("button", name="Keys").wait_for()
    page.keyboard.press(key)


def paste(page):
    press(page, "n")
    page.get_by_label("The whole text").fill(STORY)
    page.get_by_label("Title").fill("The Low Bridge")
    page.get_by_label("Outlet").fill("The Sorn Courier")
    page.get_by_label("Published").fill("2026-03-04T09:00")
    page.get_by_role("button", name="Submit the article").click()


def write_review(page):
    page.get_by_label("Headline").fill("Nobody has shown that the Low Bridge was about to fall")
    page.get_by_label("Short answer").fill(
        "Neither the mayor nor the engineer has shown a report. We asked both."
    )
    page.get_by_label("Unproven").check()
    page.get_by_role("textbox", name="What we found").fill("## The inspection\n\nIt was **not** published.")
    expect(page.locator("#body-preview strong")).to_have_text("not")
    page.get_by_label("Why we checked it").fill("Nine thousand people cross it each day.")
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_label("Title of the source").fill("Register of inspections")
    page.get_by_label("Publisher").fill("County of Ashwell")
    page.get_by_label("Address").fill("https://ashwell.example/inspections")
    page.get_by_label("Excerpt").fill("Low Bridge: no entry since 2019")
    page.get_by_text("More about this source").click()
    page.get_by_label("Why it has no link or no stored copy").fill("It may be read there and not copied.")
    page.get_by_role("button", name="Save and submit").click()


def ask_both(page):
    """Both were asked by mail; neither has answered yet."""
    press(page, "w")
    expect(page.get_by_text("Not asked yet")).to_have_count(2)
    for left in (1, 0):
        page.get_by_label("What you asked").fill("What shows that the bridge was about to fall?")
        page.get_by_role("button", name="Write it down").click()
        expect(page.get_by_text("Not asked yet")).to_have_count(left)
    press(page, "r")


class TestTellTheFoundingStory:
    def test_goes_from_paste_to_public_verdict_by_two_people(self, sign_in, new_context, worker):  # noqa: F811
        ana = sign_in("ana", "Editor")
        self.triage(ana)
        write_review(ana)
        expect(ana.locator(".note:visible")).to_contain_text("Saved and submitted")
        address = ana.url
        ask_both(ana)

        self.refuse_own_work(ana, address)
        ben = sign_in("ben", "Editor")
        self.waive_the_second_publisher(ben, address)
        self.approve_as_another(ben, address)
        self.publish(ana, address)
        self.read(new_context().new_page())

    def triage(self, ana):
        paste(ana)
        expect(ana.get_by_role("heading", name="1 claim found")).to_be_visible(timeout=20_000)
        ana.get_by_role("link", name="Triage these").click()
        row = ana.locator(".row")
        expect(row).to_have_count(1)
        expect(row).to_contain_text(CLAIM)
        expect(row).to_contain_text("Olive Hartnell · Tomas Brandt")
        expect(row).to_contain_text("None provided")
        expect(ana.locator("#chosen")).to_have_text(CLAIM)
        press(ana, "a")
        expect(ana.locator(".note:visible")).to_contain_text(f"Accepted: “{CLAIM}”")
        ana.get_by_role("link", name="Accepted").click()
        ana.get_by_role("button", name="Open a review").wait_for()
        press(ana, "r")

    def refuse_own_work(self, ana, address):
        expect(
            ana.get_by_text("you edited this revision, and nobody judges their own work").first
        ).to_be_visible()
        assert ana.get_by_role("button", name="Approve").count() == 0
        token = next(cookie["value"] for cookie in ana.context.cookies() if cookie["name"] == "csrftoken")
        form = {"version": str(Revision.objects.get().version), "csrfmiddlewaretoken": token}
        forced = ana.request.post(f"{address}approve/", form=form, headers={"Referer": address})
        assert forced.status == 409
        assert not Approval.objects.exists()

    def waive_the_second_publisher(self, ben, address):
        ben.goto(address)
        ben.get_by_text("Waive “Two independent publishers”").click()
        ben.get_by_label("Why this verdict may do without it").fill(SOLE_SOURCE)
        ben.get_by_role("button", name="Waive it").click()
        expect(ben.locator(".note:visible")).to_contain_text("Waived")

    def approve_as_another(self, ben, address):
        ben.goto(address)
        ben.get_by_role("button", name="Approve as it stands").click()
        expect(ben.locator(".note:visible")).to_contain_text("Approved as it stands")

    def publish(self, ana, address):
        ana.goto(address)
        ana.get_by_role("button", name="Publish now").click()
        expect(ana.get_by_role("link", name="See the public page")).to_be_visible()

    def read(self, reader):
        reader.goto("/")
        reader.get_by_role("link", name=CLAIM).click()
        page = reader.locator("main")
        for words in (
            "Unproven",
            "Olive Hartnell",
            "Tomas Brandt",
            "None provided",
            "Register of inspections",
            SOLE_SOURCE,
            "We asked Tomas Brandt on",
        ):
            expect(page.get_by_text(words).first).to_be_visible()
        (record,) = reader.request.get("/api/v1/claims/").json()["results"]
        assert [speaker["name"] for speaker in record["speakers"]] == ["Olive Hartnell", "Tomas Brandt"]
        assert record["rating"]["slug"] == "unproven"
