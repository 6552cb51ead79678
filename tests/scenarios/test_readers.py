"""A reader asks, follows, is told and stops; by HTTP and by what comes into their mailbox alone."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as mailbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, Follower, LedgerTold, ReaderRequest, Revision
from claims.public.forms import opened_at
from claims.review.correcting import retract_revision
from claims.review.triage import ClaimContent, SpeakerEntry, accept_claim, edit_claim
from claims.tasks import forget_readers, send_reader_mails
from tests.factories import UserFactory, published

pytestmark = pytest.mark.django_db
READER = "ana@reader.example"
SITE = "http://127.0.0.1:8000"


def send(reader, address, **given):
    """Fill in a form as a person does, and follow where it leads."""
    return reader.post(
        address, given | {"opened": opened_at(timezone.now() - timedelta(seconds=9))}, follow=True
    )


def link_in(message, part):
    """The address of a page in a mail, on this site."""
    return re.search(rf"{SITE}(/{part}/\S+)", message.body)[1]


def work():
    """What the workers do within a minute."""
    send_reader_mails()
    sent, mailbox.outbox[:] = list(mailbox.outbox), []
    return sent


def test_a_reader_asks_follows_is_told_and_stops():
    LedgerTold.objects.update(sequence=0)
    reader, author, editor = (
        Client(enforce_csrf_checks=True),
        UserFactory(role="Editor"),
        UserFactory(role="Editor"),
    )
    desk = Client()
    desk.force_login(author)
    now = timezone.now()

    # asks, and sees what becomes of it
    link = re.search(r'href="(/ask/\?q=[^"]+)"', reader.get("/search/", {"q": "dam"}).content.decode())[1]
    status = send(
        reader, link, words="the dam is about to break", outlet="A messenger", mail=READER
    ).redirect_chain[0][0]
    assert "It has come" in reader.get(status).content.decode()
    request = ReaderRequest.objects.get()
    for name, data in (
        ("take-request", {}),
        ("accept-request", {"words": request.words, "link": "", "outlet": "Radio"}),
    ):
        request.refresh_from_db()
        desk.post(reverse(f"desk:{name}", args=[request.pk]), {"version": request.version, **data})
    claim = Claim.objects.get()
    assert "one of the claims we hold" in reader.get(status).content.decode()
    assert work() == []

    # is told of the verdict
    claim = accept_claim(claim_id=claim.pk, editor=author, version=claim.version, now=now)
    said = SpeakerEntry("Ana Alpha", "person", "originator", "Minister")
    told = {"kind": claim.kind, "evidence_status": "unstated", "evidence_status_on": now.date(), "topics": []}
    content = ClaimContent(text=claim.text, speakers=[said], **told)
    claim = edit_claim(claim_id=claim.pk, editor=author, version=claim.version, content=content, now=now)
    published(author, editor, claim=claim)
    with time_machine.travel(now + timedelta(minutes=30)):
        (answer,) = work()
        assert work() == []
    assert answer.to == [READER]
    verdict = reader.get(link_in(answer, "claims").rstrip())
    assert reader.get(status).content.decode().count("about to break") == 1

    # follows it, from the mailbox
    follow = re.search(r'href="(/follow/claim/\w+/)"', verdict.content.decode())[1]
    send(reader, follow, mail=READER, rhythm="at_once")
    (question,) = work()
    confirm = link_in(question, "follow/confirm")
    reader.get(confirm)
    assert "You follow this now" in reader.post(confirm).content.decode()

    # is told that it was taken back, once, and stops with one press
    live = Revision.objects.get()
    taken_back = {"revision_id": live.pk, "editor": editor, "version": live.version}
    retract_revision(**taken_back, reason="The film was of another dam.", now=timezone.now())
    (news,) = work()
    assert work() == []
    assert news.subject.startswith("Retracted: ")
    assert "another dam" in news.body
    stop = news.extra_headers["List-Unsubscribe"].strip("<>").removeprefix(SITE)
    assert reader.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()

    # and nothing is left of the address
    with time_machine.travel(now + timedelta(days=31)):
        forget_readers()
    assert not ReaderRequest.objects.exclude(mail="").exists()
    assert not reader.cookies
