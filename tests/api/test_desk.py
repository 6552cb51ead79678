"""Programs of the desk: what they read, which moves they make, and once."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from claims.api.moves import AT_THE_DESK_ALONE, OF_CLAIMS, OF_REVISIONS
from claims.models import (
    AnsweredRequest,
    Article,
    AuditEntry,
    Claim,
    ClaimStatus,
    Revision,
    TokenGrant,
)
from claims.people.tokens import make_token
from claims.review.moves import MOVES
from tests.api.test_claims import local
from tests.factories import (
    NINE,
    AppearanceFactory,
    UserFactory,
    accepted_claim,
    ask_for_second_ratings,
    draft,
    in_review,
    published,
)

pytestmark = pytest.mark.django_db
DESK = "/api/v1/desk/"


@pytest.fixture
def editor():
    return UserFactory(role="Editor")


@pytest.fixture
def desk(bearer, editor):
    """A program of an editor, with every scope."""
    return bearer(editor)


def move(program: Client, address: str, body: dict, **headers: str):
    """Send a move of what was just read, or of what the headers say."""
    if "if_match" not in headers:
        headers["if_match"] = program.get(f"{DESK}{address}/")["ETag"]
    named = {name.replace("_", "-"): value for name, value in headers.items() if value}
    data = json.dumps(body)
    return program.post(f"{DESK}{address}/moves/", data, content_type="application/json", headers=named)


class TestMoves:
    def test_are_those_of_the_workflow(self):
        assert OF_CLAIMS.keys() | OF_REVISIONS.keys() | AT_THE_DESK_ALONE == MOVES.keys()

    def test_take_a_claim_to_a_public_verdict_and_back(self, desk, bearer, editor):
        author = UserFactory(role="Editor")
        program = bearer(author)
        claim = AppearanceFactory().claim
        steps = [
            move(program, f"claims/{claim.public_id}", {"move": name}) for name in ("accept", "open_review")
        ]
        waiting = in_review(author)
        address = f"revisions/{waiting.pk}"
        steps.append(move(desk, address, {"move": "approve"}))
        steps.append(move(desk, address, {"move": "publish"}))
        steps.append(move(desk, address, {"move": "retract", "reason": "The report was forged."}))

        assert [step.status_code for step in steps] == [200] * 5
        assert [step.json().get("state") for step in steps[2:]] == ["approved", "published", "retracted"]
        assert program.get(local(steps[1].json()["revision"])).json()["state"] == "draft"

    @pytest.mark.parametrize(
        ("body", "change"),
        [
            ({"move": "plan", "due_on": None, "priority": 4}, {"priority": 4}),
            ({"move": "take"}, {}),
            ({"move": "follow"}, {}),
            ({"move": "comment", "comment": "Who has the minutes?"}, {}),
        ],
    )
    def test_are_made_around_a_review_too(self, desk, body, change):
        revision = draft(UserFactory(role="Editor"))

        answer = move(desk, f"revisions/{revision.pk}", body)

        assert answer.status_code == 200
        assert AuditEntry.objects.latest("pk").move == body["move"]
        review = Revision.objects.get(pk=revision.pk).review
        assert {name: getattr(review, name) for name in change} == change

    def test_are_refused_with_the_sentence_of_the_desk(self, bearer, editor):
        waiting = in_review(editor)

        answer = move(bearer(editor), f"revisions/{waiting.pk}", {"move": "approve"})

        assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
        assert "nobody judges their own work" in answer.json()["detail"]

    @pytest.mark.parametrize(
        ("seen", "status"), [("", 428), ('"999.1"', 412), ("*", 412), ('W/"1.1"', 412), ('"1', 412)]
    )
    def test_name_what_was_seen(self, desk, seen, status):
        waiting = in_review(UserFactory(role="Editor"))

        answer = move(desk, f"revisions/{waiting.pk}", {"move": "approve"}, if_match=seen)

        assert (answer.status_code, Revision.objects.get(pk=waiting.pk).state) == (status, "in_review")

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "move"),
            ({"move": "save"}, "move"),
            ({"move": "return"}, "reason"),
            ({"move": "return", "reason": 7}, "reason"),
            ({"move": "return", "reason": "a\0b"}, "reason"),
            ({"move": "return", "reason": "a\ud800"}, "reason"),
            ({"move": "return", "reason": "x" * 200_000}, "reason"),
            ({"move": "approve", "reason": "x"}, "reason"),
            ({"move": "approve", "because": "x"}, "because"),
            ({"move": "assign", "assignee": "nobody"}, "assignee"),
            ({"move": "rate", "rating": "wrong", "reason": "x"}, "rating"),
            ({"move": "schedule", "publish_at": "soon"}, "publish_at"),
            ({"move": "schedule", "publish_at": "9999-12-31T23:59:59-14:00"}, "publish_at"),
            ({"move": "plan", "due_on": "2026-02-30", "priority": 2}, "due_on"),
        ],
    )
    def test_are_refused_where_the_words_make_none(self, desk, body, field):
        waiting = in_review(UserFactory(role="Editor"))

        answer = move(desk, f"revisions/{waiting.pk}", body, if_match='"1.1"')

        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


class TestOnce:
    def test_the_same_key_is_answered_the_same(self, desk):
        claim = AppearanceFactory().claim
        sent = {"idempotency_key": "7f3a", "if_match": '"1"'}

        first, again = (move(desk, f"claims/{claim.public_id}", {"move": "accept"}, **sent) for _ in "12")

        assert (first.status_code, first.content, first["ETag"]) == (200, again.content, again["ETag"])
        assert again["Idempotent-Replayed"] == "true"
        assert AuditEntry.objects.filter(move="accept").count() == 1

    def test_the_same_key_for_something_else_is_refused(self, desk):
        claim = AppearanceFactory().claim
        sent = {"idempotency_key": "7f3a", "if_match": '"1"'}
        move(desk, f"claims/{claim.public_id}", {"move": "accept"}, **sent)

        other = move(desk, f"claims/{claim.public_id}", {"move": "dismiss", "reason": "opinion"}, **sent)

        assert (other.status_code, Claim.objects.get().status) == (422, ClaimStatus.ACCEPTED)

    def test_a_refusal_is_tried_again(self, desk):
        claim = AppearanceFactory().claim
        address = f"claims/{claim.public_id}"
        sent = {"idempotency_key": "7f3a"}

        refused = move(desk, address, {"move": "open_review"}, **sent)
        move(desk, address, {"move": "accept"})

        assert (refused.status_code, AnsweredRequest.objects.count()) == (409, 0)
        assert move(desk, address, {"move": "open_review"}, **sent).status_code == 200

    def test_the_key_of_another_person_is_another_key(self, desk, bearer):
        first, second = AppearanceFactory().claim, AppearanceFactory().claim
        move(desk, f"claims/{first.public_id}", {"move": "accept"}, idempotency_key="1")

        answer = move(
            bearer(UserFactory(role="Editor")),
            f"claims/{second.public_id}",
            {"move": "accept"},
            idempotency_key="1",
        )

        assert answer.status_code == 200

    @pytest.mark.parametrize("key", ["a b", "é", "x" * 256])
    def test_a_key_that_is_none_is_refused(self, desk, key):
        claim = AppearanceFactory().claim

        answer = move(desk, f"claims/{claim.public_id}", {"move": "accept"}, idempotency_key=key)

        assert list(answer.json()["errors"]) == ["Idempotency-Key"]

    def test_holds_for_articles(self, program):
        sent = {"content_type": "application/json", "headers": {"idempotency-key": "1"}}

        answers = [program.post("/api/v1/articles/", {"text": "Ana said no."}, **sent) for _ in "12"]

        assert [answer.status_code for answer in answers] == [201, 201]
        assert Article.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_with_one_key_one_acts():
    editor, claim, together = UserFactory(role="Editor"), AppearanceFactory().claim, Barrier(8)
    token = make_token(person=editor, name="Test", scopes=["move"], lifetime=None, now=NINE)
    headers = {"authorization": f"Bearer {token}", "idempotency-key": "1", "if-match": '"1"'}

    def send(_):
        try:
            together.wait(timeout=30)
            address = f"{DESK}claims/{claim.public_id}/moves/"
            return Client().post(
                address, {"move": "accept"}, content_type="application/json", headers=headers
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))

    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert AuditEntry.objects.filter(move="accept").count() == 1


class TestReading:
    @pytest.mark.parametrize("rows", [1, 50])
    def test_of_a_queue_costs_the_same_for_all_rows(self, desk, rows, django_assert_max_num_queries):
        for _ in range(rows):
            AppearanceFactory()

        desk.get(f"{DESK}claims/")  # notes that the token is in use

        with django_assert_max_num_queries(6):
            answer = desk.get(f"{DESK}claims/", {"speaker": "Alpha", "kind": "fact"}).json()

        assert len(answer["results"]) == rows
        assert answer["results"][0]["speakers"] == ["Ana Alpha"]

    def test_of_a_queue_goes_page_by_page(self, desk):
        claims = [AppearanceFactory(claim__checkworthiness=worth / 10).claim.public_id for worth in range(5)]

        page = desk.get(f"{DESK}claims/", {"page_size": 3}).json()
        rest = desk.get(local(page["next"])).json()

        assert [row["id"] for row in page["results"] + rest["results"]] == claims[::-1]

    @pytest.mark.parametrize(
        "asked", [{"status": "merged"}, {"kind": "lie"}, {"q": "x"}, {"words": "x" * 301}]
    )
    def test_of_a_queue_that_there_is_not_is_refused(self, desk, asked):
        assert desk.get(f"{DESK}claims/", asked).status_code == 400

    def test_tells_what_may_be_done(self, desk, editor, django_assert_max_num_queries):
        revision = in_review(editor)

        with django_assert_max_num_queries(12):
            answer = desk.get(f"{DESK}revisions/{revision.pk}/").json()

        assert (answer["rating"], len(answer["evidence"])) == ("mostly-false", 2)
        assert "nobody judges their own work" in answer["moves"]["approve"]
        assert answer["moves"]["comment"] is None

    def test_hides_a_first_rating(self, desk):
        ask_for_second_ratings()
        revision = in_review(UserFactory(role="Editor"))

        answer = desk.get(f"{DESK}revisions/{revision.pk}/").json()
        (listed,) = desk.get(f"{DESK}revisions/", {"list": "waiting"}).json()["results"]

        assert [answer[name] for name in ("rating", "headline", "short_answer", "body")] == [None] * 4
        assert listed["headline"] is None
        assert answer["known"] == "- Cracks were found."

    def test_of_a_claim_shows_where_it_was_made(self, desk):
        claim = accepted_claim()

        answer = desk.get(f"{DESK}claims/{claim.public_id}/").json()

        (place,) = answer["appearances"]
        assert (place["words"], place["speakers"][0]["name"]) == ("the dam is safe", "Ana Alpha")
        assert (answer["revision"], answer["moves"]["open_review"]) == (None, None)


class TestEvidence:
    WORK = {
        "stance": "context",
        "title": "Minutes of May",
        "publisher": "Parliament",
        "url": "https://parliament.example/1",
        "kind": "primary",
    }

    def add(self, program, revision, **changes):
        address = f"{DESK}revisions/{revision.pk}/"
        headers = {"if-match": program.get(address)["ETag"]}
        work = {name: value for name, value in (self.WORK | changes).items() if value != ""}
        return program.post(f"{address}evidence/", work, content_type="application/json", headers=headers)

    def test_is_added_behind_the_others(self, desk):
        revision = draft(UserFactory(role="Editor"))

        answer = self.add(desk, revision)

        assert (answer.status_code, answer.json()["version"]) == (200, revision.version + 1)
        titles = [use.source.title for use in revision.evidence.order_by("position")]
        assert titles == ["Inspection", "History", "Minutes of May"]

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"url": ""}, "url"),
            ({"url": "javascript:alert(1)"}, "url"),
            ({"kind": "protected"}, "kind"),
            ({"title": "x" * 301}, "title"),
            ({"accessed_on": "9999-12-31"}, "accessed_on"),
            ({"stance": "maybe"}, "stance"),
            ({"titel": "x"}, "titel"),
        ],
    )
    def test_is_refused_where_it_cannot_be_cited(self, desk, change, field):
        answer = self.add(desk, draft(UserFactory(role="Editor")), **change)

        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])

    def test_is_not_added_to_what_is_public(self, desk, editor):
        answer = self.add(desk, published(UserFactory(role="Editor"), editor))

        assert answer.status_code == 409


class TestScopes:
    @pytest.mark.parametrize(
        ("scopes", "statuses"),
        [(["articles"], [403, 403, 400]), (["read"], [200, 403, 403]), (["read", "move"], [200, 428, 403])],
    )
    def test_open_what_they_name_and_no_more(self, bearer, editor, scopes, statuses):
        claim, program = AppearanceFactory().claim, bearer(editor, *scopes)
        json_type = {"content_type": "application/json"}

        read = program.get(f"{DESK}claims/")
        moved = program.post(f"{DESK}claims/{claim.public_id}/moves/", {"move": "accept"}, **json_type)
        sent = program.post("/api/v1/articles/", {}, **json_type)

        assert [answer.status_code for answer in (read, moved, sent)] == statuses

    def test_open_nothing_to_whoever_has_no_right_or_no_second_factor(self, bearer, editor, settings):
        assert bearer(UserFactory()).get(f"{DESK}claims/").status_code == 403
        settings.REQUIRE_TWO_FACTOR = True

        answer = bearer(editor).get(f"{DESK}claims/")

        assert answer.status_code == 403
        assert "need a second factor" in answer.json()["detail"]
        assert Client().get(f"{DESK}claims/").status_code == 401

    def test_are_noted_when_they_are_used(self, desk):
        desk.get(f"{DESK}claims/")

        assert TokenGrant.objects.get().last_used_at is not None

    @pytest.mark.parametrize("rest", ["claims/2222/", "revisions/0/", "revisions/999999999999999999999/"])
    def test_open_nothing_that_there_is_not(self, desk, rest):
        assert desk.get(f"{DESK}{rest}").status_code == 404
