"""The Celery door: one call per task. Whatever stands behind a task may run twice and change nothing."""

from celery import shared_task
from celery.signals import worker_init
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from claims.extraction import load_pipeline
from claims.following import sending as to_readers
from claims.following.subscribing import forget_unconfirmed
from claims.intake.extract import extract_claims
from claims.intake.work import offer_due_articles
from claims.notifications import sending
from claims.outbox.messages import relay
from claims.review import reminding
from claims.review.asking_again import ask_about_sources
from claims.review.error_reports import forget_reporters
from claims.review.requests import forget_askers, forget_networks
from claims.review.retention import remove_outlived
from claims.review.scheduling import publish_due_revisions
from claims.sources import asking
from claims.sources.reading import offer_due_copies
from claims.sources.reading import read_copy as read_stored_copy
from claims.webhooks import deliveries
from claims.webhooks import sending as telling


@worker_init.connect
def load_model(**_: object) -> None:
    """Load the language model before the pool forks, so that its processes share it; no worker without it."""
    try:
        load_pipeline(settings.EXTRACTION_MODEL, settings.EXTRACTION_TAGGER)
    except Exception as error:
        # Celery would only log any other exception, and take tasks regardless.
        raise SystemExit(str(error)) from error


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True)
def extract_article(*, article_id: int) -> None:
    """Store the claims of one article. Running it again adds nothing."""
    extract_claims(article_id=article_id)


@shared_task(soft_time_limit=20, time_limit=30)
def relay_outbox() -> None:
    """Send what a process that died after its commit did not send. Running it again sends nothing."""
    relay()


@shared_task(soft_time_limit=20, time_limit=30)
def sweep_articles() -> None:
    """Offer abandoned and overdue articles to the workers. Running it again offers nothing."""
    offer_due_articles()


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, soft_time_limit=120, time_limit=150)
def read_copy(*, sha256: str) -> None:
    """Read the text of a stored copy. Running it again changes nothing."""
    read_stored_copy(sha256=sha256)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True)
def ask_gates_about_sources(*, source_ids: list[int]) -> None:
    """Ask the gates of reviews that rest on sources. Running it again changes nothing."""
    ask_about_sources(source_ids=source_ids, now=timezone.now())


@shared_task(soft_time_limit=20, time_limit=30)
def sweep_copies() -> None:
    """Offer copies that wait to be read to the workers. Running it again offers nothing that is being read."""
    offer_due_copies()


@shared_task(soft_time_limit=50, time_limit=60)
def ask_links() -> None:
    """Ask whether cited links still work, where settings let us. Running it again asks nobody twice."""
    if settings.LINK_CHECK:
        asking.ask_links(now=timezone.now())


@shared_task(soft_time_limit=20, time_limit=30)
def remove_outlived_texts() -> None:
    """Remove unsaved texts, locks and presence whose time is over. Running it again removes nothing."""
    remove_outlived(now=timezone.now())


@shared_task(soft_time_limit=20, time_limit=30)
def publish_scheduled() -> None:
    """Publish what is due. Running it again, or twice at once, publishes nothing twice."""
    publish_due_revisions(now=timezone.now())


@shared_task(soft_time_limit=20, time_limit=30)
def forget_readers() -> None:
    """Remove readers' mail addresses and networks when their time has come. Running it again removes nothing."""
    forget_reporters(now=timezone.now())
    forget_networks(now=timezone.now())
    forget_askers(now=timezone.now())
    forget_unconfirmed(now=timezone.now())


@shared_task(soft_time_limit=50, time_limit=60)
def remind_people() -> None:
    """Tell people what is due. Running it again, or twice at once, tells nobody twice."""
    reminding.remind_people(now=timezone.now())


@shared_task(soft_time_limit=90, time_limit=100)
def send_mails() -> None:
    """Send the mails that wait, and the daily ones. Running it again, or twice at once, sends none twice."""
    sending.send_mails(now=timezone.now())


@shared_task(soft_time_limit=90, time_limit=100)
def send_reader_mails() -> None:
    """Send readers what is new to them. Running it again, or twice at once, sends no mail twice."""
    to_readers.send_reader_mails(now=timezone.now())


@shared_task(soft_time_limit=50, time_limit=60)
def send_webhooks() -> None:
    """Tell receivers what is new. Running it again, or twice at once, tells nothing out of order."""
    telling.send_webhooks()


@shared_task(soft_time_limit=50, time_limit=60)
def forget_deliveries() -> None:
    """Remove what webhooks told long ago. Running it again removes nothing."""
    deliveries.forget_deliveries(now=timezone.now())
