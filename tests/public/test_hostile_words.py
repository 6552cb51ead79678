"""Whatever a field holds is words: no view lets it become markup, and every format still parses."""

import json
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from xml.etree import ElementTree

import feedparser
import pytest
import time_machine
from PIL import Image

from tests.factories import NINE
from tests.hostile import hostile, publish_hostile

pytestmark = pytest.mark.django_db
ON_PAGES = {"a", "b", "bdi", "div", "h1", "h2", "h3", "li", "p", "q", "script", "time", "title", "ul"}


@pytest.fixture(scope="module")
def record(for_all):
    with for_all():
        yield publish_hostile()


@pytest.fixture
def addresses(record):
    """Every page that shows the words, by name."""
    path = record.record["url"].removeprefix("http://127.0.0.1:8000")
    base = f"/claims/{record.public_id}"
    return {
        "front": "/",
        "page": path,
        "version": f"{base}/v1/",
        "embed": f"{base}/embed/",
        "corrections": "/corrections/",
        "search": "/search/?q=claim",
        "topic": "/topics/hostile/",
        "changes": f"{base}/v1/to/v2/",
        "report": f"/report-an-error/{record.public_id}/",
    }


class Elements(HTMLParser):
    """The elements of a page with their attributes, and what its scripts hold."""

    def __init__(self, page: str):
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data):
        if self.cdata_elem == "script":
            self.scripts[-1] += data


def assert_harmless(page: str) -> Elements:
    """No element or attribute that could run, but data."""
    read = Elements(page)
    assert ON_PAGES & {tag for tag, _ in read.found}
    for tag, attributes in read.found:
        assert tag not in ("img", "svg", "object", "embed", "iframe"), tag
        assert tag != "script" or attributes == {"type": "application/ld+json"}
        assert not [name for name in attributes if name.startswith("on") or name == "hacked"]
        address = attributes.get("href") or attributes.get("src") or attributes.get("cite") or ""
        assert not address.lower().startswith(("javascript:", "data:text", "vbscript:"))
    return read


class TestPages:
    def test_have_no_element_that_somebody_typed(self, client, addresses):
        for name, address in addresses.items():
            page = client.get(address).content.decode()
            assert "window.hacked" in page, name
            assert_harmless(page)
            assert "<script>window" not in page

    def test_keep_the_words_in_their_markup(self, client, addresses, record):
        (data,) = assert_harmless(client.get(addresses["page"]).content.decode()).scripts

        markup = json.loads(data)

        assert markup["claimReviewed"] == record.record["claim_reviewed"] == hostile("claim")
        assert markup["itemReviewed"]["author"][0]["name"] == hostile("speaker")


class TestFormats:
    def test_of_feeds_parse_and_hold_only_text(self, client, record):
        for name in ("feed", "corrections/feed"):
            atom = feedparser.parse(client.get(f"/{name}.atom").content, sanitize_html=False)
            items = client.get(f"/{name}.json").json()["items"]
            assert not atom.bozo
            assert [entry.title for entry in atom.entries] == [item["title"] for item in items]
            assert hostile("claim") in items[0]["title"]
            for html in [entry.summary for entry in atom.entries] + [item["content_html"] for item in items]:
                assert {tag for tag, _ in Elements(html).found} <= {"p", "b"}
                assert hostile("correction", 20) in unescape(html)

    def test_of_sitemaps_parse(self, client, record):
        with time_machine.travel(NINE, tick=False):
            for name in ("sitemap", "sitemap-pages", "sitemap-verdicts-1", "sitemap-news"):
                words = "".join(ElementTree.fromstring(client.get(f"/{name}.xml").content).itertext())  # noqa: S314
        assert hostile("claim") in words

    def test_of_oembed_parses_and_holds_one_frame(self, client, record):
        told = client.get("/oembed/", {"url": record.record["url"]}).json()

        ((tag, attributes),) = Elements(told["html"]).found
        assert tag == "iframe"
        assert hostile("claim") in attributes["title"]

    def test_of_the_api_parses_and_is_never_read_as_a_page(self, client, record):
        response = client.get(f"/api/v1/claims/{record.public_id}/")

        assert response.json() == record.record
        assert response["Content-Type"] == "application/json"
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_of_the_card_is_a_picture(self, client, record):
        drawn = client.get(f"/claims/{record.public_id}/v2/card.png").content

        assert Image.open(BytesIO(drawn)).size == (1200, 630)


class TestPolicy:
    def test_lets_no_page_run_what_it_holds(self, client, admin_client, addresses):
        desk = ["/desk/", "/desk/sign-in/", "/admin/", "/api/v1/docs/", "/nowhere/"]
        for address in [*addresses.values(), *desk]:
            policy = admin_client.get(address, follow=True)["Content-Security-Policy"]
            assert "unsafe" not in policy, address
            assert "default-src 'none'" in policy, address
