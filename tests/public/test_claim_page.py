"""The page of a verdict: what it says, what it carries for machines, and what it never does."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from claims.publication.claimreview import claim_review
from claims.review.gates import GATES
from claims.review.merging import merge_claim
from tests.factories import (
    NINE,
    AppearanceFactory,
    ArticleFactory,
    UserFactory,
    accepted_claim,
    approved,
    retracted,
)


def words(response) -> str:
    """What a reader reads of a page, on one line."""
    return " ".join(re.sub(r"<[^>]+>", "", response.content.decode()).split())


def markup(response) -> list[str]:
    """The contents of the page's blocks of structured data."""
    return re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.S)


class TestClaimPage:
    def test_says_who_claimed_what_and_our_verdict(self, client, publish, path):
        claim = accepted_claim(claim__text="the dam is safe", speakers=["Ana Alpha", "Ben Beta"])

        page = words(client.get(path(publish(claim=claim))))

        assert "the dam is safe Ana Alpha, Minister Ben Beta, Minister" in page
        assert "In short. Nobody has shown a report." in page
        assert "Evidence status None provided." in page
        assert "As of 4 March 2026" in page

    @pytest.mark.parametrize(
        ("rating", "heard"),
        [
            ("true", "Rating: True, fifth of five, from false to true"),
            ("mostly-false", "Rating: Mostly false, second of five, from false to true"),
            ("unproven", "Rating: Unproven, off the scale from false to true"),
        ],
    )
    def test_reads_the_rating_as_one_sentence(self, client, publish, path, rating, heard):
        assert heard in words(client.get(path(publish(rating=rating))))

    def test_groups_the_evidence_by_what_it_does_to_the_claim(self, client, publish, path):
        page = words(client.get(path(publish())))

        assert "For the claim" not in page
        assert "Against the claim 1 Dam Authority · primary source Inspection Cracks" in page
        assert page.index("Against the claim") < page.index("Context 1 The Ledger · secondary source")

    def test_lists_each_place_where_it_was_said(self, client, publish, path):
        claim = accepted_claim()
        AppearanceFactory(
            claim=claim, article=ArticleFactory(outlet="The Courier", url="https://courier.example/1")
        )

        page = client.get(path(publish(claim=claim))).content.decode()

        assert "found in 2 places" in page
        assert '<a href="https://courier.example/1" rel="external">Minister defends the dam</a>' in page

    def test_tells_what_was_said_before_the_verdict_from_what_was_said_since(self, client, publish, path):
        claim = accepted_claim()
        later = ArticleFactory(outlet="The Courier", published_at=NINE + timedelta(days=5))
        AppearanceFactory(claim=claim, article=later)

        page = words(client.get(path(publish(claim=claim))))

        assert "Claim · 4 March 2026, The Ledger · found in 2 places, 1 since our verdict" in page
        assert "from 4 March 2026 to 9 March 2026: 1 before our verdict of 4 March 2026 and 1 since." in page
        assert page.index("Since our verdict 9 March 2026") < page.index("Before our verdict 4 March 2026")

    def test_says_how_to_cite_it_and_by_which_rules_it_was_made(self, client, publish, path):
        record = publish()
        address = f"/claims/{record.public_id}/v1/"

        page = words(client.get(path(record)))

        assert f"Factcheck, version 1, 4 March 2026. http://127.0.0.1:8000{address}" in page
        assert "How we work, version 1" in page
        assert client.get(address)["Location"] == path(record)

    def test_names_who_wrote_and_who_approved(self, client, publish, path):
        record = publish()
        written, approved_by = record.record["written_by"][0], record.record["approved_by"][0]

        assert f"Written by {written}. Approved by {approved_by}." in words(client.get(path(record)))

    def test_puts_quotation_marks_around_a_verbatim_claim_only(self, client, publish, path):
        quoted = accepted_claim(claim__text="the dam is safe", quote_type="direct")
        reported = accepted_claim(claim__text="the dam is safe", quote_type="indirect")

        assert ">“the dam is safe”</h1>" in client.get(path(publish(claim=quoted))).content.decode()
        assert ">the dam is safe</h1>" in client.get(path(publish(claim=reported))).content.decode()

    def test_carries_exactly_one_claim_review_that_agrees_with_the_record(self, client, publish, path):
        record = publish()

        (block,) = markup(client.get(path(record)))

        assert json.loads(block) == claim_review(record.record)

    def test_shows_markup_in_any_field_as_text(self, client, publish, path):
        attack = "</script><script>alert(1)</script>"
        record = publish(
            text=attack, headline=attack, short_answer=attack, why_chosen=attack, body=attack, known=attack
        )

        page = client.get(path(record)).content.decode()

        assert "<script>" not in page
        assert json.loads(*markup(client.get(path(record))))["claimReviewed"] == attack

    def test_links_only_to_web_addresses(self, client, publish, path, monkeypatch):
        for name in ("markup", "agreement"):  # as if the verdict were older than the gates
            monkeypatch.setitem(GATES, name, replace(GATES[name], check=lambda revision: ""))
        claim = accepted_claim(article=ArticleFactory(url="javascript:alert(1)"))

        assert 'href="javascript' not in client.get(path(publish(claim=claim))).content.decode()

    @pytest.mark.parametrize("slug", ["another", "caf%C3%A9", "%00"])
    def test_sends_readers_on_from_any_other_slug(self, client, publish, path, slug):
        record = publish()

        response = client.get(f"/claims/{record.public_id}/{slug}/")

        assert (response.status_code, response["Location"]) == (301, path(record))

    def test_sends_readers_on_from_an_address_without_slug(self, client, publish, path):
        record = publish()

        assert client.get(f"/claims/{record.public_id}/")["Location"] == path(record)

    def test_is_two_statements_to_the_database(self, client, publish, path, django_assert_num_queries):
        address = path(publish())

        with django_assert_num_queries(2):
            client.get(address)


class TestMergedClaim:
    @pytest.fixture
    def merge(self, db):
        """Call it for the address of a candidate that was merged into a claim."""

        def merged_into(other):
            claim, editor = AppearanceFactory().claim, UserFactory(role="Editor")
            merge_claim(claim_id=claim.pk, into_id=other.pk, editor=editor, version=1, now=NINE)
            return claim.public_id

        return merged_into

    @pytest.mark.parametrize("end", ["", "x/"])
    def test_leads_to_the_verdict_of_the_other(self, client, publish, path, merge, end):
        record = publish()
        public_id = merge(record.claim)

        response = client.get(f"/claims/{public_id}/{end}")

        assert (response.status_code, response["Location"]) == (302, path(record))
        assert client.get(f"/api/v1/claims/{public_id}/")["Location"] == f"/api/v1/claims/{record.public_id}/"

    def test_leads_to_the_notice_of_the_other_once_that_is_retracted(self, client, merge):
        live = retracted(UserFactory(role="Editor"), UserFactory(role="Editor"))
        public_id = merge(live.review.claim)

        assert client.get(f"/claims/{public_id}/", follow=True).status_code == 410
        assert client.get(f"/api/v1/claims/{public_id}/", follow=True).status_code == 410

    def test_looks_like_an_unknown_one_while_the_other_is_not_public(self, client, merge):
        public_id = merge(accepted_claim())

        assert client.get(f"/claims/{public_id}/x/").status_code == 404
        assert client.get(f"/api/v1/claims/{public_id}/").status_code == 404


class TestUnknownClaim:
    def test_looks_like_one_that_is_not_published(self, client, db):
        hidden = approved(UserFactory(role="Editor"), UserFactory(role="Editor")).review.claim

        answers = [client.get(f"/claims/{public_id}/x/") for public_id in (hidden.public_id, "2" * 12)]

        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content
        assert "There is no page at this address" in words(answers[0])

    @pytest.mark.parametrize("public_id", ["%00", "x" * 5000, "٣", "..;", "A-B"])
    def test_is_what_no_id_can_be(self, client, db, public_id):
        assert client.get(f"/claims/{public_id}/x/").status_code == 404


class TestRightOfReply:
    def test_stands_on_the_page_in_sentences_with_what_was_approved_for_print(self, client, publish_heard):
        page = words(client.get(publish_heard("It is safe")))

        assert (
            "What they told us We asked Ana Alpha on 4 March 2026 by mail, and had an answer on 4 March. It is safe"
            in page
        )

    def test_shows_no_more_of_an_answer(self, client, publish_heard):
        page = client.get(publish_heard("It is safe")).content.decode()

        assert not [
            word for word in ("nobody needs", "7946", "ministry.example", "What makes") if word in page
        ]

    def test_says_why_somebody_was_not_asked(self, client, publish, path):
        page = words(client.get(path(publish())))

        assert "We did not ask Ana Alpha, because the statement is a matter of public record alone." in page

    def test_is_part_of_the_record_that_programs_read(self, client, publish_heard):
        address = publish_heard("It is safe")

        record = client.get(f"/api/v1{address.rsplit('/', 2)[0]}/").json()

        assert record["replies"][0]["outcome"] == "answered"
        assert record["replies"][0]["excerpts"] == [{"words": "It is safe", "answered_on": "2026-03-04"}]
