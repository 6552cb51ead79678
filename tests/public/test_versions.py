"""What stood on a day, and what one version changed of another."""

import re
from datetime import timedelta

import pytest
import time_machine

from claims.review.correcting import restore_revision
from claims.review.merging import merge_claim
from tests.factories import NINE, AppearanceFactory, UserFactory, corrected, published, retracted

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return UserFactory(role="Editor"), UserFactory(role="Editor")


def address(revision, end=None):
    review = revision.review
    return f"/claims/{review.claim.public_id}/{end or review.slug}/"


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", response.content.decode()).split())


def restored(people):
    """A verdict that was taken back and came back: versions 1, 2 and 3."""
    gone = retracted(*people)
    act = {"revision_id": gone.pk, "editor": people[1], "version": gone.version}
    return restore_revision(**act, reason="It was genuine.", now=NINE + timedelta(days=1))


class TestChanges:
    def test_show_word_by_word_what_was_taken_out_and_put_in(self, client, people):
        page = words(client.get(address(corrected(*people), "v1/to/v2")))

        assert "From version 1 to version 2, which readers see now." in page
        assert "Rating [taken out: Mostly false] [put in: False]" in page
        assert "Evidence" not in page

    def test_are_linked_from_the_list_of_versions_the_notice_and_the_version_before(self, client, people):
        live = corrected(*people)
        link = f'href="{address(live, "v1/to/v2")}"'

        assert client.get(address(live)).content.decode().count(link) == 2
        assert link in client.get(address(live, "v1")).content.decode()

    def test_are_read_from_the_older_to_the_newer(self, client, people):
        live = corrected(*people)

        assert client.get(address(live, "v2/to/v1"))["Location"] == address(live, "v1/to/v2")
        assert client.get(address(live, "v1/to/v1"))["Location"] == address(live, "v1")

    def test_say_that_a_version_had_taken_the_verdict_back(self, client, people):
        live = restored(people)

        assert "Version 2 had taken our verdict back." in words(client.get(address(live, "v2/to/v3")))
        assert "Both say the same" in words(client.get(address(live, "v1/to/v3")))

    def test_of_a_verdict_that_is_taken_back_are_not_shown(self, client, people):
        gone = retracted(*people)

        assert client.get(address(gone, "v1/to/v2"))["Location"] == address(gone)

    @pytest.mark.parametrize("end", ["v1/to/v3", "v3/to/v4", "v999999999/to/v1"])
    def test_are_not_found_where_there_is_no_such_version(self, client, people, end):
        assert client.get(address(corrected(*people), end)).status_code == 404

    def test_cost_one_statement_and_nothing_when_asked_again(self, client, people, django_assert_num_queries):
        link = address(corrected(*people), "v1/to/v2")

        with django_assert_num_queries(1):
            tag = client.get(link)["ETag"]

        assert client.get(link, headers={"if-none-match": tag}).status_code == 304

    def test_show_markup_in_any_part_as_text(self, client, people):
        live = corrected(*people, body="<script>alert(1)</script>")

        assert "<script" not in client.get(address(live, "v1/to/v2")).content.decode()


@pytest.fixture(scope="class")
def live(for_all):
    """A verdict of 4 March, taken back on that day and restored on the next."""
    with for_all():
        yield restored((UserFactory(role="Editor"), UserFactory(role="Editor")))


class TestAsOf:
    def ask(self, client, live, day):
        return client.get(address(live), {"as_of": day})

    def test_shows_what_stood_at_the_end_of_the_day(self, client, live):
        page = self.ask(client, live, "2026-03-04")

        assert page.status_code == 200
        assert "This stood here on 4 March 2026, as version 2, and no longer stands." in words(page)
        assert '<meta name="robots" content="noindex">' in page.content.decode()

    def test_leads_to_the_page_where_that_is_what_stands(self, client, live):
        assert self.ask(client, live, "2026-03-05")["Location"] == address(live)

    def test_says_when_there_was_no_verdict_yet(self, client, live):
        page = self.ask(client, live, "2026-03-03")

        assert page.status_code == 404
        assert (
            "On 3 March 2026 we had published no verdict on this claim. The first one is of 4 March 2026."
            in (words(page))
        )

    @pytest.mark.parametrize(
        "day", ["", "yesterday", "2026-02-30", "2026-W10-3", "٢٠٢٦-03-04", "\0", "9" * 5000]
    )
    def test_refuses_what_is_no_day(self, client, live, day):
        page = self.ask(client, live, day)

        assert page.status_code == 400
        assert "Give a day as year, month and day" in words(page)

    @time_machine.travel(NINE + timedelta(days=3))
    @pytest.mark.parametrize("day", ["2026-03-08", "9999-12-31"])
    def test_refuses_a_day_ahead(self, client, live, day):
        page = self.ask(client, live, day)

        assert page.status_code == 400
        assert "Ask for today or an earlier day, for example “2026-03-07”." in words(page)

    def test_takes_the_first_day_there_is(self, client, live):
        assert self.ask(client, live, "0001-01-01").status_code == 404

    def test_leads_to_the_notice_of_a_verdict_that_is_taken_back(self, client, people):
        gone = retracted(*people)

        assert self.ask(client, gone, "2026-03-03")["Location"] == address(gone)

    def test_knows_nothing_of_what_is_not_public(self, client):
        assert client.get("/claims/nosuchclaim/x/?as_of=2026-03-04").status_code == 404

    def test_follows_a_merge(self, client, people):
        live = published(*people)
        claim = AppearanceFactory().claim
        merge_claim(claim_id=claim.pk, into_id=live.review.claim_id, editor=people[0], version=1, now=NINE)

        response = client.get(f"/claims/{claim.public_id}/?as_of=2026-03-03")

        assert response["Location"] == f"{address(live)}?as_of=2026-03-03"

    def test_costs_one_statement(self, client, live, django_assert_num_queries):
        with django_assert_num_queries(1):
            self.ask(client, live, "2026-03-04")
