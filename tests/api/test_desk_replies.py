"""Programs of the desk hear those who made a claim: whom was asked, what came back, and what of it is printed."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import AuditEntry, ContactAttempt, Revision, RevisionState, UnaskedSpeaker
from tests.api.test_claims import local
from tests.api.test_desk import DESK, move
from tests.factories import (
    ANSWER,
    SpeakerFactory,
    UserFactory,
    answered,
    approved,
    asked,
    draft,
    excerpted,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(db):
    return UserFactory(role="Editor")


@pytest.fixture
def revision(author):
    return draft(author)


@pytest.fixture
def address(revision):
    return f"{DESK}revisions/{revision.pk}/replies/"


def question(**changes):
    """That Ana Alpha was asked an hour ago."""
    now = timezone.now()
    sent = {
        "speaker": SpeakerFactory(name="Ana Alpha").pk,
        "channel": "mail",
        "contact": "ana@ministry.example",
        "contacted_at": (now - timedelta(hours=1)).isoformat(),
        "deadline": (now + timedelta(hours=1)).isoformat(),
        "question": "What makes you say that the dam is safe?",
    }
    return sent | changes


def send(program, address, body, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return program.post(address, json.dumps(body), content_type="application/json", headers=named)


class TestReplies:
    def test_go_from_asking_to_words_for_print(self, desk, bearer, author, revision, address):
        program = bearer(author)
        UnaskedSpeaker.objects.all().delete()
        asked = send(program, address, question())
        reply = local(asked["Location"]).removeprefix(DESK).rstrip("/")
        came = {"outcome": "answered", "answer": ANSWER, "answered_at": timezone.now().isoformat()}

        steps = [
            move(program, reply, {"move": "record_answer"} | came),
            move(program, reply, {"move": "propose_excerpt", "excerpt": "It is safe"}),
            move(program, reply, {"move": "approve_excerpt"}),
            move(desk, reply, {"move": "approve_excerpt"}),
        ]

        assert [asked.status_code, *(step.status_code for step in steps)] == [201, 200, 200, 409, 200]
        assert "nobody judges their own work" in steps[2].json()["detail"]
        (heard,) = desk.get(address).json()["results"]
        assert (heard["name"], heard["is_to_ask"], heard["attempts"][0]["excerpt"]) == (
            "Ana Alpha",
            False,
            "It is safe",
        )
        assert heard["attempts"][0]["excerpt_approved_at"]
        moves = ["record_contact", "record_answer", "propose_excerpt", "approve_excerpt"]
        assert list(AuditEntry.objects.order_by("-pk").values_list("move", flat=True)[:4])[::-1] == moves

    def test_are_written_down_once(self, desk, address):
        sent = question()

        first = send(desk, address, sent, idempotency_key="1")
        replayed, again = (send(desk, address, sent, idempotency_key=key) for key in "12")

        assert (replayed.content, replayed["Idempotent-Replayed"]) == (first.content, "true")
        assert (again.status_code, again.json()["id"]) == (201, first.json()["id"])
        assert ContactAttempt.objects.count() == 1

    def test_void_approvals_of_what_is_worked_on(self, desk, author):
        waiting = approved(author, UserFactory(role="Editor"))

        answer = send(desk, f"{DESK}revisions/{waiting.pk}/replies/", question())

        assert answer.json()["revision"].endswith(f"/revisions/{waiting.pk}/")
        assert Revision.objects.get(pk=waiting.pk).state == RevisionState.DRAFT

    def test_are_withdrawn_and_then_stay_as_they_are(self, desk, author, revision):
        reply = f"revisions/{revision.pk}/replies/{asked(revision, author).pk}"

        gone = move(desk, reply, {"move": "withdraw_contact", "reason": "It was the other ministry."})
        after = move(desk, reply, {"move": "record_answer", "outcome": "awaited"})

        assert (gone.status_code, after.status_code) == (200, 409)
        assert desk.get(f"{DESK}{reply}/").json()["moves"] == {}

    @pytest.mark.parametrize(
        ("sent", "status"),
        [({"why": "dead", "words": "She died in May."}, 200), ({"why": None}, 200), ({"why": "dead"}, 409)]
        + [
            ({"why": None, "words": "x"}, 409),
            ({"why": "dead", "words": "x", "link": "https://x.example/"}, 409),
        ]
        + [({"why": "busy"}, 400), ({"words": "x"}, 400), ({"why": "dead", "speaker": "7"}, 400)],
    )
    def test_are_left_out_for_a_reason_that_is_on_the_list(self, desk, revision, sent, status):
        UnaskedSpeaker.objects.all().delete()
        speaker = SpeakerFactory(name="Ana Alpha").pk

        answer = move(desk, f"revisions/{revision.pk}", {"move": "leave_unasked", "speaker": speaker} | sent)

        assert answer.status_code == status
        assert UnaskedSpeaker.objects.filter(reason="dead").exists() == (
            status == 200 and sent["why"] == "dead"
        )

    @pytest.mark.parametrize(
        ("change", "status"),
        [
            ({"speaker": 10**18}, 409),
            ({"speaker": True}, 400),
            ({"contacted_at": "9999-12-31T23:59:59Z"}, 409),
            ({"contacted_at": "0001-01-01T00:00:00+14:00"}, 409),
            ({"deadline": "9999-12-31T23:59:59-14:00"}, 409),
            ({"deadline": "tomorrow"}, 400),
            ({"asked": "press@ministry.example"}, 409),
            ({"question": "\0"}, 400),
            ({"question": "x" * 200_000}, 400),
            ({"channel": "pigeon"}, 400),
            ({"answer": "Yes"}, 400),
        ],
    )
    def test_are_refused_where_nobody_can_have_been_asked_so(self, desk, address, change, status):
        answer = send(desk, address, question(**change))

        assert (answer.status_code, ContactAttempt.objects.exists()) == (status, False)
        assert answer["Content-Type"] == "application/problem+json"

    @pytest.mark.parametrize(("seen", "status"), [(None, 428), ('"9"', 412), ("*", 412)])
    def test_are_moved_as_they_were_seen(self, desk, author, revision, seen, status):
        attempt = answered(revision, author)
        named = {"if_match": seen} if seen else {}

        answer = send(
            desk,
            f"{DESK}revisions/{revision.pk}/replies/{attempt.pk}/moves/",
            {"move": "propose_excerpt", "excerpt": "It is safe"},
            **named,
        )

        assert (answer.status_code, ContactAttempt.objects.get().excerpt) == (status, "")

    def test_of_another_review_are_not_found(self, desk, author, revision):
        attempt = asked(revision, author)
        other = published(author, UserFactory(role="Editor"))

        assert desk.get(f"{DESK}revisions/{other.pk}/replies/{attempt.pk}/").status_code == 404

    @pytest.mark.parametrize("attempts", [1, 20])
    def test_are_listed_at_the_same_cost(
        self, desk, author, revision, address, attempts, django_assert_max_num_queries
    ):
        for number in range(attempts):
            asked(revision, author, asked=f"Office {number}")
        desk.get(address)  # notes that the token is in use

        with django_assert_max_num_queries(9):
            (heard,) = desk.get(address).json()["results"]

        assert len(heard["attempts"]) == attempts

    def test_are_described_to_the_last_field(self, desk, author, revision, address, errors):
        attempt = excerpted(revision, author)

        answers = {
            "HeardPage": desk.get(address),
            "DeskContact": desk.get(f"{address}{attempt.pk}/"),
            "MovedContact": send(desk, address, question(asked="the ministry’s press office")),
        }

        assert [error for name, answer in answers.items() for error in errors(name, answer.json())] == []
