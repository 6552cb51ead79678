"""Mails: gathered, sent, tried again, and never sent twice."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected

import pytest
from django.core import mail as mailbox

from claims.models import Mail, MailState, Notification, NotificationKind, NotificationSettings
from claims.notifications import delivery
from claims.notifications.inbox import mark_read
from claims.notifications.sending import send_mails
from claims.tasks import send_mails as send_mails_task
from tests.factories import NINE, AppearanceFactory

pytestmark = pytest.mark.django_db
EIGHT = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
REFUSED_FOR_NOW = [
    SMTPRecipientsRefused({"ruth@desk.example": (450, b"Mailbox busy")}),
    SMTPSenderRefused(421, b"Too many", "desk@desk.example"),
    SMTPDataError(451, b"Local error"),
]
REFUSED_FOR_GOOD = [
    SMTPRecipientsRefused({"ruth@desk.example": (550, b"No such mailbox")}),
    SMTPDataError(554, b"Not this"),
]
UNKNOWN = [SMTPServerDisconnected("Connection unexpectedly closed"), TimeoutError("timed out")]


@pytest.fixture
def server(monkeypatch):
    """A mail server that fails as it is told to, first come first; else it takes every mail."""

    class Server:
        def __init__(self):
            self.failures, self.taken = [], []

        def open(self):
            if self.failures and isinstance(self.failures[0], ConnectionRefusedError):
                raise self.failures.pop(0)

        def send_messages(self, messages):
            if self.failures:
                raise self.failures.pop(0)
            self.taken += messages

        def close(self):
            pass

    made = Server()
    monkeypatch.setattr(delivery, "get_connection", lambda: made)
    return made


def state():
    return Mail.objects.get().state


class TestSendAtOnce:
    def test_sends_a_plain_short_mail(self, tell, ruth, claim):
        tell(ruth)

        assert send_mails(now=NINE) == 1

        (sent,) = mailbox.outbox
        told = Notification.objects.get()
        assert (sent.to, sent.content_subtype) == (["ruth@desk.example"], "plain")
        assert f"/desk/notifications/{told.pk}/" in sent.body
        assert "“the dam is safe”" in sent.body
        assert "/desk/account/notifications/" in sent.body
        assert state() == MailState.SENT

    def test_sends_it_once_however_often_it_runs(self, tell, ruth):
        tell(ruth)

        assert [send_mails(now=NINE) for _ in range(3)] == [1, 0, 0]
        assert len(mailbox.outbox) == 1

    def test_is_a_task_that_may_run_twice(self, tell, ruth, time_machine):
        time_machine.move_to(NINE)
        tell(ruth)

        send_mails_task()
        send_mails_task()

        assert len(mailbox.outbox) == 1

    def test_keeps_a_claim_of_many_lines_on_one(self, tell, ruth):
        claim = AppearanceFactory(claim__text="the dam\r\nBcc: all@desk.example\n\nis safe " * 50).claim
        tell(ruth, claim=claim)

        send_mails(now=NINE)

        (sent,) = mailbox.outbox
        assert "\n" not in sent.subject
        assert len(sent.subject) <= 120
        assert sent.recipients() == ["ruth@desk.example"]
        assert len(sent.body) < 1000

    @pytest.mark.parametrize(
        "address", ["x", "a@b\nBcc: c@desk.example", "a@desk.example, b@desk.example", ""]
    )
    def test_sends_nothing_to_what_is_no_address(self, tell, ruth, address):
        tell(ruth)
        ruth.email = address
        ruth.save()

        assert send_mails(now=NINE) == 0
        assert (mailbox.outbox, state()) == ([], MailState.DROPPED)

    @pytest.mark.parametrize("what", ["closed", "without the right", "changed their mind", "read it"])
    def test_sends_nothing_to_whom_it_does_not_concern_any_more(self, tell, choose, ruth, what):
        tell(ruth)
        if what == "closed":
            ruth.is_active = False
            ruth.save()
        elif what == "without the right":
            ruth.groups.clear()
        elif what == "changed their mind":
            choose(ruth, assigned="desk")
        else:
            mark_read(person=ruth, pk=Notification.objects.get().pk, now=NINE)

        assert send_mails(now=NINE) == 0
        assert (mailbox.outbox, state()) == ([], MailState.DROPPED)

    def test_sends_no_news_of_last_week(self, tell, ruth):
        tell(ruth)

        assert send_mails(now=NINE + timedelta(days=4)) == 0
        assert (mailbox.outbox, state()) == ([], MailState.FAILED)


class TestFailures:
    def test_waits_until_the_server_can_be_reached(self, tell, ruth, server):
        server.failures = [ConnectionRefusedError("refused")] * 3
        tell(ruth)

        assert [send_mails(now=NINE) for _ in range(4)] == [0, 0, 0, 1]
        assert Mail.objects.get().attempts == 1

    @pytest.mark.parametrize("refusal", REFUSED_FOR_NOW)
    def test_tries_again_after_a_while_what_is_refused_for_now(self, tell, ruth, server, refusal):
        server.failures = [refusal, refusal]
        tell(ruth)
        moments = [0, 30, 60, 150, 180]  # seconds

        sent = [send_mails(now=NINE + timedelta(seconds=moment)) for moment in moments]

        assert sent == [0, 0, 0, 0, 1]
        assert len(server.taken) == 1

    @pytest.mark.parametrize("failure", REFUSED_FOR_GOOD + UNKNOWN)
    def test_never_sends_again_what_was_refused_or_may_have_gone_out(self, tell, ruth, server, failure):
        server.failures = [failure]
        tell(ruth)

        assert [send_mails(now=NINE + timedelta(hours=hour)) for hour in range(3)] == [0, 0, 0]
        assert (server.taken, state()) == ([], MailState.FAILED)
        assert Mail.objects.get().failure

    def test_goes_on_after_one_that_fails(self, tell, ruth, theo, server):
        server.failures = [TimeoutError()]
        tell(ruth, theo)

        assert send_mails(now=NINE) == 1
        assert server.taken[0].to == ["theo@desk.example"]

    def test_never_sends_again_what_somebody_died_of_sending(self, tell, ruth, server):
        server.failures = [SystemExit()]
        tell(ruth)

        with pytest.raises(SystemExit):
            send_mails(now=NINE)

        assert state() == MailState.SENDING
        assert send_mails(now=NINE + timedelta(minutes=5)) == 0
        assert send_mails(now=NINE + timedelta(hours=1)) == 0
        assert (server.taken, state()) == ([], MailState.FAILED)


class TestDailyMail:
    @pytest.fixture
    def waiting(self, tell, choose, ruth):
        """Two things for the daily mail of the next morning."""
        choose(ruth, assigned="digest")
        tell(ruth, event="audit:1")
        tell(ruth, event="audit:2", kind=NotificationKind.WAITING)

    def test_says_all_in_one_mail_at_eight(self, waiting):
        assert send_mails(now=EIGHT - timedelta(minutes=1)) == 0
        assert send_mails(now=EIGHT) == 1

        (sent,) = mailbox.outbox
        assert "2 things at your desk" in sent.subject
        assert sent.body.count("“the dam is safe”") == 2

    def test_comes_once_a_day(self, waiting, tell, ruth):
        send_mails(now=EIGHT)
        tell(ruth, event="audit:3", now=EIGHT)

        assert send_mails(now=EIGHT + timedelta(hours=15)) == 0
        assert send_mails(now=EIGHT + timedelta(days=1)) == 1
        assert "1 thing at" in mailbox.outbox[-1].subject

    def test_comes_at_the_hour_that_its_reader_chose(self, waiting, ruth):
        NotificationSettings.objects.filter(person=ruth).update(digest_hour=17)

        assert send_mails(now=EIGHT) == 0
        assert send_mails(now=EIGHT + timedelta(hours=9)) == 1

    @pytest.mark.parametrize(
        ("zone", "day", "first"),
        [
            ("Asia/Tokyo", "2026-03-05", "2026-03-04T23:00Z"),
            ("America/New_York", "2026-03-05", "2026-03-05T13:00Z"),
            ("America/New_York", "2026-03-09", "2026-03-09T12:00Z"),  # summer time began on the 8th
        ],
    )
    def test_goes_by_the_clock_of_the_newsroom(self, tell, choose, ruth, settings, zone, day, first):
        settings.TIME_ZONE = zone
        first = datetime.fromisoformat(first)
        choose(ruth, assigned="digest")
        tell(ruth, now=first - timedelta(minutes=30))

        assert send_mails(now=first - timedelta(minutes=1)) == 0
        assert send_mails(now=first) == 1
        assert Mail.objects.get().digest_on.isoformat() == day

    def test_comes_on_the_day_without_that_hour(self, tell, choose, ruth, settings):
        """On 8 March 2026 no clock in New York showed half past two."""
        settings.TIME_ZONE = "America/New_York"
        choose(ruth, assigned="digest")
        NotificationSettings.objects.filter(person=ruth).update(digest_hour=2)
        tell(ruth, now=datetime(2026, 3, 8, 5, tzinfo=UTC))

        assert send_mails(now=datetime(2026, 3, 8, 6, 59, tzinfo=UTC)) == 0
        assert send_mails(now=datetime(2026, 3, 8, 7, 0, tzinfo=UTC)) == 1

    def test_leaves_out_what_was_read_at_the_desk(self, waiting, ruth):
        mark_read(person=ruth, pk=Notification.objects.first().pk, now=NINE)

        send_mails(now=EIGHT)

        assert "1 thing at" in mailbox.outbox[0].subject

    def test_does_not_come_without_news(self, waiting, ruth):
        Notification.objects.update(read_at=NINE)

        assert send_mails(now=EIGHT) == 0
        assert not Mail.objects.exists()

    def test_names_fifty_and_says_how_many_more(self, tell, choose, ruth):
        choose(ruth, assigned="digest")
        for number in range(60):
            tell(ruth, event=f"audit:{number}")

        send_mails(now=EIGHT)

        assert mailbox.outbox[0].body.count("“the dam is safe”") == 50
        assert "And 10 more" in mailbox.outbox[0].body
