"""Who works on which article."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.intake import work
from claims.intake.work import give_back, offer_due_articles, take_article
from claims.models import Article, ExtractionState
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hints(monkeypatch):
    """The articles that workers were asked to look at."""
    hinted = []
    monkeypatch.setattr(work, "send_hint", lambda task, article_id: hinted.append(article_id) or True)
    return hinted


def waiting(**fields):
    return ArticleFactory(
        state=ExtractionState.WAITING, due_at=timezone.now() - timedelta(seconds=1), **fields
    )


def abandoned(**fields):
    past = timezone.now() - timedelta(seconds=1)
    return ArticleFactory(state=ExtractionState.RUNNING, leased_until=past, **({"attempts": 1} | fields))


class TestTakeArticle:
    def test_gives_a_waiting_article_to_one_worker(self):
        article = waiting()

        first, second = take_article(article.pk), take_article(article.pk)

        assert first is not None
        assert second is None

    def test_takes_over_from_a_worker_gone_silent(self):
        article = abandoned()

        lease = take_article(article.pk)

        assert lease.number == 2
        assert lease.held().exists()

    def test_ends_the_lease_that_was_taken_over(self):
        article = waiting()
        first = take_article(article.pk)
        Article.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

        take_article(article.pk)

        assert not first.held().exists()

    def test_puts_an_article_aside_that_has_cost_three_workers(self):
        article = abandoned(attempts=3)

        assert take_article(article.pk) is None

        article.refresh_from_db()
        assert article.state == ExtractionState.FAILED
        assert "Submit it in smaller parts" in article.failure

    @pytest.mark.parametrize("state", [ExtractionState.DONE, ExtractionState.FAILED])
    def test_leaves_finished_articles_alone(self, state):
        assert take_article(ArticleFactory(state=state, failure="x").pk) is None


class TestGiveBack:
    def test_lets_the_article_wait_for_another_try(self):
        article = waiting()

        give_back(take_article(article.pk), reason="No model.")

        article.refresh_from_db()
        assert (article.state, article.failure) == (ExtractionState.WAITING, "No model.")
        assert article.due_at > timezone.now()

    def test_fails_after_the_last_try(self):
        article = waiting(attempts=2)

        give_back(take_article(article.pk), reason="No model.")

        article.refresh_from_db()
        assert article.state == ExtractionState.FAILED


class TestOfferDueArticles:
    def test_hints_at_what_is_due_and_at_what_was_abandoned(self, hints):
        due = {waiting().pk, abandoned().pk}
        ArticleFactory(state=ExtractionState.WAITING, due_at=timezone.now() + timedelta(hours=1))
        ArticleFactory(state=ExtractionState.RUNNING, leased_until=timezone.now() + timedelta(seconds=9))

        assert offer_due_articles() == 2

        assert set(hints) == due

    def test_does_not_repeat_a_hint_at_once(self, hints):
        waiting()
        offer_due_articles()

        assert offer_due_articles() == 0
