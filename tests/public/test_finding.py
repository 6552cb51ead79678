"""What search engines are told: robots.txt and the sitemaps."""

from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
import time_machine

from claims.publication import sitemaps
from tests.factories import NINE, UserFactory, corrected, retracted

SITE = "http://127.0.0.1:8000"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return UserFactory(role="Editor"), UserFactory(role="Editor")


@pytest.fixture
def read(client):
    """The parsed answer at an address."""

    def read(path):
        response = client.get(path)
        assert response["Content-Type"] == "application/xml; charset=utf-8"
        return ElementTree.fromstring(response.content)  # noqa: S314 - our own words

    return read


def told(tree, name):
    return [found.text for found in tree.iterfind(f".//{name}", NAMES)]


class TestSitemap:
    def test_lists_every_verdict_with_its_last_change(self, read, people, publish):
        record, live = publish(), corrected(*people)

        tree = read("/sitemap-verdicts-1.xml")

        assert dict(zip(told(tree, "s:loc"), told(tree, "s:lastmod"), strict=True)) == {
            record.record["url"]: "2026-03-04T09:02:00+00:00",
            f"{SITE}/claims/{live.review.claim.public_id}/{live.review.slug}/": "2026-03-04T09:07:00+00:00",
        }

    def test_leaves_out_what_was_retracted(self, client, people):
        retracted(*people)

        assert client.get("/sitemap-verdicts-1.xml").status_code == 404
        assert "sitemap-verdicts" not in client.get("/sitemap.xml").content.decode()

    def test_is_one_of_several_that_the_index_lists(self, read, people, publish, monkeypatch):
        monkeypatch.setattr(sitemaps, "SIZE", 2)
        publish(text="first")
        corrected(*people)  # takes the numbers 2 and 3, of which 2 is no more

        index = read("/sitemap.xml")

        parts = [f"/sitemap-verdicts-{part}.xml" for part in (1, 2)]
        assert told(index, "s:loc") == [f"{SITE}/sitemap-pages.xml", *(SITE + part for part in parts)]
        assert told(index, "s:lastmod") == ["2026-03-04T09:02:00+00:00", "2026-03-04T09:07:00+00:00"]
        assert [len(told(read(part), "s:loc")) for part in parts] == [1, 1]

    @pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-verdicts-1.xml", "/sitemap-news.xml"])
    def test_asks_the_database_twice_and_is_sent_again_only_when_the_ledger_has_grown(
        self, client, publish, path, django_assert_num_queries
    ):
        for _ in range(3):
            publish()

        with django_assert_num_queries(2):
            first = client.get(path)
            assert first.content
        held = {"if-none-match": first["ETag"]}
        assert client.get(path, headers=held).status_code == 304
        publish()
        again = client.get(path, headers=held)
        assert (again.status_code, bool(again.content)) == (200, True)

    def test_names_pages_that_are_there(self, client, read):
        for url in told(read("/sitemap-pages.xml"), "s:loc"):
            assert client.get(url.removeprefix(SITE)).status_code == 200

    def test_of_news_has_what_was_first_published_within_two_days(self, read, people, publish):
        record = publish()
        corrected(*people)

        with time_machine.travel(NINE + timedelta(days=2, minutes=1), tick=False):
            told_then = read("/sitemap-news.xml")
        with time_machine.travel(NINE + timedelta(days=2, minutes=6), tick=False):
            told_later = read("/sitemap-news.xml")

        assert record.record["url"] in told(told_then, "s:loc")
        assert "Mostly false: the dam is safe" in told(told_then, "n:title")
        assert not told(told_later, "s:loc")  # the other was corrected since, and is no news for that

    def test_of_news_gives_the_time_of_publication(self, read, publish):
        publish()

        with time_machine.travel(NINE + timedelta(hours=1), tick=False):
            (at,) = told(read("/sitemap-news.xml"), "n:publication_date")

        assert datetime.fromisoformat(at) == datetime(2026, 3, 4, 9, 2, tzinfo=UTC)


class TestRobots:
    def test_let_programs_read_what_is_for_readers(self, client, publish):
        page = publish().record["url"]
        rules = RobotFileParser()
        rules.parse(client.get("/robots.txt").content.decode().splitlines())

        allowed = [page, f"{SITE}/", f"{SITE}/corrections/", f"{SITE}/api/v1/claims/"]
        refused = [f"{SITE}/desk/reviews/1/", f"{SITE}/admin/", f"{SITE}/api/v1/articles/"]
        refused += [f"{SITE}/api/v1/desk/claims/"]

        assert all(rules.can_fetch("Googlebot", url) for url in allowed)
        assert not any(rules.can_fetch("Googlebot", url) for url in refused)
        assert rules.site_maps() == [f"{SITE}/sitemap.xml", f"{SITE}/sitemap-news.xml"]
        assert "noindex" not in client.get(page.removeprefix(SITE)).content.decode()
