"""News of what readers follow: once for each version, in the words that stand, and never of what was taken back."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail as mailbox
from django.db import DatabaseError, IntegrityError, transaction

from claims.following import telling
from claims.following.sending import send_reader_mails
from claims.following.telling import gather_digests, gather_news
from claims.models import News, PublicRecord, Rating, ReaderMail, Topic
from claims.review.correcting import retract_revision
from claims.review.requests import forget_askers
from claims.tasks import send_reader_mails as send_task
from tests.factories import NINE, accepted_claim, corrected, published, sent_request
from tests.following.conftest import MAIL

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def water(db):
    return Topic.objects.create(name="Water", slug="water")


@pytest.fixture
def publish(desk_of_two, water):
    """Publish a verdict on water; gives its revision."""

    def publish(text="the lake is clean"):
        claim = accepted_claim(claim__text=text)
        claim.topics.add(water)
        return published(*desk_of_two, claim=claim)

    return publish


def speaker_of(revision):
    return str(revision.review.claim.public_records.latest("version").record["speakers"][0]["id"])


def retract(revision, editor, reason="It was forged."):
    revision.refresh_from_db()
    return retract_revision(
        revision_id=revision.pk,
        editor=editor,
        version=revision.version,
        reason=reason,
        now=NINE + timedelta(hours=1),
    )


class TestNews:
    def test_of_a_topic_is_each_verdict_once(self, follow, publish, later):
        follow("topic", "water")
        publish()
        for _ in range(3):
            send_reader_mails(now=later)
        send_task()

        (news,) = mailbox.outbox
        assert news.subject == "Mostly false: the lake is clean"
        assert news.to == [MAIL]
        assert "You follow “Water”." in news.body

    def test_is_one_mail_for_who_follows_speaker_and_topic(self, follow, publish, later):
        before = publish("the river is clean")
        gather_news(now=later)
        follow("topic", "water", rhythm="daily")
        follow("speaker", speaker_of(before))
        publish()
        send_reader_mails(now=later)

        assert len(mailbox.outbox) == 1
        assert News.objects.get().following.kind == "speaker"

    def test_of_a_verdict_is_its_correction_and_not_its_spelling(self, follow, desk_of_two, later):
        fixed = corrected(*desk_of_two)
        claim = fixed.review.claim
        follow("claim", claim.public_id)
        send_reader_mails(now=later)

        (news,) = mailbox.outbox
        change = claim.public_records.latest("version").record["corrections"][0]
        assert claim.public_records.latest("version").change in ("correction", "update")
        assert change["note"] in news.body
        PublicRecord.objects.filter(claim=claim)
        assert news.subject.split(":")[0] in ("Corrected", "Updated")

    def test_of_a_retraction_says_why_and_no_verdict(self, follow, verdict, desk_of_two, later):
        follow("claim", verdict.review.claim.public_id)
        retract(verdict, desk_of_two[1])
        send_reader_mails(now=later)

        (news,) = mailbox.outbox
        assert news.subject == "Retracted: the dam is safe"
        assert "It was forged." in news.body
        assert "Mostly false" not in news.body + news.alternatives[0][0]

    def test_of_a_verdict_that_was_taken_back_meanwhile_is_none(self, follow, publish, desk_of_two, later):
        follow("topic", "water")
        made = publish()
        gather_news(now=later)
        retract(made, desk_of_two[1])
        send_reader_mails(now=later)

        assert not mailbox.outbox
        assert ReaderMail.objects.get().state == "dropped"

    def test_does_not_tell_what_came_before_it_was_confirmed(self, follow, publish, later):
        publish()
        follow("topic", "water", at=NINE + timedelta(minutes=30))
        send_reader_mails(now=later)

        assert not mailbox.outbox

    def test_reaches_everybody_in_a_number_of_queries_that_does_not_grow(
        self, follow, publish, later, django_assert_max_num_queries, monkeypatch
    ):
        for number in range(12):
            follow("topic", "water", mail=f"reader{number}@reader.example")
        publish()

        with django_assert_max_num_queries(9):
            assert gather_news(now=later) == 12


class TestDailyMail:
    def test_has_what_came_since_the_last_once_in_the_morning(self, follow, publish):
        follow("topic", "water", rhythm="daily")
        publish("the lake is clean")
        publish("the river is clean")
        night, morning = (NINE + DAY).replace(hour=7), (NINE + DAY).replace(hour=8)
        send_reader_mails(now=night)
        assert not mailbox.outbox
        for moment in (morning, morning + timedelta(hours=3)):
            send_reader_mails(now=moment)

        (news,) = mailbox.outbox
        assert "2 pieces of news" in news.subject
        assert "the lake is clean" in news.body
        assert "the river is clean" in news.body
        assert "/follow/stop-all/" in news.extra_headers["List-Unsubscribe"]

    def test_is_made_once_a_day(self, follow, publish, later):
        follow("topic", "water", rhythm="daily")
        publish()
        gather_news(now=later)

        assert [gather_digests(now=later) for _ in range(2)] == [1, 0]


class TestMail:
    def test_lets_go_with_one_press_and_loads_nothing(self, follow, publish, later, client):
        following = follow("topic", "water")
        publish('the lake is <script>clean</script>\r\nBcc: "x"')
        send_reader_mails(now=later)

        news = mailbox.outbox[0]
        html = news.alternatives[0][0]
        assert news.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = news.extra_headers["List-Unsubscribe"].strip("<>")
        assert address.startswith("http://127.0.0.1:8000/follow/stop/")
        assert "<script" not in html
        assert "src=" not in html
        assert "\n" not in news.subject
        path = address.removeprefix("http://127.0.0.1:8000")
        assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not type(following).objects.exists()

    def test_is_not_sent_again_when_nobody_knows_whether_it_went_out(
        self, follow, publish, later, monkeypatch
    ):
        follow("topic", "water")
        publish()

        def lose(self, messages):
            raise SMTPServerDisconnected("gone")

        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", lose)
        for _ in range(2):
            send_reader_mails(now=later)

        assert (ReaderMail.objects.get().state, ReaderMail.objects.get().attempts) == ("failed", 1)


class TestAnswer:
    WHEN = NINE + timedelta(minutes=11)

    def declined(self, editor, **fields):
        given = {"state": "declined", "decline_reason": "opinion", "answer": "Send us numbers."}
        decided = {"decided_by": editor, "decided_at": NINE, "mail": MAIL}
        return sent_request(**(given | decided | fields))

    def test_goes_out_once_after_a_while_in_which_it_may_be_taken_back(self, desk_of_two):
        request = self.declined(desk_of_two[0])
        send_reader_mails(now=NINE + timedelta(minutes=9))
        assert not mailbox.outbox
        for _ in range(2):
            send_reader_mails(now=self.WHEN)

        (answer,) = mailbox.outbox
        assert (answer.to, "It is an opinion" in answer.body) == ([MAIL], True)
        assert f"/ask/{request.key}/" in answer.body
        assert "mother" not in answer.body
        assert request.words not in answer.body

    def test_of_a_claim_waits_for_its_verdict(self, desk_of_two, later):
        claim = accepted_claim(claim__text="the lake is clean")
        given = {"state": "claim", "decline_reason": "", "answer": "", "claim": claim}
        first = self.declined(desk_of_two[0], **given)
        self.declined(
            desk_of_two[0],
            state="joined",
            decline_reason="",
            answer="",
            joined_to=first,
            mail="b@reader.example",
        )
        send_reader_mails(now=self.WHEN)
        assert not mailbox.outbox
        published(*desk_of_two, claim=claim)
        send_reader_mails(now=later)

        assert sorted(answer.to[0] for answer in mailbox.outbox) == [MAIL, "b@reader.example"]
        assert all("the lake is clean" in answer.body for answer in mailbox.outbox)

    def test_is_the_end_of_the_address_some_time_after(self, desk_of_two, settings):
        request = self.declined(desk_of_two[0])
        send_reader_mails(now=self.WHEN)
        after = timedelta(days=settings.REPORT_MAIL_DAYS)

        assert forget_askers(now=self.WHEN + after - timedelta(seconds=1)) == 0
        assert [forget_askers(now=self.WHEN + after) for _ in range(2)] == [1, 0]
        request.refresh_from_db()
        assert request.mail == ""

    def test_that_never_came_does_not_keep_the_address_for_good(self):
        sent_request(mail=MAIL)

        assert [forget_askers(now=NINE + timedelta(days=days)) for days in (364, 365)] == [0, 1]


class TestDatabase:
    def test_refuses_to_tell_of_a_version_twice(self, follow, publish, later):
        following = follow("topic", "water")
        publish()
        gather_news(now=later)
        told = News.objects.get()

        with pytest.raises(IntegrityError, match="told_of_a_version_once"), transaction.atomic():
            News.objects.create(follower=following.follower, following=following, record=told.record)

    @pytest.mark.parametrize("state", ["sent", "failed", "dropped"])
    def test_refuses_to_send_a_mail_again(self, follow, state):
        follower = follow("topic", "water").follower
        times = {"created_at": NINE, "due_at": NINE, "began_at": NINE}
        mail = ReaderMail.objects.create(kind="news", follower=follower, state=state, **times)

        with pytest.raises(DatabaseError, match="never sent again"), transaction.atomic():
            ReaderMail.objects.filter(pk=mail.pk).update(state="waiting")

    @pytest.mark.parametrize(
        ("fields", "match"),
        [
            ({"kind": "answer"}, "somebody_to_go_to"),
            ({"kind": "news", "follower": None}, "somebody_to_go_to"),
            ({"kind": "confirm"}, "to_be_confirmed"),
            ({"kind": "digest"}, "has_a_day"),
        ],
    )
    def test_refuses_mails_to_nobody_and_about_nothing(self, follow, fields, match):
        follower = follow("topic", "water").follower

        with pytest.raises(IntegrityError, match=match), transaction.atomic():
            ReaderMail.objects.create(**({"follower": follower, "created_at": NINE, "due_at": NINE} | fields))


def test_a_long_ledger_is_told_in_parts(follow, publish, later, monkeypatch):
    monkeypatch.setattr(telling, "VERSIONS", 1)
    follow("topic", "water")
    publish("the lake is clean")
    publish("the river is clean")

    assert [gather_news(now=later) for _ in range(3)] == [1, 1, 0]
    assert Rating.objects.exists()
