"""Work survives the loss of workers, messages and the broker's memory."""

import time
from collections.abc import Callable

import pytest
from django.utils import timezone

from claims.extraction import extract
from claims.intake.submit import submit_article
from claims.intake.work import offer_due_articles
from claims.models import Appearance, ArrivedBy, Article, ExtractionState
from factcheck.celery import app

pytestmark = pytest.mark.django_db(transaction=True)

PARAGRAPH = (
    "Mayor Ilka Brandt said the {}th bridge across the Lorn will carry {} cars a day. "
    "“Nobody has shown us a better place,” she added, according to The Lorn Courier. "
    "The river was calm on Monday, and children sailed their boats below the weir until it grew dark.\n\n"
)
LONG_STORY = "".join(PARAGRAPH.format(number, 1000 + number) for number in range(4, 204))
RECOVERY = 30  # seconds that a killed worker's article may wait for another


def submit(text: str) -> Article:
    return submit_article(
        text=text, arrived_by=ArrivedBy.COMMAND, submitted_by=None, now=timezone.now()
    ).article


def wait_for(
    article: Article, seconds: float, each_time: Callable[[], object] = bool, **wanted: object
) -> None:
    """Wait until the article is as wanted; `each_time` stands for the beat."""
    end = time.monotonic() + seconds
    while not Article.objects.filter(pk=article.pk, **wanted).exists():
        reached = Article.objects.values("state", "attempts", "failure").get(pk=article.pk)
        assert time.monotonic() < end, f"not {wanted} after {seconds} s but {reached}"
        each_time()
        time.sleep(0.1)


class TestWorkerKilledInMidArticle:
    def test_is_followed_by_another_that_stores_every_claim_once(self, start_worker):
        expected = {(claim.start, claim.end) for claim in extract(LONG_STORY.strip()).claims}
        first = start_worker()
        article = submit(LONG_STORY)
        wait_for(article, state=ExtractionState.RUNNING, seconds=10)
        first.kill()
        assert not Appearance.objects.exists(), "the worker was killed too late to be in mid-article"

        start_worker()
        wait_for(article, attempts=2, seconds=RECOVERY, each_time=offer_due_articles)
        wait_for(article, state=ExtractionState.DONE, seconds=120)

        stored = list(Appearance.objects.values_list("start", "end"))
        assert len(stored) == len(set(stored)) > 100
        assert set(stored) == expected


class TestBrokerThatForgot:
    def test_loses_no_article(self, worker):
        worker.stop()
        article = submit("Ilka Brandt said the bridge will open in May.")
        app.control.purge()
        Article.objects.update(due_at=timezone.now())  # as after HINT_AGAIN_AFTER
        assert Article.objects.get().state == ExtractionState.WAITING

        offer_due_articles()

        assert Article.objects.get(pk=article.pk).due_at > timezone.now()
        assert app.connection_for_read().default_channel.client.llen("celery") == 1


class TestTheSameTaskTwiceAtOnce:
    def test_stores_every_claim_once(self, start_worker):
        start_worker("--concurrency", "2")
        article = submit("Ilka Brandt said the bridge will open in May. “It is safe,” she said.")
        for _ in range(5):
            app.send_task("claims.tasks.extract_article", kwargs={"article_id": article.pk})

        wait_for(article, state=ExtractionState.DONE, seconds=60)
        time.sleep(1)

        spans = list(Appearance.objects.values_list("start", "end"))
        assert len(spans) == len(set(spans)) == 2
        assert Article.objects.get().attempts == 1
