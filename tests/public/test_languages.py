"""Readers' pages in the reader's language: who gets which, what stays in the record's, and that no word is left out."""

import re

import pytest
from django.utils.translation import trans_real

from claims.models import PublicRecord
from claims.public import kept, views
from claims.review.actions import approve_revision, publish_revision
from factcheck.languages import CODES
from tests.factories import NINE, UserFactory, accepted_claim, corrected, retracted, waived
from tests.marking import Marking, Unmarked

pytestmark = pytest.mark.django_db
GERMAN = {"accept-language": "de-AT,de;q=0.9,en;q=0.5"}


def language_of(response) -> str:
    return re.search(r'<html lang="([^"]*)"', response.content.decode())[1]


def head_for_machines(page: str) -> list[str]:
    """What programs read of a page: its markup and what it says of itself where it is shared."""
    return re.findall(
        r'<script.*?</script>|<meta property.*?>|<meta name="desc.*?>|<link rel="canonical".*?>', page
    )


class TestLanguage:
    @pytest.mark.parametrize(
        ("asked", "answered"),
        [
            ("", "en-gb"),
            ("de", "de"),
            ("de-AT,de;q=0.9", "de"),
            ("en-US,de;q=0.5", "en-gb"),
            ("fr, de;q=0.5", "de"),
            ("de;q=0, en", "en-gb"),
            ("fr,xx;q=nonsense,*", "en-gb"),
            ("d" * 5_000 + ",de", "en-gb"),
        ],
    )
    def test_is_the_first_that_the_browser_asks_for_and_we_have(self, client, asked, answered):
        response = client.get("/", headers={"accept-language": asked})

        assert (language_of(response), response["Content-Language"]) == (answered, answered[:2])
        assert "Accept-Language" in response["Vary"]
        assert not response.cookies

    def test_is_the_one_in_the_address_whatever_the_browser_asks_for(self, client):
        german, english = client.get("/de/"), client.get("/en/", headers=GERMAN)

        assert (language_of(german), language_of(english)) == ("de", "en-gb")
        assert "Accept-Language" not in german["Vary"] + english["Vary"]

    def test_stays_as_one_follows_the_links_of_a_page(self, client, publish, path):
        page = client.get(f"/de{path(publish())}").content.decode()

        inside = {
            link for link in re.findall(r'<a [^>]*?href="(/[^"]*)"', page) if not link.startswith("/en/")
        }
        assert {link for link in inside if not link.startswith("/de/")} == {
            link for link in inside if link.startswith(("/api/", "/desk/", "/feed"))
        }
        assert f'<a href="/en{path(PublicRecord.objects.get())}" lang="en" hreflang="en">English</a>' in page
        assert client.get("/de/search/").content.decode().count('action="/de/search/"') == 1

    def test_can_be_chosen_for_the_very_page_with_what_was_asked(self, client):
        page = client.get("/search/?q=dam&topic=").content.decode()

        assert 'href="/de/search/?q=dam&amp;topic=" lang="de"' in page
        assert 'hreflang="x-default" href="http://127.0.0.1:8000/search/?q=dam&amp;topic="' in page

    def test_of_programs_and_the_administration_is_the_newsrooms(self, client, publish, admin_client):
        publish()
        for address in ("/feed.atom", "/api/v1/claims/", "/api/v1/claims/none/", "/sitemap.xml", "/oembed/"):
            asked, plain = client.get(address, headers=GERMAN), client.get(address)
            assert asked.content == plain.content
            assert "Accept-Language" not in asked.get("Vary", "")
        assert language_of(admin_client.get("/admin/", headers=GERMAN, follow=True)) == "en-gb"
        assert client.get("/de/feed.atom").status_code == client.get("/de/desk/").status_code == 404

    def test_leaves_what_programs_read_of_a_page_as_it_is(self, client, publish, path):
        address = path(publish())

        pages = [client.get(f"{start}{address}").content.decode() for start in ("", "/de", "/en")]

        assert head_for_machines(pages[0]) == head_for_machines(pages[1]) == head_for_machines(pages[2])

    def test_of_a_right_to_left_page_turns_the_page(self, client, settings):
        settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]

        assert (
            '<html lang="ar" dir="rtl">'
            in client.get("/", headers={"accept-language": "ar"}).content.decode()
        )

    @pytest.mark.parametrize("address", ["/de", "/de/corrections"])
    def test_survives_an_address_without_its_last_stroke(self, client, address):
        assert client.get(address)["Location"] == f"{address}/"

    def test_survives_a_redirect(self, client, publish, path):
        record = publish()

        assert client.get(f"/de/claims/{record.public_id}/")["Location"] == f"/de{path(record)}"
        assert client.get("/de//evil.example/").status_code == 404


class TestKeptPages:
    def test_are_kept_once_for_each_language_and_not_for_each_header(self, client, publish, monkeypatch):
        publish()
        rendered = []
        render = views.verdict_row
        monkeypatch.setattr(views, "verdict_row", lambda record: rendered.append(1) or render(record))

        for number in range(20):
            client.get("/", headers={"accept-language": f"de-x{number},xx;q=0.{number}"})
            client.get("/", headers={"accept-language": f"en-x{number};q=0.1,tlh"})

        assert len(rendered) == len(kept._pages) == 2

    def test_bear_another_tag_in_each_language(self, client, publish):
        publish()
        german, english = client.get("/", headers=GERMAN)["ETag"], client.get("/")["ETag"]

        assert german != english
        assert client.get("/", headers=GERMAN | {"if-none-match": english}).status_code == 200
        again = client.get("/", headers=GERMAN | {"if-none-match": german})
        assert (again.status_code, "Accept-Language" in again["Vary"]) == (304, True)


class TestGermanPage:
    def test_says_our_words_in_german_and_leaves_the_newsrooms(self, client, publish, path):
        claim = accepted_claim(claim__text="the dam is safe", speakers=["Ana Alpha"])

        page = client.get(f"/de{path(publish(claim=claim))}").content.decode()

        assert '<strong class="rating__word">Größtenteils falsch' in page
        assert "zweite von fünf Stufen, von falsch bis wahr" in page
        assert re.search(r'<h1 [^>]*dir="auto" lang="en">the dam is safe</h1>', page)
        assert re.search(r"Stand: <time datetime=\"2026-03-0\d\">\d\. März 2026</time>", page)

    def test_refuses_in_german_too(self, client, publish, path):
        address = f"/de{path(publish())}"

        assert "Das ist kein Tag." in client.get("/de/search/?since=x").content.decode()
        assert "Geben Sie einen Tag" in client.get(f"{address}?as_of=x").content.decode()
        assert "Unter dieser Adresse" in client.get("/de/nope/").content.decode()
        assert "Unter dieser Adresse" in client.get("/nope/", headers=GERMAN).content.decode()


@pytest.fixture
def marked(client, monkeypatch):
    """Get a page in the language of marks, and give the words in it that are not translated."""
    monkeypatch.setitem(trans_real._translations, "de", Marking())

    def marked(address: str, status: int = 200) -> list[str]:
        response = client.get(address)
        assert response.status_code == status
        return Unmarked(response.content.decode()).found

    return marked


class TestWords:
    def test_of_lists_and_forms_are_all_translated(self, marked, publish):
        record = publish(text="the dam is safe")
        report = f"/de/report-an-error/{record.public_id}"

        for address in ("/de/", "/de/search/", "/de/search/?q=dam", "/de/search/?q=weir", "/de/corrections/"):
            assert marked(address) == [], address
        for address in (f"{report}/", f"{report}/thank-you/", "/de/how-we-work/", "/de/ratings/"):
            assert marked(address) == [], address
        for address in ("/de/ask/", f"/de/follow/claim/{record.public_id}/", "/de/follow/sent/"):
            assert marked(address) == [], address
        assert marked("/de/nope/", 404) == []

    def test_of_a_verdict_its_versions_and_its_frame_are_all_translated(
        self, marked, publish, path, older_record
    ):
        record = publish(known="- One thing", not_known="- Another", why_chosen="It was asked.")
        older_record(record)
        base = f"/de/claims/{record.public_id}"

        for address in (f"/de{path(record)}", f"{base}/v1/", f"{base}/embed/", f"{base}/v1/to/v2/"):
            assert marked(address) == [], address

    def test_of_a_notice_are_all_translated(self, marked):
        claim = retracted(UserFactory(role="Editor"), UserFactory(role="Editor")).review.claim

        for end in ("", "embed/"):
            assert marked(f"/de/claims/{claim.public_id}/{end}", 410 if end else 301) == []
        assert marked("/de/corrections/") == []

    def test_are_told_from_words_that_are_not(self):
        ours, left = "<h1>⟦A <b>word</b>⟧</h1>", '<p title="left">Out <bdi>Ana</bdi></p>'
        page = f'<html lang="de">{ours}{left}<q lang="en">Said</q></html>'

        assert Unmarked(page).found == ["left", "Out"]


def test_names_in_addresses_are_those_of_the_settings():
    assert CODES == {"en": "en-gb", "de": "de"}


class TestWordsOfOurs:
    """What a record says in words of ours is translated; what stays as the newsroom wrote it is marked."""

    def test_name_a_waived_requirement(self, client):
        author, editor = UserFactory(role="Editor"), UserFactory(role="Editor")
        revision = waived(author, editor)
        for act in (approve_revision, publish_revision):
            revision = act(revision_id=revision.pk, editor=editor, version=revision.version, now=NINE)
        claim = revision.review.claim

        page = client.get(f"/de/claims/{claim.public_id}/", follow=True).content.decode()

        assert "<span>Zwei unabhängige Herausgeber</span>" in page
        assert '<span dir="auto" lang="en">Nobody else has inspected the dam.</span>' in page

    def test_say_what_a_rating_was_and_is(self, client):
        claim = corrected(UserFactory(role="Editor"), UserFactory(role="Editor")).review.claim

        page = client.get(f"/de/claims/{claim.public_id}/v1/to/v2/").content.decode()

        assert re.search(r'<h2>Bewertung</h2>\s*<div class="changed" dir="auto">.*[Ff]alsch', page)
        assert re.search(r'<h2>Überschrift</h2>\s*<div class="changed" dir="auto" lang="en">', page)
