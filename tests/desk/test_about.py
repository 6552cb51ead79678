"""Whoever may edits the pages about the newsroom."""

import pytest
from django.db import DatabaseError, connection, transaction

from claims.models import AboutVersion, AuditEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
WORDS = {"version": 1, "body": "Our readers pay.", "reason": "We have members now."}


@pytest.fixture
def browser(sign_in):
    return sign_in(UserFactory(role="Standards editor", first_name="Ann", last_name="Vane"))


def save(browser, page="funding", **changes):
    return browser.post(f"/desk/about/{page}/", WORDS | changes)


class TestEdit:
    def test_makes_a_version_and_an_entry_in_the_audit(self, browser, client):
        response = browser.get(save(browser).url)

        saved = AboutVersion.objects.get(page="funding", version=2)
        entry = AuditEntry.objects.get(move="save_about")
        assert (saved.text, saved.saved_by, saved.reason) == (
            "Our readers pay.",
            "Ann Vane",
            "We have members now.",
        )
        assert entry.detail == {"page": ["", "Funding"], "version": ["1", "2"]}
        assert "Readers see it now." in response.content.decode()
        assert "Our readers pay." in client.get("/funding/").content.decode()

    def test_sent_twice_is_one_version(self, browser):
        for _ in range(2):
            assert save(browser).status_code == 302

        assert AboutVersion.objects.filter(page="funding").count() == 2

    def test_of_what_somebody_has_changed_shows_both_and_then_saves(self, browser):
        save(browser)

        response = save(browser, body="The state pays.")

        page = response.content.decode()
        assert response.status_code == 409
        assert "somebody has changed this page" in page
        assert "<ins>" in page
        assert "The state pays.</textarea>" in page
        assert 'name="version" value="2"' in page
        assert save(browser, version=2, body="The state pays.").status_code == 302

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"body": " "}, "Write what readers should know"),
            ({"body": "x\0y"}, "U+0000"),
            ({"body": "x" * 200_001}, "at most 200000"),
            ({"reason": ""}, "Say in a sentence"),
            ({"reason": "x" * 501}, "at most 500"),
            ({"version": "forged"}, "somebody has changed this page"),
        ],
    )
    def test_refuses_with_a_sentence_and_loses_nothing(self, browser, changes, sentence):
        response = save(browser, **changes)

        assert response.status_code in (409, 422)
        assert sentence in response.content.decode()
        assert "We have members now." in response.content.decode() or "reason" in changes
        assert AboutVersion.objects.filter(page="funding").count() == 1

    def test_is_for_those_with_the_right(self, desk):
        for response in (desk.get("/desk/about/"), desk.get("/desk/about/funding/"), save(desk)):
            assert response.status_code == 403
        assert AboutVersion.objects.filter(page="funding").count() == 1

    def test_knows_no_other_page(self, browser):
        assert save(browser, page="secrets").status_code == 404


class TestList:
    def test_says_what_is_still_to_be_completed_in_few_questions(
        self, browser, django_assert_max_num_queries
    ):
        save(browser)

        with django_assert_max_num_queries(12):
            page = browser.get("/desk/about/").content.decode()

        assert page.count("yours to complete") == 5
        assert "Ann Vane" in page


class TestDatabase:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE claims_aboutversion SET text = 'x' WHERE version = 1",
            "DELETE FROM claims_aboutversion",
            "TRUNCATE claims_aboutversion",
            "INSERT INTO claims_aboutversion (page, version, text, scale, saved_by, reason, saved_at)"
            " VALUES ('team', 3, 'x', '[]', 'x', 'x', now())",
            "INSERT INTO claims_aboutversion (page, version, text, scale, saved_by, reason, saved_at)"
            " VALUES ('team', 2, 'x', '[]', '', 'x', now())",
        ],
    )
    def test_refuses_to_change_what_readers_were_told(self, statement):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
