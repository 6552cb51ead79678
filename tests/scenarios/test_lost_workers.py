"""Work survives the loss of workers, messages and the broker's memory."""

import time
from pathlib import Path

import pytest
from django.utils import timezone

from claims.extraction import extract
from claims.intake.submit import submit_article
from claims.models import Appearance, ArrivedBy, Article, ExtractionState, OutboxMessage
from factcheck.celery import app

pytestmark = pytest.mark.django_db(transaction=True)

PARAGRAPH = (
    "Mayor Ilka Brandt said the {}th bridge across the Lorn will carry {} cars a day. "
    "“Nobody has shown us a better place,” she added, according to The Lorn Courier. "
    "The river was calm on Monday, and children sailed their boats below the weir until it grew dark.\n\n"
)
LONG_STORY = "".join(PARAGRAPH.format(number, 1000 + number) for number in range(4, 84))
RECOVERY = 30  # seconds that a killed worker's article may wait for another


@pytest.fixture
def beat(tmp_path: Path) -> tuple[str, ...]:
    """The options for a worker that also gives the beat."""
    return ("--beat", "--schedule", str(tmp_path / "schedule"))


def submit(text: str) -> Article:
    return submit_article(
        text=text, arrived_by=ArrivedBy.COMMAND, submitted_by=None, now=timezone.now()
    ).article


def wait_for(article: Article, seconds: float, **wanted: object) -> None:
    """Wait until the article is as wanted."""
    end = time.monotonic() + seconds
    while not Article.objects.filter(pk=article.pk, **wanted).exists():
        reached = Article.objects.values("state", "attempts", "failure").get(pk=article.pk)
        assert time.monotonic() < end, f"not {wanted} after {seconds} s but {reached}"
        time.sleep(0.1)


class TestWorkerKilledInMidArticle:
    def test_is_followed_by_another_that_stores_every_claim_once(self, start_worker, beat):
        expected = {(claim.start, claim.end) for claim in extract(LONG_STORY.strip()).claims}
        first = start_worker()
        article = submit(LONG_STORY)
        wait_for(article, state=ExtractionState.RUNNING, seconds=60)
        first.kill()
        assert not Appearance.objects.exists(), "the worker was killed too late to be in mid-article"

        start_worker(*beat)
        wait_for(article, attempts=2, seconds=RECOVERY)
        wait_for(article, state=ExtractionState.DONE, seconds=120)

        stored = list(Appearance.objects.values_list("start", "end"))
        assert len(stored) == len(set(stored)) > 100
        assert set(stored) == expected


class TestBrokerThatForgot:
    def test_loses_no_article(self, start_worker, beat):
        article = submit("Ilka Brandt said the bridge will open in May.")
        app.control.purge()
        Article.objects.update(due_at=timezone.now())  # as after HINT_AGAIN_AFTER

        start_worker(*beat)

        wait_for(article, state=ExtractionState.DONE, seconds=RECOVERY)

    def test_loses_no_message_of_a_process_that_died_after_its_commit(self, start_worker, beat, monkeypatch):
        monkeypatch.setattr("claims.outbox.messages.relay", lambda: 0)
        article = submit("Ilka Brandt said the bridge will open in June.")
        assert OutboxMessage.objects.filter(processed_at=None).exists()

        start_worker(*beat)

        wait_for(article, state=ExtractionState.DONE, seconds=RECOVERY)
        assert not OutboxMessage.objects.filter(processed_at=None).exists()


class TestBrokerRestartedEmpty:
    def test_is_taken_up_again_by_worker_and_beat(self, start_worker, beat, own_broker):
        start_worker(*beat, environment={"CELERY_BROKER_URL": own_broker.address})
        own_broker.stop()
        article = submit("Ilka Brandt said the bridge will open in July.")
        Article.objects.update(due_at=timezone.now())

        own_broker.start()

        wait_for(article, state=ExtractionState.DONE, seconds=60)


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
