"""Links between claims for programs: made and removed at the desk, read in the public records."""

import pytest

from claims.models import ClaimLink
from tests.factories import UserFactory, accepted_claim, linked, published

pytestmark = pytest.mark.django_db

DESK = "/api/v1/desk/claims/"


@pytest.fixture
def verdict(editor):
    """A claim whose verdict readers know."""
    return published(UserFactory(role="Editor"), editor).review.claim


def move(program, claim, name, other, **headers):
    body = {"move": name, "relation": "answers", "to": other.public_id}
    sent = {"if-match": f'"{claim.version}"'} | headers
    sent = {name: value for name, value in sent.items() if value}
    return program.post(
        f"{DESK}{claim.public_id}/moves/", body, content_type="application/json", headers=sent
    )


class TestLinks:
    def test_are_made_once_for_a_key_and_read(self, desk, verdict):
        claim = accepted_claim()

        answers = [move(desk, claim, "link", verdict, **{"idempotency-key": "link-1"}) for _ in range(2)]

        assert [each.status_code for each in answers] == [200, 200]
        read = desk.get(f"{DESK}{claim.public_id}/").json()
        assert read["links"] == [{"claim": claim.public_id, "kind": "answers", "to": verdict.public_id}]
        assert desk.get(f"{DESK}{verdict.public_id}/").json()["links"] == read["links"]

    def test_are_removed(self, desk, editor, verdict):
        claim = linked(accepted_claim(), verdict, editor, "answers")

        assert move(desk, claim, "unlink", verdict).status_code == 200
        assert not ClaimLink.objects.exists()

    def test_are_refused_with_the_sentence_of_the_desk(self, desk):
        answer = move(desk, accepted_claim(), "link", accepted_claim())

        assert answer.status_code == 409
        assert "readers know no verdict" in answer.json()["detail"]

    def test_are_bound_to_the_claim_as_it_was_seen(self, desk, verdict):
        claim = accepted_claim()

        assert move(desk, claim, "link", verdict, **{"if-match": '"7"'}).status_code == 412
        assert move(desk, claim, "link", verdict, **{"if-match": None}).status_code == 428


class TestRecords:
    def test_name_what_a_claim_bears_on_and_are_found_by_it(self, client, editor, errors, verdict):
        claim = linked(accepted_claim(), verdict, editor, "answers")
        published(UserFactory(role="Editor"), UserFactory(role="Editor"), claim=claim)

        record = client.get(f"/api/v1/claims/{claim.public_id}/").json()
        found = client.get("/api/v1/claims/", {"linked_to": verdict.public_id}).json()["results"]

        assert record["links"] == [{"kind": "answers", "claim": verdict.public_id}]
        assert errors("Record", record) == []
        assert [each["id"] for each in found] == [claim.public_id]
