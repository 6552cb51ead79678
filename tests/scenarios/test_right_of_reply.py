"""The whole story of a right of reply, from the first question to the update, in the browser of each."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from claims.models import ContactAttempt, Revision
from claims.review.judged import judged
from claims.review.reply_gate import every_speaker_was_heard, no_reply_is_awaited
from tests.factories import NINE, SpeakerFactory, UserFactory, accepted_claim, draft

pytestmark = pytest.mark.django_db


class Desk:
    """Somebody at the desk, who presses buttons of the review."""

    def __init__(self, role):
        self.person, self.client = UserFactory(role=role), Client()
        self.client.force_login(self.person)

    def press(self, name, *, of=None, **data):
        revision = Revision.objects.latest("number")
        names = [revision.pk, of.pk] if of else [revision.pk]
        version = (of or revision).version
        answer = self.client.post(
            reverse(f"desk:{name}", args=names), {"version": version} | data, follow=True
        )
        assert answer.status_code == 200, answer.context["refusal"]


def to_publication(reporter, editor):
    reporter.press("submit")
    editor.press("approve")
    editor.press("publish")


def public_page():
    claim = Revision.objects.latest("number").review.claim
    return " ".join(
        Client().get(claim.public_records.get(until_at=None).record["url"]).content.decode().split()
    )


def test_two_speakers_one_silent_until_after_the_publication():
    with time_machine.travel(NINE, tick=False) as clock:
        reporter, editor = Desk("Reporter"), Desk("Editor")
        revision = draft(reporter.person, claim=accepted_claim(speakers=["Ana Alpha", "Ben Beta"]))
        ana, ben = SpeakerFactory(name="Ana Alpha"), SpeakerFactory(name="Ben Beta")
        question = {"channel": "mail", "contacted_at": "2026-03-04T09:00", "deadline": "2026-03-05T09:00"}
        assert every_speaker_was_heard(judged(revision))

        reporter.press("ask", speaker=ana.pk, question="Why?", **question)
        reporter.press("ask", speaker=ben.pk, question="Why?", **question)
        assert not every_speaker_was_heard(judged(revision))
        assert no_reply_is_awaited(judged(revision))

        clock.shift(timedelta(hours=25))
        ana_asked, ben_asked = ContactAttempt.objects.order_by("pk")
        answer = {"answer": "The dam is safe. Call 020 7946 0958.", "answered_at": "2026-03-04T12:00"}
        reporter.press("answer", of=ana_asked, outcome="answered", **answer)
        reporter.press("answer", of=ben_asked, outcome="none")
        assert not no_reply_is_awaited(judged(revision))

        ana_asked.refresh_from_db()
        reporter.press("excerpt", of=ana_asked, excerpt="The dam is safe.")
        ana_asked.refresh_from_db()
        editor.press("approve-excerpt", of=ana_asked)
        to_publication(reporter, editor)
        page = public_page()
        assert "We asked Ana Alpha on 4 March 2026 by mail, and had an answer on 4 March." in page
        assert "<q>The dam is safe.</q>" in page
        assert "We asked Ben Beta on 4 March 2026 by mail, and had no answer by 5 March." in page

        clock.shift(timedelta(days=2))
        ben_asked.refresh_from_db()
        late = {"answer": "I was on holiday.", "answered_at": "2026-03-07T08:00"}
        reporter.press("answer", of=ben_asked, outcome="answered", **late)
        assert public_page() == page

        reporter.press("update-with-replies")
        clock.shift(timedelta(hours=1))
        to_publication(reporter, editor)
        page = public_page()
        assert "had an answer on 7 March, after the deadline of 5 March." in page
        assert "Ben Beta has answered our question; the answer is added." in page
        assert not [words for words in ("7946", "holiday") if words in page]
