"""Feeds of verdicts and of corrections, as programs that follow feeds read them."""

import re

import feedparser
import pytest

from claims.models import Speaker, Topic
from claims.public import feeds
from claims.review.correcting import restore_revision, retract_revision
from tests.factories import NINE, UserFactory, accepted_claim, approved, corrected, retracted

FEEDS = ["/feed.atom", "/feed.json", "/corrections/feed.atom", "/corrections/feed.json"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return UserFactory(role="Editor"), UserFactory(role="Editor")


def atom(client, path="/feed.atom"):
    """The feed as a parser reads it; it must find nothing to mend."""
    response = client.get(path)
    read = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert (read.bozo, read.version) == (False, "atom10")
    return read


def items(client, path="/feed.json"):
    return client.get(path).json()["items"]


class TestFeedOfVerdicts:
    def test_has_the_newest_verdicts_first(self, client, publish):
        first, second = publish(text="first"), publish(text="second", rating="true")

        read = atom(client)

        assert [entry.title for entry in read.entries] == ["True: second", "Mostly false: first"]
        assert [entry.link for entry in read.entries] == [second.record["url"], first.record["url"]]
        assert read.feed.title == "Factcheck"
        assert read.entries[0].published_parsed[:5] == (2026, 3, 4, 9, 2)

    def test_shows_the_same_in_both_formats(self, client, people, publish):
        publish(text="a < b & “c”")
        corrected(*people)

        read = [(e.id, e.link, e.title, e.summary, e.updated) for e in atom(client).entries]

        assert read == [
            (i["id"], i["url"], i["title"], i["content_html"], i["date_modified"]) for i in items(client)
        ]

    def test_has_a_correction_as_an_update_of_its_entry(self, client, people, publish):
        live = corrected(*people)
        publish(text="newer")
        retract_revision(
            revision_id=live.pk, editor=people[1], version=live.version, reason="It was forged.", now=NINE
        )

        newest, other = items(client)

        claim = live.review.claim.public_id
        assert (newest["id"], newest["title"]) == (
            f"http://127.0.0.1:8000/claims/{claim}/",
            "Retracted: the dam is safe",
        )
        assert newest["content_html"].index("Retracted") < newest["content_html"].index("Corrected")
        assert other["title"] == "Mostly false: newer"

    def test_of_json_has_what_its_version_requires(self, client, people):
        corrected(*people)

        feed = client.get("/feed.json").json()

        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == "http://127.0.0.1:8000/feed.json"
        (item,) = feed["items"]
        assert item["_factcheck"]["rating"]["slug"] == "false"
        assert item["_factcheck"]["version"] == 2

    def test_says_of_a_retracted_verdict_why_and_no_rating(self, client, people):
        retracted(*people)

        (item,) = items(client)

        assert item["title"] == "Retracted: the dam is safe"
        assert "The report we relied on was forged." in item["content_html"]
        assert "Mostly false" not in str(item)

    def test_shows_nothing_that_is_not_published(self, client, people):
        approved(*people)

        assert not items(client)
        assert not atom(client).entries

    def test_ends_after_so_many(self, client, publish, monkeypatch):
        monkeypatch.setattr(feeds, "ENTRIES", 1)
        publish(text="first")
        publish(text="second")

        assert [item["title"] for item in items(client)] == ["Mostly false: second"]


class TestFeedOfCorrections:
    def test_has_an_entry_for_each_change(self, client, people):
        gone = retracted(*people)
        restore_revision(
            revision_id=gone.pk,
            editor=people[1],
            version=gone.version,
            reason="The report was genuine after all.",
            now=NINE,
        )

        read = atom(client, "/corrections/feed.atom")

        assert [entry.title for entry in read.entries] == [
            "Restored: the dam is safe",
            "Retracted: the dam is safe",
        ]
        assert len({entry.id for entry in read.entries}) == 2
        assert "The report was genuine after all." in read.entries[0].summary

    def test_leaves_first_versions_out(self, client, publish):
        publish()

        assert not items(client, "/corrections/feed.json")


class TestFeedOfASubject:
    @pytest.fixture
    def subjects(self, publish):
        """The pages of a speaker and of a topic with a verdict each, beside other verdicts."""
        claim = accepted_claim(claim__text="one", speakers=["Ben Beta"])
        claim.topics.add(Topic.objects.create(name="Dams", slug="dams"))
        publish(claim=claim)
        publish(text="two")
        return [f"/speakers/{Speaker.objects.get(name='Ben Beta').pk}/ben-beta/", "/topics/dams/"]

    def test_has_its_verdicts_and_no_others(self, client, subjects):
        for page in subjects:
            assert [entry.title for entry in atom(client, f"{page}feed.atom").entries] == [
                "Mostly false: one"
            ]
            assert [item["title"] for item in items(client, f"{page}feed.json")] == ["Mostly false: one"]
            assert f'href="{page}feed.atom"' in client.get(page).content.decode()
            assert client.get(f"{page}feed.json").json()["home_page_url"] == f"http://127.0.0.1:8000{page}"

    def test_asks_the_database_three_times(self, client, subjects, django_assert_num_queries):
        for page in subjects:
            with django_assert_num_queries(3):
                client.get(f"{page}feed.atom")

    def test_tells_who_follows_it_alone_of_a_retraction_until_it_is_undone(self, client, people):
        gone = retracted(*people)
        speaker = Speaker.objects.get(name="Ana Alpha")
        feed = f"/speakers/{speaker.pk}/ana-alpha/feed.json"

        (item,) = items(client, feed)
        assert item["title"] == "Retracted: the dam is safe"
        assert client.get(f"/speakers/{speaker.pk}/ana-alpha/").status_code == 404

        restore_revision(
            revision_id=gone.pk, editor=people[1], version=gone.version, reason="It was genuine.", now=NINE
        )
        assert [item["title"] for item in items(client, feed)] == ["Mostly false: the dam is safe"]

    @pytest.mark.parametrize("page", ["/speakers/999/x/", "/topics/none/"])
    def test_of_nobody_is_not_there(self, client, page):
        assert client.get(f"{page}feed.atom").status_code == 404


class TestEveryFeed:
    @pytest.mark.parametrize("path", FEEDS)
    def test_is_sent_again_only_when_the_ledger_has_grown(self, client, publish, path):
        publish()
        first = client.get(path)
        held = {"if-none-match": first["ETag"]}

        assert (client.get(path, headers=held).status_code, first.status_code) == (304, 200)
        publish()
        assert client.get(path, headers=held).status_code == 200

    @pytest.mark.parametrize("path", FEEDS)
    def test_asks_the_database_twice_however_many_verdicts(
        self, client, people, path, django_assert_num_queries
    ):
        for _ in range(3):
            retracted(*people)

        with django_assert_num_queries(2):
            client.get(path)
        tag = client.get(path)["ETag"]
        with django_assert_num_queries(1):
            client.get(path, headers={"if-none-match": tag})

    def test_is_named_in_the_heads_of_pages(self, client):
        assert '<link rel="alternate" type="application/atom+xml"' in client.get("/").content.decode()
        page = client.get("/corrections/").content.decode()
        assert 'href="/corrections/feed.atom"' in page
        assert 'href="/feed.json"' in page


class TestFeedOfASpeaker:
    @pytest.mark.parametrize("name", ["Ana Alpha", "أحمد بن يوسف"])
    def test_is_where_their_page_says(self, client, publish, name):
        record = publish(claim=accepted_claim(speakers=[name])).record
        page = client.get(f"/speakers/{record['speakers'][0]['id']}/", follow=True).content.decode()

        feeds = re.findall('href="(/speakers/[^"]*feed[^"]*)"', page)

        assert len(set(feeds)) == 2
        assert all(client.get(feed).status_code == 200 for feed in feeds)
