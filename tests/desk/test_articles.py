"""Articles at the desk."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from claims.models import ArrivedBy, Article, ExtractionState
from tests.factories import NINE, AppearanceFactory, ArticleFactory

TEXT = "Ana Alpha said the dam is safe.\n\nBen Beta said it is not."


def submit(client, **changes):
    return client.post(
        reverse("desk:paste"), {"text": TEXT, "title": "The dam", "outlet": "The Ledger", **changes}
    )


class TestPaste:
    def test_stores_the_article_and_shows_it(self, desk, reporter):
        response = submit(desk, published_at="2026-03-04T09:00", url="https://ledger.example/dam")

        article = Article.objects.get()
        assert response.url == reverse("desk:article", args=[article.pk])
        assert (article.text, article.published_at, article.arrived_by) == (TEXT, NINE, ArrivedBy.DESK)
        assert article.submitted_by == reporter

    def test_reads_a_date_in_the_desks_time_zone(self, desk, settings):
        settings.TIME_ZONE = "Europe/Berlin"

        submit(desk, published_at="2026-03-04T10:00")

        assert Article.objects.get().published_at == NINE

    def test_leads_to_the_article_if_it_is_here_already(self, desk):
        first = submit(desk)

        second = desk.post(
            reverse("desk:paste"), {"text": TEXT + "\n", "title": "Another title"}, follow=True
        )

        assert second.redirect_chain[-1][0] == first.url
        assert "This text is already here since" in second.content.decode()
        assert Article.objects.count() == 1

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("text", "", "Paste the article"),
            ("text", " \n\t ", "Paste the article"),
            ("text", "x" * (settings.ARTICLE_MAX_BYTES + 1), "the limit is 1,000,000"),
            ("text", "dam\0", "U+0000"),
            ("text", "dam\u202esafe", "U+202E"),
            ("published_at", "2999-01-01T00:00", "in the future"),
            ("published_at", "yesterday", "valid date"),
            ("url", "javascript:alert(1)", "valid URL"),
            ("title", "x" * 301, "300"),
        ],
    )
    def test_says_at_the_field_what_is_wrong_and_keeps_the_rest(self, desk, field, value, sentence):
        response = submit(desk, **{"byline": "By Cleo Gamma", field: value})

        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert "By Cleo Gamma" in response.content.decode()
        assert not Article.objects.exists()

    def test_refuses_who_may_not_submit(self, sign_in, django_user_model):
        visitor = sign_in(django_user_model.objects.create(username="visitor"))

        response = submit(visitor)

        assert response.status_code == 403
        assert "may not submit articles" in response.content.decode()


class TestShowArticle:
    def test_marks_the_claims_where_they_stand(self, desk):
        place = AppearanceFactory(article=ArticleFactory(text=TEXT))

        html = desk.get(reverse("desk:article", args=[place.article_id])).context["article_html"]

        assert f'href="/desk/claims/{place.claim.public_id}/">the dam is safe</a>' in html

    @pytest.mark.parametrize("state", [ExtractionState.WAITING, ExtractionState.RUNNING])
    def test_asks_again_until_it_has_been_read(self, desk, state):
        article = ArticleFactory(state=state, leased_until=NINE)

        page = desk.get(reverse("desk:article", args=[article.pk])).content.decode()

        assert 'hx-trigger="every 1s"' in page
        assert ">Refresh</a>" in page

    def test_asks_no_more_once_it_has_been_read(self, desk, db):
        article = ArticleFactory()

        page = desk.get(reverse("desk:article", args=[article.pk])).content.decode()

        assert "every 1s" not in page
        assert "No claims were found" in page

    def test_says_why_it_failed(self, desk, db):
        article = ArticleFactory(state=ExtractionState.FAILED, failure="It is too large.", attempts=3)

        assert "It is too large." in desk.get(reverse("desk:article", args=[article.pk])).content.decode()

    def test_refuses_an_unknown_one(self, desk, db):
        assert desk.get("/desk/articles/1/").status_code == 404
        assert desk.get(f"/desk/articles/{10**30}/").status_code == 404


class TestShowState:
    def test_calls_for_the_page_once_the_article_has_been_read(self, desk, db):
        unread, read = ArticleFactory(state=ExtractionState.WAITING), ArticleFactory()

        assert "HX-Refresh" not in desk.get(reverse("desk:article-state", args=[unread.pk]))
        assert desk.get(reverse("desk:article-state", args=[read.pk]))["HX-Refresh"] == "true"


class TestShowList:
    def test_shows_the_newest_first_and_continues(self, desk, db):
        articles = [ArticleFactory(submitted_at=NINE + timedelta(minutes=n)) for n in range(60)]

        first = desk.get(reverse("desk:articles"))
        second = desk.get(reverse("desk:articles"), {"after": first.context["older"]})

        shown = [article.pk for page in (first, second) for article in page.context["articles"]]
        assert shown == [article.pk for article in reversed(articles)]

    def test_counts_the_claims(self, desk, db):
        place = AppearanceFactory()
        AppearanceFactory(article=place.article, start=0, end=9)

        (article,) = desk.get(reverse("desk:articles")).context["articles"]

        assert article.claim_count == 2

    @pytest.mark.parametrize("after", ["x", "1", "-1", "%00", "9" * 30])
    def test_refuses_to_continue_after_nothing(self, desk, db, after):
        assert desk.get(f"{reverse('desk:articles')}?after={after}").status_code == 404
