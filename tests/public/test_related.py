"""Related verdicts: what stands below a verdict, what never does, and how much is looked at."""

import re
from datetime import timedelta

import pytest

from claims.models import PublicRecord
from claims.publication.related import LOOKED_AT, related_verdicts
from claims.review.correcting import retract_revision
from tests.factories import NINE, UserFactory, accepted_claim, approved, published

pytestmark = pytest.mark.django_db
SIMILAR = "The crime figures of the north rose"


@pytest.fixture
def people():
    return UserFactory(role="Editor"), UserFactory(role="Editor")


@pytest.fixture
def crime(publish, path):
    """The address of a verdict on crime, by the speaker of all claims that name none."""
    return path(publish(text="Crime figures rose in the north"))


def related(page) -> list[str]:
    """The claims that stand below a verdict."""
    below = page.content.decode().partition("Related verdicts</h2>")[2].partition("</section>")[0]
    return re.findall(r'<a href="/claims/[^"]+">([^<]+)</a>', below)


class TestRelatedVerdicts:
    def test_are_those_of_the_same_speaker_in_similar_words_the_most_similar_first(
        self, client, publish, crime
    ):
        publish(text="Crime has a price")
        publish(text=SIMILAR)
        publish(text="The weir is dry")
        publish(claim=accepted_claim(claim__text=SIMILAR, speakers=["Will May"]))

        assert related(client.get(crime)) == [SIMILAR, "Crime has a price"]

    def test_appear_and_go_with_the_ledger_and_change_the_page_no_other_way(self, client, people, crime):
        tags = [client.get(crime)["ETag"]]
        published(*people, claim=accepted_claim(claim__text="The weir is dry"))
        tags.append(client.get(crime)["ETag"])
        live = published(*people, claim=accepted_claim(claim__text=SIMILAR))
        shown = client.get(crime)
        retract_revision(
            revision_id=live.pk,
            editor=people[1],
            version=live.version,
            reason="The report was forged.",
            now=NINE + timedelta(hours=1),
        )
        gone = client.get(crime)

        assert (related(shown), related(gone)) == ([SIMILAR], [])
        assert tags == [gone["ETag"]] * 2
        assert shown["ETag"] != gone["ETag"]

    def test_are_published(self, client, people, crime):
        approved(*people, claim=accepted_claim(claim__text=SIMILAR))

        assert related(client.get(crime)) == []

    def test_are_looked_for_among_the_newest_of_thousands(self, many, scans_of):
        verdict = PublicRecord.objects.get(sequence=1)

        listings = scans_of("claims_publiclisting", lambda: related_verdicts(verdict))
        words = scans_of("claims_publicverdict", lambda: related_verdicts(verdict))

        assert {scan.node for scan in [*listings, *words]} <= {"Index Scan", "Index Only Scan"}
        assert max(scan.rows for scan in [*listings, *words]) <= LOOKED_AT
