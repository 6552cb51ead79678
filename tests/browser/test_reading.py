"""What a reader meets: everything needed on the first screen of a phone, and nothing that has to run."""

import pytest
from playwright.sync_api import Locator

from tests.factories import UserFactory, accepted_claim, published

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def address():
    """The page of a verdict, long enough to be a test."""
    people = UserFactory(role="Editor"), UserFactory(role="Editor")
    claim = accepted_claim(
        claim__text="Public debt fell from 48.3 percent of GDP in 2022 to 43.1 percent in 2025.",
        speakers=["Ana Alpha", "Ben Beta"],
    )
    answer = "The minister quoted the statistics office correctly. In crowns the debt grew, the economy grew faster."
    review = published(*people, claim=claim, short_answer=f"{answer} {answer}").review
    return f"/claims/{claim.public_id}/{review.slug}/"


class TestVerdictPage:
    def test_shows_claim_speakers_verdict_and_answer_on_a_phones_first_screen(self, page, address):
        page.set_viewport_size(PHONE)
        page.goto(address)

        for part in (".claim__text", ".claim__said", ".rating__word", ".answer__short"):
            box = page.locator(part).bounding_box()
            assert box["y"] + box["height"] <= PHONE["height"]

    @pytest.mark.parametrize("width", [320, 360, 768, 1440])
    def test_never_scrolls_sideways(self, page, address, width):
        page.set_viewport_size({"width": width, "height": 740})

        for place in (address, "/", "/how-we-work/"):
            page.goto(place)
            assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_is_the_same_without_scripts(self, new_context, page, address):
        page.goto(address)
        plain = new_context(java_script_enabled=False).new_page()
        plain.goto(address)

        assert plain.locator("main").inner_text() == page.locator("main").inner_text()

    def test_needs_three_requests(self, page, address):
        requests = []
        page.on("request", lambda request: requests.append(request.url))

        page.goto(address, wait_until="networkidle")

        assert len([url for url in requests if not url.startswith("data:")]) <= 3


class TestPrint:
    def test_says_what_it_is_about_and_where_it_stands_without_what_only_a_screen_can_do(self, page, address):
        page.emulate_media(media="print")
        page.goto(address)

        printed = page.locator("main").inner_text()

        assert page.locator("section", has_text="Cite this").get_by_role("link").last.is_visible()
        assert page.get_by_role("link", name="How we work, version 1").is_visible()
        assert not any(words in printed for words in ("Report an error", "Follow by mail", "Embed this"))


class TestRightToLeft:
    """Words that run from right to left do so on every page, whatever the page's own direction."""

    @pytest.fixture
    def arabic(self):
        people = UserFactory(role="Editor"), UserFactory(role="Editor")
        claim = accepted_claim(
            claim__text="انخفض عدد السكان بنسبة 12%.", speakers=["أحمد بن يوسف (أبو سليم)"]
        )
        return published(*people, claim=claim, short_answer="لا تظهر الأرقام انخفاضا.").review

    @pytest.mark.parametrize(
        "place", ["/claims/{id}/{slug}/", "/claims/{id}/embed/", "/search/?q=انخفض", "/"]
    )
    def test_on_readers_pages(self, page, arabic, place):
        page.goto(place.format(id=arabic.claim.public_id, slug=arabic.slug))

        words = page.locator("main :is(h1, h2)", has_text="انخفض").first
        name = page.locator("bdi", has_text="أحمد").first
        assert [direction(words), direction(name)] == ["rtl", "rtl"]
        assert direction(page.locator(".rating__word").first) == "ltr"

    def test_in_the_answer_from_the_right_edge_on(self, page, arabic):
        page.goto(f"/claims/{arabic.claim.public_id}/{arabic.slug}/")

        label, answer = (page.locator(f".answer__short > {part}").bounding_box() for part in ("b", "span"))
        assert answer["y"] >= label["y"] + label["height"]


def direction(words: Locator) -> str:
    return words.evaluate("each => getComputedStyle(each).direction")


METHODS = {"get", "post", "put", "patch", "delete"}
REACHED = "a[href], button, input, select, textarea, summary"
IN_FOCUS = (
    "element => element === document.activeElement && getComputedStyle(element).outlineStyle === 'solid'"
)


class TestKeyboard:
    def test_reaches_everything_on_a_verdict_page_in_the_order_of_the_page_and_shows_where_it_is(
        self, page, address
    ):
        page.goto(address)

        for each in filter(Locator.is_visible, page.locator(REACHED).all()):
            page.keyboard.press("Tab")
            assert each.evaluate(IN_FOCUS), each.evaluate("element => element.outerHTML")

    def test_skips_to_the_content(self, page, address):
        page.goto(address)

        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        assert page.url.endswith("#content")

    def test_searches_narrows_and_opens_what_is_found(self, page, address):
        page.goto("/")
        self.go_to(page, "#q")
        page.keyboard.type("debt")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=debt")

        self.go_to(page, "summary")
        page.keyboard.press("Enter")
        self.go_to(page, "#id_speaker")
        page.keyboard.type("Beta")
        page.keyboard.press("Enter")
        page.wait_for_url("**speaker=Beta**")
        self.go_to(page, ".verdicts__claim a")
        page.keyboard.press("Enter")

        page.wait_for_url(f"**{address}")

    def go_to(self, page, selector):
        """Press Tab until the first of these is in focus."""
        wanted = page.locator(selector).first
        for _ in range(40):
            page.keyboard.press("Tab")
            if wanted.evaluate(IN_FOCUS):
                return
        pytest.fail(f"The Tab key does not reach {selector}.")


class TestApiDocs:
    def test_show_every_operation_without_help_from_elsewhere(self, page):
        page.goto("/api/v1/docs/")

        page.locator(".opblock-summary-path").first.wait_for()
        document = page.request.get("/api/v1/schema/?format=json").json()
        shown = [*document["paths"].values(), *document["webhooks"].values()]
        described = sum(len(METHODS & methods.keys()) for methods in shown)
        assert page.locator(".opblock").count() == described > 20
