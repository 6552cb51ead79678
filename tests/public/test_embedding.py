"""A verdict on other people's pages."""

import re
from datetime import timedelta
from html import unescape

import pytest

from claims.models import Claim
from claims.review.correcting import retract_revision
from claims.review.merging import merge_claim
from tests.factories import NINE, AppearanceFactory, UserFactory, approved, corrected, published

SITE = "http://127.0.0.1:8000"
pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return UserFactory(role="Editor"), UserFactory(role="Editor")


@pytest.fixture
def ask(client):
    """Ask how the page at an address is embedded."""
    return lambda url, **more: client.get("/oembed/", {"url": url} | more)


def address(claim: Claim, end: str = "embed") -> str:
    return f"/claims/{claim.public_id}/{end}/"


def retract(revision, editor):
    return retract_revision(
        revision_id=revision.pk,
        editor=editor,
        version=revision.version,
        reason="The report we relied on was forged.",
        now=NINE + timedelta(minutes=8),
    )


class TestEmbeddedVerdict:
    def test_may_stand_on_any_page_and_runs_nothing(self, client, publish):
        response = client.get(address(publish().claim))

        policy = response["Content-Security-Policy"]
        assert "frame-ancestors *" in policy
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "X-Frame-Options" not in response
        assert not response.cookies
        assert "<script" not in response.content.decode()

    def test_is_the_only_page_that_may_be_framed(self, client, publish, path):
        for other in (path(publish()), "/", "/corrections/"):
            response = client.get(other)
            assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
            assert response["X-Frame-Options"] == "DENY"

    def test_shows_what_stands_now_and_what_was_changed(self, client, people):
        live = published(*people)
        before = client.get(address(live.review.claim))
        assert "Mostly false" in before.content.decode()

        live = corrected(*people)
        page = client.get(address(live.review.claim)).content.decode()

        assert "An earlier version called the claim mostly false." in page
        assert '<strong class="rating__word">False' in page

    def test_is_asked_for_again_and_then_costs_nothing(self, client, publish):
        path = address(publish().claim)
        first = client.get(path)

        assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304

    def test_says_that_a_verdict_was_retracted_and_nothing_of_it(self, client, people):
        live = published(*people)
        retract(live, people[1])

        response = client.get(address(live.review.claim))

        assert response.status_code == 410
        assert "The report we relied on was forged." in response.content.decode()
        assert "Mostly false" not in response.content.decode()
        assert "frame-ancestors *" in response["Content-Security-Policy"]

    def test_opens_its_links_outside_the_frame(self, client, publish):
        links = re.findall(r"<a [^>]+>", client.get(address(publish().claim)).content.decode())

        assert links
        assert all('target="_blank"' in link and 'rel="noopener"' in link for link in links)


class TestEmbedThis:
    def test_gives_the_element_to_copy(self, client, publish, path):
        record = publish(text="“a” <b> & c")
        page = client.get(path(record)).content.decode()
        (copied,) = re.findall(r"<textarea[^>]*readonly[^>]*>(.*?)</textarea>", page, re.DOTALL)

        assert unescape(copied).startswith(
            f'<iframe src="{SITE}{address(record.claim)}" title="Mostly false: “a” &lt;b'
        )
        assert unescape(copied).endswith("</iframe>")


class TestOEmbed:
    def test_describes_the_verdict_at_an_address(self, ask, publish):
        record = publish()

        answer = ask(record.record["url"])

        told = answer.json()
        assert (told["version"], told["type"], told["title"]) == (
            "1.0",
            "rich",
            "Mostly false: the dam is safe",
        )
        assert f'src="{SITE}{address(record.claim)}"' in told["html"]
        assert told["thumbnail_url"] == f"{SITE}/claims/{record.public_id}/v1/card.png"
        assert answer["Access-Control-Allow-Origin"] == "*"

    def test_is_found_from_the_page(self, client, publish, path):
        page = client.get(path(publish())).content.decode()
        (found,) = re.findall(
            r'<link rel="alternate" type="application/json\+oembed"[^>]* href="([^"]+)">', page
        )

        assert (
            client.get(unescape(found).removeprefix(SITE)).json()["title"] == "Mostly false: the dam is safe"
        )

    def test_keeps_to_the_room_there_is(self, ask, publish):
        told = ask(publish().record["url"], maxwidth="300", maxheight="9999").json()

        assert (told["width"], told["height"]) == (300, 440)
        assert 'width="300"' in told["html"]
        assert "thumbnail_url" not in told

    @pytest.mark.parametrize("wrong", ["0", "-1", "x", "1e9", "٣", "9" * 4000])
    def test_says_which_measure_it_cannot_read(self, ask, publish, wrong):
        answer = ask(publish().record["url"], maxwidth=wrong)

        assert (answer.status_code, "maxwidth" in answer.json()["error"]) == (400, True)

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "/claims/22222/",
            f"{SITE}/",
            f"{SITE}/claims/22222/x/",
            "https://elsewhere.example/claims/{}/x/",
            "http://[",
            f"{SITE}/claims/%ff/",
            "\x00",
            f"{SITE}/claims/" + "a" * 100_000,
        ],
    )
    def test_knows_no_other_address(self, ask, publish, url):
        answer = ask(url.format(publish().public_id) if "{}" in url else url)

        assert (answer.status_code, answer.json()["error"][-1]) == (404, ".")

    def test_has_no_other_format(self, ask, publish):
        assert ask(publish().record["url"], format="xml").status_code == 501


class TestEveryDoor:
    """What is not public is not there, what was merged leads on, what was retracted is gone: as on its page."""

    @pytest.fixture
    def statuses(self, client, ask):
        return lambda claim: {
            client.get(address(claim, "any-slug")).status_code,
            client.get(address(claim)).status_code,
            ask(SITE + address(claim, "any-slug")).status_code,
        }

    def test_hides_what_is_not_public(self, statuses, people):
        assert statuses(approved(*people).review.claim) == {404}

    def test_leads_on_from_what_was_merged(self, statuses, people):
        other = AppearanceFactory().claim
        known = {"editor": people[0], "version": other.version, "now": NINE}
        merge_claim(claim_id=other.pk, into_id=published(*people).review.claim_id, **known)

        assert statuses(other) == {302}

    def test_says_of_what_was_retracted_that_it_is_gone(self, client, ask, people):
        live = published(*people)
        retract(live, people[1])
        claim = live.review.claim

        assert client.get(address(claim)).status_code == 410
        assert ask(SITE + address(claim, live.review.slug)).status_code == 410
