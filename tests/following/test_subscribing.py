"""Beginning and ending to follow: nothing without the owner of the address, and nothing left of who stopped."""

from datetime import timedelta

import pytest
from django.core import mail as mailbox

from claims.following.sending import send_reader_mails
from claims.following.subscribing import (
    CONFIRMATIONS_A_DAY,
    MAILS_KEPT_FOR,
    ask_to_follow,
    confirm,
    forget_unconfirmed,
    stop,
    stop_all,
)
from claims.models import Follower, Following, ReaderMail
from claims.tasks import forget_readers
from claims.tasks import send_reader_mails as send_task
from tests.factories import NINE
from tests.following.conftest import MAIL

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def ask(verdict, now=NINE, **changes):
    wish = {"kind": "claim", "key": verdict.review.claim.public_id, "mail": MAIL, "rhythm": "at_once"}
    ask_to_follow(**(wish | changes), now=now)


class TestAskToFollow:
    def test_sends_a_question_and_no_news_before_it_is_answered(self, verdict):
        ask(verdict)
        send_reader_mails(now=NINE)

        (question,) = mailbox.outbox
        assert (question.to, Following.objects.get().confirmed_at) == ([MAIL], None)
        assert "/follow/confirm/" in question.body
        assert "List-Unsubscribe" not in question.extra_headers

    def test_is_one_wish_however_often_and_however_the_address_is_written(self, verdict):
        ask(verdict)
        ask(verdict, mail=MAIL.upper(), rhythm="daily")

        assert (Follower.objects.get().mail, Following.objects.get().rhythm) == (MAIL, "daily")

    def test_sends_an_address_three_questions_a_day_at_most(self, verdict):
        for minute in range(9):
            ask(verdict, NINE + timedelta(minutes=minute))
        assert ReaderMail.objects.count() == CONFIRMATIONS_A_DAY
        ask(verdict, NINE + DAY + timedelta(minutes=9))

        assert ReaderMail.objects.count() == CONFIRMATIONS_A_DAY + 1

    def test_changes_nothing_for_who_follows_and_tells_them_so(self, verdict, follow):
        follow("claim", verdict.review.claim.public_id)
        ask(verdict, rhythm="daily")
        send_reader_mails(now=NINE)

        assert Following.objects.get().rhythm == "at_once"
        assert "already" in mailbox.outbox[0].subject
        assert "/follow/manage/" in mailbox.outbox[0].body

    def test_tells_the_workers_at_once(self, verdict, django_capture_on_commit_callbacks, monkeypatch):
        told = []
        monkeypatch.setattr(
            "claims.outbox.messages.send_hint", lambda task, **more: told.append(task) or True
        )
        with django_capture_on_commit_callbacks(execute=True):
            ask(verdict)

        assert f"claims.tasks.{send_task.__name__}" in told


class TestConfirm:
    def test_holds_for_two_days(self, verdict):
        ask(verdict)
        following = Following.objects.get()

        assert confirm(following_id=following.pk, now=NINE + 2 * DAY) is None
        assert confirm(following_id=following.pk, now=NINE + 2 * DAY - timedelta(seconds=1))

    def test_twice_is_once(self, verdict, follow):
        following = follow("claim", verdict.review.claim.public_id)

        assert confirm(following_id=following.pk, now=NINE + DAY).confirmed_at == NINE


class TestStop:
    def test_removes_the_address_with_the_last_thing_followed(self, verdict, follow):
        first = follow("claim", verdict.review.claim.public_id)
        second = follow("topic", "water")

        stop(following_id=first.pk)
        assert Follower.objects.exists()
        for _ in range(2):
            stop(following_id=second.pk)
        assert not Follower.objects.exists()

    def test_all_removes_everything(self, verdict, follow):
        follow("claim", verdict.review.claim.public_id)
        stop_all(follower_id=follow("topic", "water").follower_id)

        assert not Follower.objects.exists()
        assert not ReaderMail.objects.exists()


class TestForgetting:
    def test_removes_what_nobody_confirmed_after_two_days_and_no_sooner(self, verdict, follow):
        follow("topic", "water", mail="other@reader.example")
        ask(verdict)

        assert forget_unconfirmed(now=NINE + 2 * DAY - timedelta(seconds=1)) == 0
        forget_readers()
        assert [each.mail for each in Follower.objects.all()] == ["other@reader.example"]

    def test_removes_old_mails_but_none_that_waits(self, verdict, follow):
        follower = follow("topic", "water").follower
        mails = [
            ReaderMail.objects.create(
                kind="news", follower=follower, created_at=NINE, due_at=NINE, began_at=NINE, state=state
            )
            for state in ("sent", "failed", "waiting")
        ]

        forget_unconfirmed(now=NINE + MAILS_KEPT_FOR)

        assert list(ReaderMail.objects.all()) == mails[2:]
