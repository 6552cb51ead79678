"""What programs of the desk read, and whom their tokens let in."""

import pytest
from django.test import Client

from claims.models import TokenGrant
from tests.api.test_claims import local
from tests.api.test_desk import DESK
from tests.factories import AppearanceFactory, UserFactory, accepted_claim, ask_for_second_ratings, in_review

pytestmark = pytest.mark.django_db


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
