"""Programs hand in articles and ask what became of them."""

import json

import pytest
from django.test import Client

from claims.models import ArrivedBy, Article, ExtractionState
from tests.factories import AppearanceFactory, ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db

ARTICLES = "/api/v1/articles/"
STORY = {"text": "Ana Alpha said the dam is safe.", "title": "The dam", "outlet": "The Ledger"}


def post(program: Client, body: object):
    """Send a body as JSON; bytes go as they are."""
    data = body if isinstance(body, bytes) else json.dumps(body)
    return program.post(ARTICLES, data, content_type="application/json")


class TestSubmitArticle:
    def test_stores_it_and_says_where_to_ask(self, program, submitter):
        response = post(program, STORY | {"published_at": "2026-03-04T09:00:00Z"})

        article = Article.objects.get()
        assert (response.status_code, article.arrived_by, article.submitted_by) == (
            201,
            ArrivedBy.API,
            submitter,
        )
        assert response.json()["links"]["self"] == response["Location"]
        assert response.json() | {"submitted_at": "", "links": {}} == {
            "id": article.pk,
            "state": "waiting",
            "failure": "",
            "claims": 0,
            "already_stored": False,
            "title": "The dam",
            "outlet": "The Ledger",
            "byline": "",
            "url": "",
            "published_at": "2026-03-04T09:00:00Z",
            "submitted_at": "",
            "links": {},
        }

    def test_answers_the_same_text_with_the_article_that_is_there(self, program):
        first = post(program, STORY)

        again = post(program, STORY | {"title": "Another title"})

        assert (again.status_code, again.json()["already_stored"]) == (200, True)
        assert (again.json()["id"], again.json()["title"]) == (first.json()["id"], "The dam")
        assert Article.objects.count() == 1

    def test_is_refused_without_a_token(self):
        response = post(Client(), STORY)

        assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")

    @pytest.mark.parametrize("token", ["nonsense", "0" * 64, "ÿ", "a b", ""])
    def test_is_refused_with_what_is_no_token(self, db, token):
        program = Client(headers={"authorization": f"Bearer {token}"})

        assert post(program, STORY).status_code == 401

    def test_is_refused_without_the_right(self, bearer):
        response = post(bearer(UserFactory()), STORY)

        assert response.status_code == 403
        assert "lacks the right to submit articles" in response.json()["detail"]

    @pytest.mark.parametrize(
        ("change", "field", "sentence"),
        [
            ({"text": ""}, "text", "The text is empty."),
            ({"text": "a\0b"}, "text", "Character 2 is U+0000"),
            ({"text": "a\ud800b"}, "text", "Character 2 is U+D800"),
            ({"text": 12}, "text", "Send this as text in quotation marks."),
            ({"text": None}, "text", "may not be null"),
            ({"title": "a\0b"}, "title", "Character 2 is U+0000"),
            ({"title": "x" * 301}, "title", "at most 300 characters"),
            ({"url": "javascript:alert(1)"}, "url", "valid URL"),
            ({"published_at": "yesterday"}, "published_at", "valid date"),
            ({"published_at": ""}, "published_at", "Leave this out"),
            ({"url": ""}, "url", "Leave this out"),
            ({"published_at": "2999-01-01T00:00:00Z"}, "published_at", "in the future"),
            ({"titel": "x"}, "titel", "Unknown field. Known here: text, title"),
            ({"\ud800": "x"}, "\ud800", "Unknown field."),
        ],
    )
    def test_says_at_the_field_what_is_wrong(self, program, change, field, sentence):
        response = post(program, STORY | change)

        assert response.status_code == 400
        assert sentence in response.json()["errors"][field][0]
        assert not Article.objects.exists()

    def test_names_a_missing_text(self, program):
        assert post(program, {}).json()["errors"] == {"text": ["This field is required."]}

    def test_names_the_limit_of_a_text(self, program, settings):
        at_limit = {"text": "é" * (settings.ARTICLE_MAX_BYTES // 2)}

        response = post(program, {"text": at_limit["text"] + "é"})

        assert response.status_code == 413
        assert "1,000,002 bytes in UTF-8; the limit is 1,000,000" in response.json()["detail"]
        assert post(program, at_limit).status_code == 201

    def test_names_the_limit_of_a_request(self, program, settings):
        response = post(program, b'{"text": "' + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE)

        assert response.status_code == 413
        assert f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes" in response.json()["detail"]


class TestBody:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b'"text"',
            b"[" * 100_000,
            b'{"a":' * 100_000,
            b'{"text": "a", "title": ' + b"[" * 32 + b"]" * 32 + b"}",
            b'{"text": "a", "text": "b"}',
            b'{"text": NaN}',
            b'{"text": 1e999}',
            b'{"text": "a"} // why',
            b'{"text": ' + b"9" * 5000 + b"}",
            b'{"text": "a",}',
            b'{"text": "a"} {}',
            b'\xef\xbb\xbf{"text": "a"}',
            b'{"text": "\xff"}',
            '{"text": "a"}'.encode("utf-16"),
        ],
    )
    def test_that_is_not_one_clear_object_is_refused(self, program, body):
        response = post(program, body)

        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
        assert not Article.objects.exists()

    @pytest.mark.parametrize(
        "content_type", ["text/plain", "multipart/form-data", "application/json; charset=bogus", "x"]
    )
    def test_of_another_type_is_refused(self, program, content_type):
        response = program.generic("POST", ARTICLES, b'{"text": "a"}', content_type=content_type)

        assert (response.status_code, response["Content-Type"]) == (415, "application/problem+json")


class TestReadArticle:
    def test_tells_how_many_claims_were_found(self, program):
        article = ArticleFactory()
        AppearanceFactory(article=article), AppearanceFactory(article=article, start=4, end=9)

        answer = program.get(f"{ARTICLES}{article.pk}/").json()

        assert (answer["state"], answer["claims"]) == ("done", 2)

    def test_tells_why_extraction_failed(self, program):
        article = ArticleFactory(state=ExtractionState.FAILED, failure="Three workers died reading it.")

        answer = program.get(f"{ARTICLES}{article.pk}/").json()

        assert (answer["state"], answer["failure"]) == ("failed", "Three workers died reading it.")

    @pytest.mark.parametrize("pk", ["0", "9" * 19, "9" * 5000, "-1", "x", "٣"])
    def test_knows_no_article_by_other_numbers(self, program, pk):
        assert program.get(f"{ARTICLES}{pk}/").status_code == 404

    def test_is_refused_without_the_right(self, bearer):
        article = ArticleFactory()

        assert Client().get(f"{ARTICLES}{article.pk}/").status_code == 401
        assert bearer(UserFactory()).get(f"{ARTICLES}{article.pk}/").status_code == 403
