"""The queue by keyboard, and the desk where scripts or space are missing."""

import pytest
from playwright.sync_api import expect

from claims.models import AuditEntry, Claim
from tests.factories import AppearanceFactory, ArticleFactory, UserFactory, draft, in_review, published

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = ["the dam is safe", "the road is open", "the mine is shut"]


@pytest.fixture
def claims():
    """Three candidates of one article, the most check-worthy first."""
    text = "\n\n".join(f"Ana Alpha said {words}." for words in WORDS)
    article = ArticleFactory(text=text)
    for number, words in enumerate(WORDS):
        start = text.index(words)
        place = {"article": article, "start": start, "end": start + len(words)}
        AppearanceFactory(**place, claim__text=words, claim__checkworthiness=0.9 - number / 10)
    return article


@pytest.fixture
def person():
    return UserFactory(role="Editor")


def expect_chosen(page, words):
    expect(page.locator(".row[aria-current]")).to_contain_text(words)
    expect(page.locator("#chosen")).to_have_text(words)
    expect(page.locator(".about__words")).to_have_text(words)


def expect_note(page, words):
    expect(page.locator(".note:visible")).to_contain_text(words)


class TestTriageByKeyboard:
    def test_moves_list_article_and_claim_together(self, open_desk, claims):
        page = open_desk()
        expect_chosen(page, WORDS[0])
        for key, words in (("j", WORDS[1]), ("ArrowDown", WORDS[2]), ("j", WORDS[2]), ("k", WORDS[1])):
            page.keyboard.press(key)
            expect_chosen(page, words)

    def test_accepts_dismisses_and_undoes(self, open_desk, claims):
        page = open_desk()
        page.keyboard.press("a")
        expect_note(page, "Accepted: “the dam is safe”")
        expect_chosen(page, WORDS[1])
        page.keyboard.press("d")
        page.keyboard.press("3")
        expect_note(page, "Dismissed: “the road is open”")
        expect_chosen(page, WORDS[2])
        page.keyboard.press("u")
        expect_note(page, "Back in triage: “the road is open”")
        expect_chosen(page, WORDS[1])

        assert sorted(Claim.objects.values_list("text", "status")) == [
            ("the dam is safe", "accepted"),
            ("the mine is shut", "candidate"),
            ("the road is open", "candidate"),
        ]
        assert AuditEntry.objects.get(move="dismiss").reason == "trivial"

    def test_applies_keys_typed_ahead_to_what_they_were_meant_for(self, open_desk, claims):
        page = open_desk()
        for key in "jad2":
            page.keyboard.press(key)
        expect_note(page, "Dismissed: “the mine is shut”")

        assert Claim.objects.get(status="accepted").text == WORDS[1]

    def test_opens_the_claim_and_its_form(self, open_desk, claims):
        page = open_desk()
        page.keyboard.press("e")
        page.get_by_label("The claim").fill("The dam holds.")
        page.keyboard.press("Control+s")
        expect_note(page, "Saved.")
        assert Claim.objects.filter(text="The dam holds.").exists()

    def test_types_in_fields_and_shows_its_keys(self, open_desk):
        page = open_desk("/desk/articles/new/")
        page.get_by_label("Title").press_sequentially("an ad in June?")
        expect(page.get_by_label("Title")).to_have_value("an ad in June?")
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()

    def test_warns_before_it_leaves_unsaved_words(self, open_desk):
        page = open_desk("/desk/articles/new/")
        page.get_by_label("Title").fill("Half a thought")
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.get_by_role("link", name="Queue").click()
        expect(page.get_by_label("Title")).to_have_value("Half a thought")
        assert asked == ["beforeunload"]


class TestWorkWithoutScripts:
    def test_triages_with_forms_alone(self, open_desk, claims):
        page = open_desk(java_script_enabled=False)
        page.get_by_role("button", name="Accept").click()
        expect_note(page, "Accepted: “the dam is safe”")
        page.locator(".about summary", has_text="Dismiss").click()
        page.get_by_role("button", name="Opinion").click()
        expect_note(page, "Dismissed: “the road is open”")
        page.get_by_role("button", name="Undo").click()
        expect_chosen(page, WORDS[1])

    def test_narrows_ticks_and_merges_with_forms_alone(self, open_desk, claims):
        page = open_desk(java_script_enabled=False)
        page.get_by_label("Search claims and speakers").fill("mine")
        page.get_by_role("button", name="Search").click()
        expect_chosen(page, WORDS[2])
        page.locator("summary", has_text="Merge").click()
        page.get_by_label("Words of the claim already held").fill("road")
        page.get_by_role("button", name="Find").click()
        page.get_by_role("button", name="Merge into this one").click()
        expect_note(page, "Merged: “the mine is shut”")
        page.get_by_role("link", name="Take the filters off").first.click()
        for box in page.get_by_role("checkbox").all():
            box.check()
        page.get_by_role("button", name="Accept them").click()
        expect_note(page, "Accepted: 2 claims")


class TestFitTheScreen:
    @pytest.mark.parametrize("width", [320, 360, 768, 1440])
    def test_never_scrolls_sideways(self, open_desk, claims, person, width):
        other = UserFactory(role="Editor")
        reviews = [draft(person), in_review(other), published(person, other)]
        claim = Claim.objects.first().public_id
        places = ["/desk/", f"/desk/claims/{claim}/", "/desk/articles/", f"/desk/articles/{claims.pk}/"]
        places += [
            "/desk/articles/new/",
            "/desk/reviews/?list=published",
            "/desk/reviews/?list=waiting",
            "/desk/tokens/",
            "/desk/figures/",
            "/desk/commands/",
            "/desk/?kind=fact&held=dam",
        ]
        places += [f"/desk/reviews/{revision.pk}/" for revision in reviews]
        page = open_desk(viewport={"width": width, "height": 740})

        for place in places:
            page.goto(place)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, place


class TestLinksByKeyboard:
    def test_are_searched_made_and_undone(self, open_desk, claims, person):
        other = published(UserFactory(role="Reporter"), person).review.claim
        claim = Claim.objects.get(text=WORDS[1])
        page = open_desk()
        page.goto(f"/desk/claims/{claim.public_id}/")

        page.keyboard.press("l")
        page.keyboard.type("dam safe")
        page.keyboard.press("Enter")
        expect(page.locator("[data-found] button")).to_have_count(1)
        page.keyboard.press("1")
        expect_note(page, "Linked: “the dam is safe”")
        assert claim.links.get().other == other
        page.keyboard.press("u")
        expect_note(page, "Link removed: “the road is open”")

        assert not claim.links.exists()
