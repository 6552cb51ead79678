"""Linked claims: each verdict shows what it bears on and what bears on it, and never what is no verdict now."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import PublicRecord
from claims.publication.linked import linked_verdicts
from claims.review.correcting import restore_revision, retract_revision
from tests.factories import NINE, UserFactory, accepted_claim, approved, linked

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return UserFactory(role="Editor"), UserFactory(role="Editor")


@pytest.fixture
def other(publish):
    """The record of a verdict that stands."""
    return publish(
        text="The weir is dry", claim=accepted_claim(claim__text="The weir is dry", speakers=["Bo"])
    )


def told(page) -> list[tuple[str, ...]]:
    """Below a verdict: what each linked claim has to do with it, and its words."""
    below = page.content.decode().partition("Linked claims</h2>")[2].partition("</section>")[0]
    entries = below.split("<li>")[1:]
    return [(*re.findall("<b>([^<]+)</b>", each), *re.findall('/">([^<]+)</a>', each)) for each in entries]


class TestLinkedClaims:
    def test_stand_on_both_pages_each_from_its_side(self, client, publish, path, people, other):
        claim = linked(accepted_claim(), other.claim, people[0])
        tag = client.get(path(other))["ETag"]

        one = client.get(path(publish(claim=claim)))
        two = client.get(path(other))

        assert told(one) == [("Is contrary to", "The weir is dry")]
        assert told(two) == [("Contradicted by", "the dam is safe")]
        assert two["ETag"] != tag

    def test_are_no_drafts(self, client, path, people, other):
        approved(*people, claim=linked(accepted_claim(), other.claim, people[0]))

        assert told(client.get(path(other))) == []

    def test_go_and_come_with_the_other_verdict(self, client, publish, path, people, other):
        page = path(publish(claim=linked(accepted_claim(), other.claim, people[0])))
        live = other.claim.review.revisions.get()
        act = {
            "revision_id": live.pk,
            "editor": people[1],
            "reason": "Forged.",
            "now": NINE + timedelta(hours=1),
        }

        gone = retract_revision(**act, version=live.version)
        without = told(client.get(page))
        restore_revision(**act, version=gone.version)

        assert (without, told(client.get(page))) == ([], [("Is contrary to", "The weir is dry")])

    def test_are_not_related_verdicts_besides(self, client, publish, path, people):
        first = publish(text="Crime rose in the north")
        second = publish(
            claim=linked(accepted_claim(claim__text="Crime rose in the south"), first.claim, people[0])
        )

        page = client.get(path(second)).content.decode()

        assert page.count("Crime rose in the north") == 1
        assert "Related verdicts" not in page

    def test_cost_one_question(self, client, publish, path, people, other):
        page = path(publish(claim=linked(accepted_claim(), other.claim, people[0])))

        with CaptureQueriesContext(connection) as asked:
            client.get(page)

        assert len(asked) <= 3

    def test_are_in_german_in_german(self, client, publish, path, people, other):
        page = path(publish(claim=linked(accepted_claim(), other.claim, people[0])))

        text = client.get(f"/de{page}").content.decode()

        assert "Verknüpfte Behauptungen" in text
        assert "<b>Widerspricht</b>" in text

    def test_are_found_among_thousands_by_their_indexes(self, many, scans_of):
        verdict = PublicRecord.objects.get(sequence=1).record
        linked_ones = {"links": [{"kind": "repeats", "claim": f"copy{number}"} for number in range(3)]}

        for record in (verdict, verdict | linked_ones):
            scans = scans_of("claims_publicrecord", lambda record=record: linked_verdicts(record))
            assert sum(scan.rows for scan in scans) <= 3
