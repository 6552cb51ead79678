"""What a reader of ClaimReview would refuse is named, each thing on its own."""

from copy import deepcopy

import pytest

from claims.publication.claimreview import claim_review
from claims.publication.ledger import preview_record
from claims.publication.markup_rules import disagreements, problems
from claims.publication.verdict import verdict_page
from tests.factories import NINE, UserFactory, draft

pytestmark = pytest.mark.django_db

GONE = object()


@pytest.fixture(scope="module")
def record(for_all):
    with for_all():
        return preview_record(draft(UserFactory(role="Editor")), now=NINE)


def changed(markup, path, value):
    """The markup with another value at a path such as "reviewRating.ratingValue", or without it."""
    copy = deepcopy(markup)
    *way, last = path.split(".")
    part = copy
    for key in way:
        part = part[int(key)] if key.isdigit() else part[key]
    if value is GONE:
        del part[last]
    else:
        part[last] = value
    return copy


class TestProblems:
    def test_are_none_in_the_markup_of_a_whole_verdict(self, record):
        assert problems(claim_review(record)) == []

    @pytest.mark.parametrize("value", ["unproven", "opinion", "satire"])
    def test_are_none_off_the_scale(self, record, value):
        off = record | {"rating": record["rating"] | {"name": value.capitalize(), "value": None}}

        assert problems(claim_review(off)) == []

    @pytest.mark.parametrize(
        ("path", "value", "sentence"),
        [
            ("@context", "https://example.org", "a ClaimReview of schema.org"),
            ("@type", "Review", "a ClaimReview of schema.org"),
            ("url", GONE, "full address"),
            ("url", "/claims/x/", "full address"),
            ("url", "https://[", "full address"),
            ("author", {"@type": "Organization"}, "who publishes the check"),
            ("datePublished", GONE, "datePublished must be a day"),
            ("dateModified", "yesterday", "dateModified must be a day"),
            ("correction", [{"@type": "CorrectionComment", "text": "x"}], "a note and a day"),
            ("name", "", "left out, not empty"),
            ("itemReviewed.author.0.sameAs", None, "left out, not empty"),
            ("reviewRating", GONE, "must have a word"),
            ("reviewRating.alternateName", GONE, "must have a word"),
            ("reviewRating.ratingValue", -1, "number must lie on a scale"),
            ("reviewRating.ratingValue", 6, "number must lie on a scale"),
            ("reviewRating.worstRating", 0, "number must lie on a scale"),
            ("reviewRating.bestRating", GONE, "number must lie on a scale"),
            ("claimReviewed", GONE, "which claim is checked"),
            ("claimReviewed", " ", "which claim is checked"),
            ("claimReviewed", "Mostly false: the dam is safe", "must not contain the rating"),
            ("claimReviewed", "The dam is safe (mostly false)", "must not contain the rating"),
            ("itemReviewed", GONE, "where the claim stood"),
            ("itemReviewed.firstAppearance", GONE, "where the claim stood"),
            ("itemReviewed.datePublished", "March", "on which the claim was made"),
            ("itemReviewed.author", [{"@type": "Person"}], "must have a name"),
            ("itemReviewed.firstAppearance.url", "javascript:alert(1)", "An article’s address"),
            ("itemReviewed.firstAppearance.url", "http://127.0.0.1:8000/claims/x/", "on our own site"),
            ("itemReviewed.appearance", [{"url": "http://127.0.0.1:8000/claims/x/"}], "on our own site"),
            ("citation.0.name", GONE, "must have a title"),
            ("citation.0.url", "ftp://dam.example/", "A source’s address"),
        ],
    )
    def test_are_named(self, record, path, value, sentence):
        found = problems(changed(claim_review(record), path, value))

        assert [each for each in found if sentence in each]

    def test_are_named_where_the_claim_is_ours(self, record):
        markup = claim_review(record)
        markup["author"]["name"] = "Ana Alpha"

        assert problems(markup) == ["The claim must be made by somebody other than us."]

    def test_are_none_in_a_claim_that_speaks_of_truth(self, record):
        markup = claim_review(record) | {"claimReviewed": "It is mostly false that the dam is safe"}

        assert problems(markup) == []


class TestDisagreements:
    @pytest.mark.parametrize(
        ("path", "value", "name"),
        [
            ("reviewRating.alternateName", "True", "the rating"),
            ("reviewRating.ratingValue", 5, "the rating’s number"),
            ("reviewRating.ratingExplanation", "Other", "the short answer"),
            ("claimReviewed", "Other", "the claim"),
            ("url", "https://other.example/", "the address"),
            ("itemReviewed.author", [], "who made the claim"),
            ("citation", [], "the links to the evidence"),
        ],
    )
    def test_are_named(self, record, path, value, name):
        page, markup = verdict_page(record), claim_review(record)

        assert disagreements(page, markup, ["True", "False"]) == []
        assert disagreements(page, changed(markup, path, value), ["True", "False"]) == [
            f"Page and markup differ in {name}."
        ]
