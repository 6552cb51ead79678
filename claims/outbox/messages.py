"""Store what is to be told, and send it once it is true."""

import logging

from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from claims.models import OutboxMessage

log = logging.getLogger(__name__)

# Which task hears of which kind of message; by name, since no room imports the tasks.
LISTENERS = {
    "article.submitted": "claims.tasks.extract_article",
    "copy.stored": "claims.tasks.read_copy",
    "sources.changed": "claims.tasks.ask_gates_about_sources",
    "mail.waiting": "claims.tasks.send_mails",
    "reader_mail.waiting": "claims.tasks.send_reader_mails",
    "ledger.grown": "claims.tasks.send_webhooks",
}
BATCH = 100  # messages a transaction


def enqueue(kind: str, *, key: str, **payload: object) -> None:
    """Store a message in the caller's transaction and send it after the commit; the same key is stored once."""
    assert kind in LISTENERS, f"Nobody listens to {kind}: name its task in LISTENERS."
    message = OutboxMessage(kind=kind, key=key, payload=payload)
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)
    transaction.on_commit(relay, robust=True)


def relay() -> int:
    """Send the messages not yet sent, oldest first, and count them; what fails stays for the next call."""
    sent = 0
    with transaction.atomic():
        waiting = OutboxMessage.objects.select_for_update(skip_locked=True).filter(processed_at=None)
        for message in waiting.order_by("pk")[:BATCH]:
            if not send_hint(LISTENERS[message.kind], **message.payload):
                break
            message.processed_at = timezone.now()
            message.save(update_fields=["processed_at"])
            sent += 1
    return sent


def send_hint(task: str, **arguments: object) -> bool:
    """Ask the workers to look; False if the broker cannot be reached, which loses nothing: a sweep asks again."""
    try:
        current_app.send_task(task, kwargs=arguments)
    except OperationalError as error:
        log.warning("the broker did not take a hint for %s: %s", task, error)
        return False
    return True
