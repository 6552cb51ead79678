"""The markup follows Google's ClaimReview rules and agrees with the record it is made from."""

import pytest

from claims.models import PublicRecord, Rating
from claims.publication.claimreview import claim_review
from claims.publication.ledger import preview_record
from tests.factories import NINE, AppearanceFactory, UserFactory, accepted_claim, draft, published

pytestmark = pytest.mark.django_db


def record_rated(slug, **changes):
    people = UserFactory(role="Editor"), UserFactory(role="Editor")
    published(*people, rating=Rating.objects.get(slug=slug), **changes)
    return PublicRecord.objects.get().record


class TestClaimReview:
    def test_has_what_is_required(self):
        record = record_rated("mostly-false")

        markup = claim_review(record)

        assert markup["@type"] == "ClaimReview"
        assert markup["url"] == record["url"]
        assert markup["claimReviewed"] == "the dam is safe"
        assert markup["datePublished"] == "2026-03-04"

    @pytest.mark.parametrize(
        ("slug", "value"),
        [("true", 5), ("mostly-true", 4), ("half-true", 3), ("mostly-false", 2), ("false", 1)],
    )
    def test_gives_a_number_with_its_bounds_on_the_scale(self, slug, value):
        rating = claim_review(record_rated(slug))["reviewRating"]

        assert (rating["ratingValue"], rating["worstRating"], rating["bestRating"]) == (value, 1, 5)

    @pytest.mark.parametrize("slug", ["unproven", "opinion", "satire"])
    def test_gives_a_word_and_no_number_off_the_scale(self, slug):
        rating = claim_review(record_rated(slug))["reviewRating"]

        assert rating["alternateName"].lower() == slug
        assert not rating.keys() & {"ratingValue", "bestRating", "worstRating"}

    def test_names_every_joint_speaker(self):
        claim = accepted_claim(speakers=["Ana Alpha", "Bo Beta"])

        authors = claim_review(record_rated("unproven", claim=claim))["itemReviewed"]["author"]

        assert [(author["@type"], author["name"]) for author in authors] == [
            ("Person", "Ana Alpha"),
            ("Person", "Bo Beta"),
        ]

    def test_says_where_the_claim_first_appeared(self):
        first = claim_review(record_rated("false"))["itemReviewed"]["firstAppearance"]

        assert first == {
            "@type": "NewsArticle",
            "headline": "Minister defends the dam",
            "datePublished": "2026-03-04",
            "publisher": {"@type": "Organization", "name": "The Ledger"},
        }

    def test_leaves_out_what_is_unknown(self):
        claim = accepted_claim(speakers=[], article__outlet="", article__published_at=None)
        revision = draft(UserFactory(role="Editor"), claim=claim)

        reviewed = claim_review(preview_record(revision, now=NINE))["itemReviewed"]

        assert "author" not in reviewed
        assert "datePublished" not in reviewed

    def test_lists_later_appearances_after_the_first(self):
        claim = accepted_claim()
        AppearanceFactory(claim=claim, article__outlet="The Courier")

        reviewed = claim_review(record_rated("false", claim=claim))["itemReviewed"]

        assert [work["publisher"]["name"] for work in reviewed["appearance"]] == ["The Courier"]
