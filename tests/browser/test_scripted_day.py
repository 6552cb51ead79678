"""A morning at the desk: a hundred candidates, all decided from the keyboard, without one click."""

from collections import Counter

import pytest
from playwright.sync_api import expect

from claims.models import AuditEntry, Claim
from claims.models.audit import broken_entries
from tests.browser.test_desk_keys import expect_chosen, expect_note
from tests.factories import AppearanceFactory, ArticleFactory, UserFactory, accepted_claim

pytestmark = pytest.mark.django_db(transaction=True)

COUNT = 100
COUNT_POINTERS = """
    window.pointers = 0;
    for (const kind of ["pointerdown", "mousedown", "touchstart"])
        addEventListener(kind, () => { window.pointers += 1; }, true);
"""


@pytest.fixture
def person():
    return UserFactory(role="Editor")


@pytest.fixture
def morning():
    """A hundred candidates of five articles, and the claim held that one of them repeats."""
    accepted_claim(claim__text="The harbour dam of Estwick is safe")
    for number in range(COUNT):
        if number % 20 == 0:
            words = [f"statement {number + at:03} holds" for at in range(20)]
            text = "\n\n".join(f"Ana Alpha said {each}." for each in words)
            article = ArticleFactory(text=text)
        start = text.index(words[number % 20])
        AppearanceFactory(
            article=article,
            start=start,
            end=start + len(words[number % 20]),
            claim__text=words[number % 20],
            claim__checkworthiness=0.99 - number / 200,
        )


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def statement(number):
    return f"statement {number:03} holds"


class TestScriptedDay:
    def test_triages_a_hundred_candidates_without_a_click(self, open_desk, morning):
        page = open_desk()
        page.add_init_script(COUNT_POINTERS)
        page.reload()
        expect_chosen(page, statement(0))

        # One by one: four accepted, sixteen dismissed for one reason or another; each shows the next.
        for number in range(20):
            press(page, *("a" if number % 5 == 0 else f"d{number % 5}"))
            expect_chosen(page, statement(number + 1))

        # A slip, taken back.
        press(page, "d", "1")
        expect_note(page, f"Dismissed: “{statement(20)}”")
        press(page, "u")
        expect_chosen(page, statement(20))

        # One that is held already: found by its words, merged, and gone from the list.
        press(page, "m")
        page.keyboard.type("estwick dam")
        press(page, "Enter")
        expect(page.locator(".held__words")).to_have_text("The harbour dam of Estwick is safe")
        press(page, "1")
        expect_note(page, f"Merged: “{statement(20)}”")
        expect_chosen(page, statement(21))

        # Nine at once, from the first tick to the last; then all of it undone, and done for another reason.
        press(page, "x", *"jjjjjjjj", "X")
        expect(page.locator("[data-count]")).to_have_text("9 ticked:")
        press(page, "d", "2")
        expect_note(page, "Dismissed: 9 claims")
        press(page, "u")
        expect_note(page, "Back in triage: 9 claims")
        expect_chosen(page, statement(21))
        press(page, "x", *"jjjjjjjj", "X", "d", "3")
        expect_note(page, "Dismissed: 9 claims")
        expect_chosen(page, statement(30))

        # The rest, page by page: every tenth is accepted on the way, what lies between goes in one act.
        for number in range(30, COUNT, 10):
            press(page, "a")
            expect_chosen(page, statement(number + 1))
            press(page, "x", *"jjjjjjjj", "X", "d", "3")
            expect_note(page, "Dismissed: 9 claims")
            if number + 10 < COUNT:
                expect_chosen(page, statement(number + 10))
        expect(page.locator(".list")).to_contain_text("Nothing waits here")

        assert page.evaluate("window.pointers") == 0
        statuses = Counter(Claim.objects.values_list("status", flat=True))
        assert statuses == {"accepted": 4 + 7 + 1, "dismissed": 16 + 9 + 63, "merged": 1}
        assert not list(broken_entries(AuditEntry.objects.order_by("pk")))

    def test_goes_anywhere_from_the_command_palette(self, open_desk, morning):
        page = open_desk()
        page.keyboard.press("Control+k")
        expect(page.locator("#command")).to_be_focused()
        page.keyboard.type("opinion")
        expect(page.locator("#commands [aria-selected=true]")).to_contain_text("Dismiss: Opinion")
        page.keyboard.press("Enter")
        expect_note(page, f"Dismissed: “{statement(0)}”")

        page.keyboard.press("Control+k")
        page.keyboard.type("figures")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Figures", exact=True)).to_be_visible()

        page.keyboard.press("Control+k")
        page.keyboard.type("statement 042")
        page.keyboard.press("Enter")
        expect(page.locator(".row")).to_have_count(1)
        expect_chosen(page, statement(42))

    def test_types_ahead_into_a_field_that_is_still_to_come(self, open_desk, morning):
        page = open_desk()
        expect_chosen(page, statement(0))
        page.keyboard.press("j")
        page.keyboard.press("m")
        page.keyboard.type("estwick")
        press(page, "Enter", "1")
        expect_note(page, f"Merged: “{statement(1)}”")

        assert Claim.objects.filter(status="dismissed").count() == 0

    def test_shows_every_key_in_its_help(self, open_desk, morning):
        page = open_desk()
        page.keyboard.press("?")
        keys = page.get_by_role("dialog").locator("kbd").all_inner_texts()
        assert {"j", "k", "Enter", "a", "d", "u", "x", "m", "?"} <= set(keys)
