"""What programs of the desk ask for with a key is done once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from claims.models import AnsweredRequest, Article, AuditEntry, Claim, ClaimStatus
from claims.people.tokens import make_token
from tests.api.test_desk import DESK, move
from tests.factories import NINE, AppearanceFactory, UserFactory

pytestmark = pytest.mark.django_db


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
