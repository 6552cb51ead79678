"""What readers see of a verdict that was corrected, retracted or restored."""

import json
import re
from datetime import timedelta

import pytest

from claims.models import Rating
from claims.public import paging
from claims.review.correcting import restore_revision, retract_revision
from tests.factories import NINE, UserFactory, corrected, correction, published, retracted

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return UserFactory(role="Editor"), UserFactory(role="Editor")


def address(revision, version=None):
    review = revision.review
    end = f"v{version}" if version else review.slug
    return f"/claims/{review.claim.public_id}/{end}/"


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", response.content.decode()).split())


class TestCorrectedVerdict:
    def test_says_first_what_was_changed(self, client, people):
        page = client.get(address(corrected(*people))).content.decode()

        assert page.index("An earlier version called the claim mostly false.") < page.index("<h1")
        assert "Corrected <time" in page

    def test_leads_to_the_version_before(self, client, people):
        live = corrected(*people)

        assert f'href="{address(live, 1)}"' in client.get(address(live)).content.decode()

    def test_says_so_in_the_list_of_verdicts(self, client, people):
        corrected(*people)

        assert "Corrected, 4 March 2026" in words(client.get("/"))

    def test_gives_no_notice_of_spelling_but_lists_it(self, client, people):
        live = corrected(
            *people,
            rating=Rating.objects.get(slug="mostly-false"),
            headline="No report says the Dam is safe",
            correction_note="A capital letter.",
        )

        page = client.get(address(live)).content.decode()

        assert page.index("A capital letter.") > page.index("</h1>")

    def test_is_not_seen_before_it_is_published(self, client, people):
        begun = correction(*people)

        assert "mostly false" in words(client.get(address(begun))).lower()
        assert client.get(address(begun, 2)).status_code == 404

    def test_costs_two_statements(self, client, people, django_assert_num_queries):
        live = corrected(*people)

        with django_assert_num_queries(2):
            client.get(address(live))


class TestEarlierVersion:
    def test_is_readable_and_says_that_it_no_longer_stands(self, client, people):
        live = corrected(*people)

        page = client.get(address(live, 1))

        assert "This is version 1, which no longer stands. Our verdict now is “False”." in words(page)
        assert "No report says the dam is safe" in words(page)

    def test_is_not_for_machines(self, client, people):
        page = client.get(address(corrected(*people), 1)).content.decode()

        assert '<meta name="robots" content="noindex">' in page
        assert "application/ld+json" not in page

    def test_costs_one_statement(self, client, people, django_assert_num_queries):
        live = corrected(*people)

        with django_assert_num_queries(1):
            client.get(address(live, 1))

    def test_must_be_asked_for_again_and_then_costs_nothing(self, client, people):
        live = corrected(*people)
        first = client.get(address(live, 1))

        assert client.get(address(live, 1), headers={"if-none-match": first["ETag"]}).status_code == 304

    def test_leads_to_the_page_where_it_is_the_current_one(self, client, people):
        live = corrected(*people)

        response = client.get(address(live, 2))

        assert (response.status_code, response["Location"]) == (302, address(live))

    @pytest.mark.parametrize("version", ["3", "9" * 9])
    def test_is_not_found_where_there_is_none(self, client, people, version):
        assert client.get(address(corrected(*people), version)).status_code == 404


class TestRetractedVerdict:
    def test_gives_the_reason_and_nothing_else(self, client, people):
        response = client.get(address(retracted(*people)))

        assert response.status_code == 410
        assert "The report we relied on was forged." in words(response)
        assert "Mostly false" not in words(response)
        assert "ETag" not in response

    def test_keeps_markup_without_a_rating(self, client, people):
        page = client.get(address(retracted(*people))).content.decode()

        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
        assert "reviewRating" not in json.loads(block)

    def test_shows_none_of_its_versions(self, client, people):
        taken_back = retracted(*people)

        response = client.get(address(taken_back, 1))

        assert (response.status_code, response["Location"]) == (302, address(taken_back))

    def test_may_leave_its_words_to_be_read_beneath_the_notice(self, client, people):
        taken_back = retracted(*people, keeps_words=True)

        notice, version = client.get(address(taken_back)), client.get(address(taken_back, 1))

        assert (notice.status_code, version.status_code) == (200, 200)
        assert f'href="{address(taken_back, 1)}"' in notice.content.decode()
        assert "Mostly false" not in words(notice)
        assert "We took this verdict back on 4 March 2026, and it must not be relied on." in words(version)
        assert "No report says the dam is safe" in words(version)
        assert "application/ld+json" not in version.content.decode()

    def test_stays_a_tombstone_for_programs_though_its_words_may_be_read(self, client, people):
        public_id = retracted(*people, keeps_words=True).review.claim.public_id

        answers = [client.get(f"/api/v1/claims/{public_id}/{end}") for end in ("", "versions/1/")]

        assert [answer.status_code for answer in answers] == [410, 410]
        assert answers[0].json()["withdrawn_version"] == 1

    def test_is_not_served_from_what_a_reader_kept(self, client, people):
        live = published(*people)
        kept = client.get(address(live))["ETag"]
        retract_revision(
            revision_id=live.pk, editor=people[1], version=live.version, reason="Forged.", now=NINE
        )

        assert client.get(address(live), headers={"if-none-match": kept}).status_code == 410

    def test_leaves_the_lists(self, client, people):
        retracted(*people)

        assert "No verdict has been published yet" in words(client.get("/"))
        assert client.get("/api/v1/claims/").json()["results"] == []

    def test_comes_back_with_the_reason_when_restored(self, client, people):
        taken_back = retracted(*people)
        restore_revision(
            revision_id=taken_back.pk,
            editor=people[1],
            version=taken_back.version,
            reason="It was genuine.",
            now=NINE + timedelta(days=1),
        )

        page = client.get(address(taken_back))

        assert page.status_code == 200
        assert "Restored 5 March 2026: It was genuine." in words(page)
        assert "which no longer stands" in words(client.get(address(taken_back, 2)))


class TestCorrectionsPage:
    def test_lists_the_newest_first(self, client, people):
        corrected(*people)
        retracted(*people)

        page = words(client.get("/corrections/"))

        assert page.index("The report we relied on was forged.") < page.index("An earlier version called")

    def test_says_what_will_appear_while_there_is_nothing(self, client):
        assert "Nothing has been corrected yet" in words(client.get("/corrections/"))

    def test_continues_below_the_last_row(self, client, people, monkeypatch):
        monkeypatch.setattr(paging, "ROWS_PER_PAGE", 1)
        corrected(*people)
        retracted(*people)

        (older,) = re.findall(r'href="(\?before=\d+)"', client.get("/corrections/").content.decode())

        assert "An earlier version called" in words(client.get(f"/corrections/{older}"))

    def test_shows_markup_in_a_note_as_text(self, client, people):
        corrected(*people, correction_note="<script>alert(1)</script>")

        assert "<script>alert" not in client.get("/corrections/").content.decode()

    def test_is_two_statements_to_the_database(self, client, people, django_assert_num_queries):
        for _ in range(3):
            corrected(*people)

        with django_assert_num_queries(2):
            client.get("/corrections/")

    @pytest.mark.parametrize("before", ["x", "-1", "%00", "9" * 4000])
    def test_knows_no_page_before_what_is_no_number(self, client, before):
        assert client.get(f"/corrections/?before={before}").status_code == 404
