"""Who works on which article: leases, attempts, quarantine. All times are the database's, so clocks may differ."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now
from django.utils.translation import gettext_noop

from claims.models import Article, ExtractionState
from claims.outbox.messages import send_hint

HINT_AGAIN_AFTER = timedelta(seconds=30)  # how long a hint may take before it counts as lost
HINTS_A_SWEEP = 100  # bounds what a long queue costs in hints that find nothing to do
WORKER_LOST = gettext_noop(
    "The worker was lost each time it read this article, most likely for want of memory or time. "
    "Submit it in smaller parts."
)


@dataclass(frozen=True)
class Lease:
    """The right to work on an article; `number` is refused once somebody else has taken it over."""

    article_id: int
    number: int

    def held(self) -> QuerySet[Article]:
        """The article, if this lease still holds."""
        return Article.objects.filter(pk=self.article_id, state=ExtractionState.RUNNING, attempts=self.number)


@transaction.atomic
def take_article(article_id: int) -> Lease | None:
    """Lease a waiting or abandoned article; None if it is finished, in other hands or past its last attempt."""
    takeable = Q(state=ExtractionState.WAITING) | Q(state=ExtractionState.RUNNING, leased_until__lt=Now())
    article = Article.objects.select_for_update(skip_locked=True).filter(takeable, pk=article_id).first()
    if article is None or _is_quarantined(article):
        return None
    lease = Lease(article.pk, article.attempts + 1)
    Article.objects.filter(pk=article.pk).update(
        state=ExtractionState.RUNNING, attempts=lease.number, leased_until=_lease_end()
    )
    return lease


def give_back(lease: Lease, *, reason: str) -> None:
    """Say why an attempt failed; the article waits for the next one, or is put aside after the last."""
    is_last = lease.number >= settings.EXTRACTION_MAX_ATTEMPTS
    lease.held().update(
        state=ExtractionState.FAILED if is_last else ExtractionState.WAITING,
        failure=reason,
        due_at=Now() + timedelta(seconds=2**lease.number),
    )


@contextmanager
def renewed(lease: Lease) -> Iterator[None]:
    """Keep a lease alive while its work is done, from a thread with a connection of its own."""
    finished = threading.Event()
    renewer = threading.Thread(target=_renew, args=[lease, finished], daemon=True)
    renewer.start()
    try:
        yield
    finally:
        finished.set()
        renewer.join()


def offer_due_articles() -> int:
    """Hint at articles that are due or were abandoned, and count them; the cure for every lost message."""
    Article.objects.filter(state=ExtractionState.RUNNING, leased_until__lt=Now()).update(
        state=ExtractionState.WAITING, due_at=Now()
    )
    due = list(
        Article.objects.filter(state=ExtractionState.WAITING, due_at__lte=Now())
        .order_by("due_at")
        .values_list("pk", flat=True)[:HINTS_A_SWEEP]
    )
    Article.objects.filter(pk__in=due, state=ExtractionState.WAITING).update(due_at=Now() + HINT_AGAIN_AFTER)
    return sum(send_hint("claims.tasks.extract_article", article_id=pk) for pk in due)


def _renew(lease: Lease, finished: threading.Event) -> None:
    try:
        while not finished.wait(settings.EXTRACTION_LEASE / 4):
            lease.held().update(leased_until=_lease_end())
    finally:
        connection.close()


def _lease_end() -> CombinedExpression:
    return Now() + timedelta(seconds=settings.EXTRACTION_LEASE)


def _is_quarantined(article: Article) -> bool:
    """Put an article aside whose attempts are used up, so that poison never loops."""
    if article.attempts < settings.EXTRACTION_MAX_ATTEMPTS:
        return False
    article.state, article.failure = ExtractionState.FAILED, article.failure or WORKER_LOST
    article.save(update_fields=["state", "failure"])
    return True
