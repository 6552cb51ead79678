"""Readers' requests at the desk, from what was sent to what its sender sees."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.models import AuditEntry, Claim, ReaderRequest
from tests.factories import NINE, UserFactory, accepted_claim, sent_request

pytestmark = pytest.mark.django_db
LIST = "/desk/requests/"


@pytest.fixture
def asked(db):
    return sent_request(mail="reader@example.org", link="https://talk.example/dam")


def press(client, name, request, **data):
    version = ReaderRequest.objects.get(pk=request.pk).version
    return client.post(reverse(f"desk:{name}", args=[request.pk]), {"version": version, **data}, follow=True)


def status(client, request):
    return client.get(f"/ask/{request.key}/").content.decode()


class TestList:
    def test_has_the_oldest_first_and_goes_on_below_its_last_row(self, desk, monkeypatch):
        from claims.desk import requests

        monkeypatch.setattr(requests, "ROWS", 2)
        sent = [sent_request(received_at=NINE + timedelta(minutes=n // 2)) for n in range(5)]
        address, found = LIST, []
        while address:
            context = desk.get(address).context
            found += [row["asked"] for row in context["rows"]]
            address = f"{LIST}?{context['further']}" if context["further"] else ""

        assert found == sent

    @pytest.mark.parametrize("query", ["state=taken", "mine=1", "state=declined&mine=1"])
    def test_says_what_will_stand_in_an_empty_list(self, desk, query):
        assert 'class="nothing"' in desk.get(f"{LIST}?{query}").content.decode()

    @pytest.mark.parametrize("query", ["state=lost", "mine=2", "after=1", "after=x", "after=²"])
    def test_refuses_addresses_it_never_wrote(self, desk, query):
        assert desk.get(f"{LIST}?{query}").status_code == 404


class TestRequest:
    def test_is_taken_and_its_sender_sees_so_but_not_who(self, desk, client, asked, reporter):
        page = press(desk, "take-request", asked).content.decode()

        assert "It is yours" in page
        assert "An editor is looking at it" in status(client, asked)
        assert reporter.username not in status(client, asked)

    def test_becomes_a_claim_in_words_that_an_editor_has_read_over(self, desk, client, asked):
        data = {"words": "The dam will break.", "link": "", "outlet": "Radio"}

        page = press(desk, "accept-request", asked, **data).content.decode()

        claim = Claim.objects.get()
        assert claim.text == "The dam will break."
        assert "It is a claim now" in page
        assert "one of the claims we hold" in status(client, asked)
        queue = desk.get("/desk/").content.decode()
        assert "The dam will break." in queue

    def test_is_joined_to_a_claim_that_was_looked_for(self, desk, asked):
        held = accepted_claim(claim__text="the dam is cracked")
        page = desk.get(f"{LIST}{asked.pk}/", {"held": "dam"})

        assert [row["claim"] for row in page.context["held"]] == [held]
        press(desk, "attach-request", asked, public_id=held.public_id)
        assert ReaderRequest.objects.get().claim == held

    def test_is_declined_in_words_that_its_sender_reads(self, desk, client, asked):
        press(desk, "decline-request", asked, why="opinion", answer="<b>Send us</b> numbers.")

        page = status(client, asked)
        assert "It is an opinion." in page
        assert "&lt;b&gt;Send us&lt;/b&gt; numbers." in page

    def test_never_shows_the_mail_address(self, desk, asked):
        pages = [desk.get(LIST), desk.get(f"{LIST}{asked.pk}/"), press(desk, "take-request", asked)]

        assert not any("reader@example.org" in page.content.decode() for page in pages)
        assert "reader@example.org" not in str(AuditEntry.objects.values_list("detail", "reason"))

    @pytest.mark.parametrize(
        ("name", "data", "sentence"),
        [
            ("decline-request", {"why": "", "answer": "It is too small."}, "choose a reason"),
            ("decline-request", {"why": "mood", "answer": "It is too small."}, "choose a reason"),
            ("decline-request", {"why": "opinion", "answer": "It is\0 too small."}, "U+0000"),
            ("decline-request", {"why": "opinion", "answer": "x" * 5_001}, "5000"),
            ("decline-request", {"why": "opinion", "version": 0}, "somebody has changed this"),
            ("join-request", {"to": "x"}, "Give the number"),
            ("join-request", {"to": "9" * 30}, "Give the number"),
            ("attach-request", {"public_id": "\0"}, "there is none"),
            ("reopen-request", {"reopened": "Why not."}, "not claim or declined or joined"),
        ],
    )
    def test_says_why_a_move_is_refused_and_keeps_what_was_typed(self, desk, asked, name, data, sentence):
        response = press(desk, name, asked, **data)

        assert response.status_code == 409
        assert sentence in response.content.decode()
        assert "It is too small." in response.content.decode() or data.get("answer") != "It is too small."
        assert ReaderRequest.objects.get().state == "received"

    def test_keeps_the_words_of_a_claim_that_cannot_be_one(self, desk, asked):
        response = press(desk, "accept-request", asked, words="Kept words\x07", link="javascript:x")

        assert response.status_code == 422
        assert "Kept words" in response.content.decode()

    def test_shows_what_a_reader_sent_as_words(self, desk):
        sent = sent_request(words="<script>x</script> {{ 7 }}", outlet="<b>x</b>", why="<i>y</i>")

        page = desk.get(f"{LIST}{sent.pk}/").content.decode()

        assert "&lt;script&gt;x&lt;/script&gt; {{ 7 }}" in page
        assert "<b>x</b>" not in page
        assert "<i>y</i>" not in page

    def test_that_there_is_not_is_not_found(self, desk):
        for number in (1, 10**30):
            assert desk.get(f"{LIST}{number}/").status_code == 404
            assert desk.post(f"{LIST}{number}/take/").status_code == 404

    def test_stands_in_the_audit_with_the_way_there(self, sign_in, desk, asked):
        press(desk, "take-request", asked)

        page = sign_in(UserFactory(role="Standards editor")).get("/desk/audit/").content.decode()

        assert f'href="{LIST}{asked.pk}/"' in page
