"""Programs of the desk: which moves they make, and what they cite."""

import json

import pytest
from django.test import Client

from claims.api.moves import (
    AT_THE_DESK_ALONE,
    BY_ADDING,
    BY_EDITING,
    OF_CLAIMS,
    OF_REPLIES,
    OF_REPORTS,
    OF_REQUESTS,
    OF_REVISIONS,
)
from claims.models import AuditEntry, Revision
from claims.review.moves import MOVES
from tests.api.test_claims import local
from tests.factories import AppearanceFactory, UserFactory, draft, in_review, published

pytestmark = pytest.mark.django_db
DESK = "/api/v1/desk/"


def move(program: Client, address: str, body: dict, **headers: str):
    """Send a move of what was just read, or of what the headers say."""
    if "if_match" not in headers:
        headers["if_match"] = program.get(f"{DESK}{address}/")["ETag"]
    named = {name.replace("_", "-"): value for name, value in headers.items() if value}
    data = json.dumps(body)
    return program.post(f"{DESK}{address}/moves/", data, content_type="application/json", headers=named)


class TestMoves:
    def test_are_those_of_the_workflow(self):
        posted = [*OF_CLAIMS, *OF_REVISIONS, *OF_REPLIES, *OF_REPORTS, *OF_REQUESTS]
        made = [*posted, *BY_EDITING, *BY_ADDING, *AT_THE_DESK_ALONE]

        assert sorted(made) == sorted(MOVES)

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
        taken_back = {"move": "retract", "reason": "The report was forged.", "keeps_words": True}
        steps.append(move(desk, address, taken_back))

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
            ({"move": "retract", "reason": "x", "keeps_words": "on"}, "keeps_words"),
            ({"move": "approve", "because": "x"}, "because"),
            ({"move": "assign", "assignee": "\u200b"}, "assignee"),
            ({"move": "rate", "rating": "a wrong one", "reason": "x"}, "rating"),
            ({"move": "schedule", "publish_at": "soon"}, "publish_at"),
            ({"move": "schedule", "publish_at": "2026-03-04T09:00:00"}, "publish_at"),
            ({"move": "plan", "due_on": "2026-02-30", "priority": 2}, "due_on"),
        ],
    )
    def test_are_refused_where_the_words_make_none(self, desk, body, field):
        waiting = in_review(UserFactory(role="Editor"))

        answer = move(desk, f"revisions/{waiting.pk}", body, if_match='"1.1"')

        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])

    @pytest.mark.parametrize(
        ("body", "sentence"),
        [
            ({"move": "assign", "assignee": "nobody"}, "Nobody works here"),
            ({"move": "rate", "rating": "wrong", "reason": "x"}, "no rating with this slug"),
            ({"move": "waive", "gate": "no_such", "reason": "x"}, "Cannot waive"),
            ({"move": "schedule", "publish_at": "9999-12-31T23:59:59-14:00"}, "Cannot schedule"),
        ],
    )
    def test_are_refused_for_what_there_is_not(self, desk, body, sentence):
        answer = move(desk, f"revisions/{in_review(UserFactory(role='Editor')).pk}", body)

        assert answer.status_code == 409
        assert sentence in answer.json()["detail"]


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
