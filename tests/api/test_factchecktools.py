"""Whoever reads Google's Fact Check Tools API reads ours after changing the host."""

import pytest

from claims.models import Rating
from tests.factories import (
    AppearanceFactory,
    ArticleFactory,
    UserFactory,
    accepted_claim,
    published,
    retracted,
)

pytestmark = pytest.mark.django_db

SEARCH, PAGES = "/v1alpha1/claims:search", "/v1alpha1/pages"


@pytest.fixture
def people():
    return UserFactory(role="Editor"), UserFactory(role="Editor")


@pytest.fixture
def joint(people):
    """The record of a claim that two people made, in two articles, and that is off the scale."""
    first = ArticleFactory(url="https://ledger.example/1")
    claim = accepted_claim(article=first, speakers=["Ana Alpha", "Bo Beta"])
    AppearanceFactory(
        claim=claim, article=ArticleFactory(url="https://post.example/2"), speakers=["Ana Alpha"]
    )
    live = published(*people, claim=claim, rating=Rating.objects.get(slug="unproven"))
    return live.review.claim.public_records.get().record


class TestSearch:
    def test_answers_a_claim_in_its_shape(self, client, joint):
        assert client.get(SEARCH, {"query": "dam", "key": "any", "languageCode": "en-US"}).json() == {
            "claims": [
                {
                    "text": "the dam is safe",
                    "claimant": "Ana Alpha, Bo Beta",
                    "claimDate": "2026-03-04T09:00:00Z",
                    "claimReview": [
                        {
                            "publisher": {"name": "Factcheck", "site": "127.0.0.1"},
                            "url": joint["url"],
                            "title": "No report says the dam is safe",
                            "reviewDate": "2026-03-04T09:02:00Z",
                            "textualRating": "Unproven",
                            "languageCode": "en",
                        }
                    ],
                }
            ]
        }

    @pytest.mark.parametrize(
        "asked",
        [
            {"query": "unheard"},
            {"query": "dam", "languageCode": "de"},
            {"query": "dam", "maxAgeDays": "0"},
            {"query": "dam", "offset": "1"},
            {"reviewPublisherSiteFilter": "elsewhere.example"},
            {"reviewPublisherSiteFilter": "http://[", "query": "dam"},
        ],
    )
    def test_answers_nothing_as_an_empty_object(self, client, joint, asked):
        response = client.get(SEARCH, asked)

        assert (response.status_code, response.json()) == (200, {})

    def test_leads_through_pages_by_token(self, client, printed):
        printed(3)
        asked = {"reviewPublisherSiteFilter": "127.0.0.1", "pageSize": "2"}

        first = client.get(SEARCH, asked).json()
        second = client.get(SEARCH, asked | {"pageToken": first["nextPageToken"]}).json()
        skipped = client.get(SEARCH, asked | {"offset": "2"}).json()

        assert (len(first["claims"]), len(second["claims"])) == (2, 1)
        assert skipped == second
        assert "nextPageToken" not in second
        other = {"pageToken": first["nextPageToken"], "query": "dam"}
        assert client.get(SEARCH, other).status_code == 400

    @pytest.mark.parametrize(
        "asked",
        [
            {},
            {"query": " "},
            {"query": "x", "pageSize": "-1"},
            {"query": "x", "offset": "1e9"},
            {"query": "x", "pageToken": "abc"},
            {"query": "x", "maxAgeDays": "9" * 5000},
            {"query": "\0"},
            {"q": "x"},
        ],
    )
    def test_refuses_in_its_form(self, client, asked):
        response = client.get(SEARCH, asked)

        error = response.json()["error"]
        assert (response.status_code, error["code"], error["status"]) == (400, 400, "INVALID_ARGUMENT")

    def test_by_image_is_not_offered(self, client):
        response = client.get("/v1alpha1/claims:imageSearch", {"imageUri": "https://x.example/1.png"})

        assert (response.status_code, response.json()["error"]["status"]) == (501, "UNIMPLEMENTED")


class TestPages:
    def test_answer_the_markup_of_an_address(self, client, joint):
        answer = client.get(PAGES, {"url": joint["url"]}).json()

        assert answer == {"claimReviewMarkupPages": [client.get(f"{PAGES}/{joint['id']}").json()]}
        (page,) = answer["claimReviewMarkupPages"]
        assert page == {
            "name": f"pages/{joint['id']}",
            "pageUrl": joint["url"],
            "publishDate": "2026-03-04",
            "versionId": "1",
            "claimReviewAuthor": {"name": "Factcheck"},
            "claimReviewMarkups": [
                {
                    "url": joint["url"],
                    "claimReviewed": "the dam is safe",
                    "claimDate": "2026-03-04",
                    "claimFirstAppearance": "https://ledger.example/1",
                    "claimAppearances": ["https://post.example/2"],
                    "claimAuthor": {"name": "Ana Alpha, Bo Beta"},
                    "rating": {
                        "textualRating": "Unproven",
                        "ratingExplanation": joint["short_answer"],
                    },
                }
            ],
        }

    def test_give_numbers_on_the_scale_and_the_title_of_one_speaker(self, client, publish):
        (markup,) = client.get(f"{PAGES}/{publish().public_id}").json()["claimReviewMarkups"]

        numbers = [markup["rating"][name] for name in ("ratingValue", "worstRating", "bestRating")]
        assert numbers == [2, 1, 5]
        assert markup["claimAuthor"] == {"name": "Ana Alpha", "jobTitle": "Minister"}

    def test_are_those_of_our_site_without_what_was_retracted(self, client, joint, people):
        gone = retracted(*people).review.claim

        pages = client.get(PAGES, {"organization": "https://www.127.0.0.1/"}).json()["claimReviewMarkupPages"]

        assert [page["name"] for page in pages] == [f"pages/{joint['id']}"]
        assert client.get(f"{PAGES}/{gone.public_id}").status_code == 404
        for other in ({"organization": "x.example"}, {"url": "https://x.example/claims/2/"}, {"url": "\n"}):
            assert client.get(PAGES, other).json() == {}

    def test_are_for_reading(self, client):
        response = client.post(PAGES, {}, content_type="application/json")

        assert (response.status_code, response.json()["error"]["code"]) == (405, 405)
        assert client.get(PAGES).status_code == 400
        assert client.get(PAGES, {"url": "a", "organization": "b"}).status_code == 400
