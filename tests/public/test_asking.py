"""A reader asks us to check a claim, and looks what became of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import ReaderRequest
from claims.public.forms import opened_at

pytestmark = pytest.mark.django_db
ASK = "/ask/"
SENT = {
    "words": "The dam will break this winter.",
    "link": "https://talk.example/dam?page=2",
    "outlet": "A group of neighbours",
    "why": "My mother lives below it.",
}


def send(client, address="192.0.2.1", **changes):
    proof = {"opened": opened_at(timezone.now() - timedelta(seconds=9))}
    return client.post(ASK, SENT | proof | changes, REMOTE_ADDR=address)


class TestWay:
    @pytest.mark.parametrize("address", ["/", "/search/", "/corrections/", "/how-we-work/"])
    def test_leads_here_from_every_page(self, client, address):
        assert 'href="/ask/"' in client.get(address).content.decode()

    def test_leads_here_with_the_words_that_a_search_did_not_find(self, client):
        page = client.get("/search/", {"q": 'no "dam" & <b>'}).content.decode()
        link = page.partition('href="/ask/?')[2].partition('"')[0]

        assert "no &quot;dam&quot; &amp; &lt;b&gt;</textarea>" in client.get(f"{ASK}?{link}").content.decode()

    @pytest.mark.parametrize("words", ["\0", "x" * 200_000, "\x07"])
    def test_survives_what_nobody_searched_for(self, client, words):
        assert client.get(ASK, {"q": words}).status_code == 200


class TestAsk:
    def test_keeps_what_was_sent_and_leads_to_a_page_that_shows_none_of_it(self, client):
        response = send(Client(enforce_csrf_checks=True))

        request = ReaderRequest.objects.get()
        page = client.get(response.url)
        assert {name: getattr(request, name) for name in SENT} == SENT
        assert response.url == f"/ask/{request.key}/"
        assert not any(words in page.content.decode() for words in SENT.values())
        assert "It has come" in page.content.decode()
        for answer in (response, page, client.get(ASK)):
            assert "no-store" in answer["Cache-Control"]
            assert not answer.cookies
        assert '<meta name="robots" content="noindex">' in page.content.decode()

    def test_sent_twice_is_one_request(self, client):
        assert send(client).url == send(client).url

    def test_needs_no_more_than_words_and_a_place(self, client):
        assert send(client, why="", link="").status_code == 302
        assert send(client, why="", outlet="").status_code == 302

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"words": ""}, "Say what was claimed"),
            ({"words": "no"}, "at least 10"),
            ({"words": "x" * 200_000}, "at most 2000"),
            ({"words": "The dam\0 will break."}, "U+0000"),
            ({"link": "", "outlet": " "}, "Say where you saw it"),
            ({"link": "javascript:alert(1)"}, "This is no link"),
            ({"link": "ftp://talk.example/dam"}, "This is no link"),
            ({"link": "https://me:secret@talk.example/"}, "This is no link"),
            ({"link": "https://talk.example/" + "x" * 1_000}, "at most 1000"),
            ({"outlet": "x" * 201}, "at most 200"),
            ({"why": "x" * 2_001}, "at most 2000"),
            ({"website": "https://spam.example"}, "there for programs"),
        ],
    )
    def test_says_what_is_wrong_with_it_and_loses_nothing(self, client, changes, sentence):
        response = send(client, **changes)

        page = response.content.decode()
        assert response.status_code == 422
        assert sentence in page
        assert "My mother lives below it." in page or "why" in changes
        assert not ReaderRequest.objects.exists()

    def test_shows_scripts_as_words(self, client):
        page = send(client, words="<script>alert(1)</script>", link="x y").content.decode()

        assert "<script" not in page
        assert "&lt;script&gt;alert(1)" in page


class TestStatusPage:
    @pytest.mark.parametrize("key", ["x" * 22, "short", "x" * 300])
    def test_is_not_to_be_guessed(self, client, key):
        send(client)

        assert client.get(f"/ask/{key}/").status_code == 404
