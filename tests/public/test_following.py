"""Following by mail: nobody learns whose address is known, and no program confirms for anybody."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from claims.following.links import CONFIRM, MANAGE, STOP, STOP_ALL, token_for
from claims.models import Follower, Following, ReaderMail
from claims.public.forms import opened_at
from tests.factories import UserFactory, published

pytestmark = pytest.mark.django_db
MAIL = "ana@reader.example"


@pytest.fixture(scope="class")
def record(for_all):
    with for_all():
        live = published(UserFactory(role="Editor"), UserFactory(role="Editor"))
        yield live.review.claim.public_records.get()


@pytest.fixture
def following(record):
    follower = Follower.objects.create(mail=MAIL, created_at=timezone.now())
    return Following.objects.create(
        follower=follower, kind="claim", key=record.public_id, asked_at=timezone.now()
    )


def send(client, record, **changes):
    proof = {"opened": opened_at(timezone.now() - timedelta(seconds=9))}
    given = {"mail": MAIL, "rhythm": "at_once"} | proof | changes
    return client.post(f"/follow/claim/{record.public_id}/", given)


def address(purpose, pk):
    return f"/follow/{purpose}/{token_for(purpose, pk)}/"


class TestWay:
    def test_leads_from_verdict_speaker_and_topic(self, client, record, path):
        speaker = record.record["speakers"][0]

        assert f'href="/follow/claim/{record.public_id}/"' in client.get(path(record)).content.decode()
        page = client.get(f"/speakers/{speaker['id']}/", follow=True).content.decode()
        assert f'href="/follow/speaker/{speaker["id"]}/"' in page
        assert client.get(f"/follow/speaker/{speaker['id']}/").status_code == 200

    @pytest.mark.parametrize("place", ["claim/nosuchclaim", "speaker/999999", "topic/nothing", "speaker/x"])
    def test_leads_to_nothing_that_is_not_public(self, client, place):
        assert client.get(f"/follow/{place}/").status_code == 404


class TestWish:
    def test_is_answered_alike_whether_or_not_the_address_is_known(self, client, record, following):
        answers = [send(client, record, mail=mail) for mail in (MAIL, "new@reader.example")]
        Following.objects.update(confirmed_at=timezone.now())
        answers += [send(client, record) for _ in range(5)]

        assert {(answer.status_code, answer.url) for answer in answers} == {(302, "/follow/sent/")}
        assert {tuple(sorted(answer.headers)) for answer in answers} == {tuple(sorted(answers[0].headers))}

    def test_sets_no_cookie_and_is_kept_nowhere(self, record, following):
        client = Client(enforce_csrf_checks=True)
        answers = [send(client, record), client.get("/follow/sent/")]
        answers += [
            client.get(address(purpose, pk))
            for purpose, pk in (
                (CONFIRM, following.pk),
                (STOP, following.pk),
                (STOP_ALL, following.follower_id),
            )
        ]

        for answer in answers:
            assert not answer.cookies
            assert "no-store" in answer["Cache-Control"]

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"mail": ""}, "Give the address"),
            ({"mail": "nobody"}, "This is no mail address"),
            ({"mail": "a@example.org\r\nBcc: b@example.org"}, "This is no mail address"),
            ({"mail": "a@example.org, b@example.org"}, "This is no mail address"),
            ({"mail": "x" * 300 + "@example.org"}, "at most 254"),
            ({"mail": "a\0@example.org"}, "Null characters"),
            ({"rhythm": "hourly"}, "Choose one of the two"),
            ({"website": "x"}, "there for programs"),
        ],
    )
    def test_says_what_is_wrong_with_it(self, client, record, changes, sentence):
        response = send(client, record, **changes)

        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert not Follower.objects.exists()


class TestLinks:
    def test_confirm_only_by_the_button(self, client, following):
        link = address(CONFIRM, following.pk)
        for _ in range(3):
            assert "Yes, follow this" in client.get(link).content.decode()
            client.head(link)
        following.refresh_from_db()
        assert following.confirmed_at is None

        assert "You follow this now" in client.post(link).content.decode()
        following.refresh_from_db()
        assert following.confirmed_at

    def test_end_only_by_the_button_or_a_press_in_the_mail_program(self, client, following):
        link = address(STOP, following.pk)
        assert "Follow it no longer" in client.get(link).content.decode()
        assert Following.objects.exists()
        for _ in range(2):
            page = Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"})
            assert "You follow this no longer" in page.content.decode()
        assert not Follower.objects.exists()

    def test_end_everything(self, client, following):
        link = address(STOP_ALL, following.follower_id)
        Following.objects.update(confirmed_at=timezone.now())
        assert "Everything that you follow" in client.get(link).content.decode()

        assert "You follow this no longer" in client.post(link).content.decode()

    @pytest.mark.parametrize("purpose", [CONFIRM, STOP, STOP_ALL, MANAGE])
    def test_are_for_their_purpose_and_not_to_be_made_up(self, client, following, purpose):
        tokens = [token_for(other, following.pk) for other in (CONFIRM, STOP, MANAGE) if other != purpose]
        genuine = token_for(purpose, following.pk)
        tokens += [
            genuine[:-43] + genuine[:-44:-1],
            genuine[:-9],
            genuine + "A",
        ]  # backwards, cut, and longer
        tokens.append(f"{following.pk}~abc~{'x' * 43}")
        for token in tokens:
            assert client.post(f"/follow/{purpose}/{token}/").status_code == 404

    @pytest.mark.parametrize(("purpose", "days"), [(CONFIRM, 2), (MANAGE, 60)])
    def test_say_when_they_hold_no_more(self, client, following, purpose, days):
        link = address(purpose, following.pk)

        with time_machine.travel(timezone.now() + timedelta(days=days, seconds=9)):
            response = client.post(link, follow=True)

        assert "does not hold any more" in response.content.decode()
        assert not Following.objects.exclude(confirmed_at=None).exists()

    def test_to_stop_hold_for_good(self, client, following):
        link = address(STOP, following.pk)

        with time_machine.travel(timezone.now() + timedelta(days=3650)):
            client.post(link)

        assert not Following.objects.exists()


class TestManaging:
    @pytest.fixture
    def link(self, following):
        Following.objects.update(confirmed_at=timezone.now())
        return address(MANAGE, following.follower_id)

    def test_shows_what_is_followed_in_three_queries(
        self, client, link, following, publish, django_assert_max_num_queries
    ):
        for number in range(5):
            Following.objects.create(
                follower=following.follower,
                kind="claim",
                key=publish(text=f"the dam leaks in place {number}").public_id,
                asked_at=timezone.now(),
                confirmed_at=timezone.now(),
            )
        with django_assert_max_num_queries(3):
            page = client.get(link).content.decode()

        assert all(f"the dam leaks in place {number}" in page for number in range(5))
        assert MAIL not in page

    def test_changes_the_rhythm_and_stops_one(self, client, link, following):
        client.post(link, {"rhythm": "daily"})
        following.refresh_from_db()
        assert following.rhythm == "daily"

        page = client.post(link, {"stop": following.pk}, follow=True).content.decode()
        assert "does not hold any more" in page
        assert not Follower.objects.exists()

    def test_stops_nothing_of_somebody_else(self, client, link, record):
        other = Follower.objects.create(mail="b@reader.example", created_at=timezone.now())
        theirs = Following.objects.create(
            follower=other,
            kind="claim",
            key=record.public_id,
            asked_at=timezone.now(),
            confirmed_at=timezone.now(),
        )
        for stop in (theirs.pk, "x", "9" * 40, "\0"):
            client.post(link, {"stop": stop})

        assert Following.objects.filter(pk=theirs.pk).exists()

    def test_removes_the_address(self, client, link):
        client.post(link, {"all": "1"})

        assert not Follower.objects.exists()
        assert not ReaderMail.objects.exists()
