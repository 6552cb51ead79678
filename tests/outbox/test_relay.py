"""What was stored is sent, once the outside listens."""

import pytest
from kombu.exceptions import OperationalError

from claims.models import OutboxMessage
from claims.outbox import messages
from claims.outbox.messages import enqueue, relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """The tasks that the broker took."""
    taken = []
    monkeypatch.setattr(messages.current_app, "send_task", lambda name, kwargs: taken.append((name, kwargs)))
    return taken


def announce(number=1):
    enqueue("article.submitted", key=f"article:{number}", article_id=number)


class TestRelay:
    def test_sends_each_message_once(self, sent):
        announce()

        assert (relay(), relay()) == (1, 0)
        assert sent == [("claims.tasks.extract_article", {"article_id": 1})]

    def test_keeps_what_the_broker_does_not_take(self, monkeypatch):
        def refuse(name, kwargs):
            raise OperationalError("no broker")

        monkeypatch.setattr(messages.current_app, "send_task", refuse)
        announce()

        assert relay() == 0
        assert OutboxMessage.objects.filter(processed_at=None).count() == 1

    def test_sends_the_same_announcement_once(self, sent):
        announce()
        announce()

        assert relay() == 1

    def test_waits_for_the_commit(self, sent, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=False):
            announce()

        assert not sent
