"""The figures of the newsroom's work."""

from datetime import timedelta

import pytest

from claims.models import PublicRecord, Topic
from claims.review.figures import (
    inflow,
    open_work,
    ratings_by_speaker_kind,
    ratings_by_topic,
    selection,
    time_to_verdict,
)
from tests.factories import (
    NINE,
    AppearanceFactory,
    ClaimFactory,
    UserFactory,
    accepted_claim,
    draft,
    published,
)

pytestmark = pytest.mark.django_db


def found_ago(days, **fields):
    return ClaimFactory(created_at=NINE - timedelta(days=days), **fields)


def rows(figure):
    """The rows that are not all zero."""
    return {name: list(numbers) for name, numbers in figure.rows if any(numbers)}


@pytest.fixture
def people():
    return UserFactory(role="Editor"), UserFactory(role="Editor")


class TestInflow:
    def test_counts_each_day_also_those_without_any(self):
        for days in (0, 0, 2, 8):
            found_ago(days)

        figure = inflow(days=7, now=NINE)

        assert [numbers for _, numbers in figure.rows] == [[0], [0], [0], [0], [1], [0], [2]]
        assert figure.rows[-1][0] == "4 March 2026"

    def test_counts_weeks_where_the_time_is_long(self):
        for days in (0, 2, 3, 300):
            found_ago(days)

        figure = inflow(days=365, now=NINE)

        assert rows(figure) == {"2 March 2026": [2], "23 February 2026": [1], "5 May 2025": [1]}
        assert len(figure.rows) == 53


class TestTimeToVerdict:
    def test_sorts_first_verdicts_by_the_time_they_took(self, people):
        for days in (0, 2, 400):
            published(*people, claim=accepted_claim(claim__created_at=NINE - timedelta(days=days)))

        figure = time_to_verdict(days=7, now=NINE)

        assert rows(figure) == {"Up to a day": [1], "1 to 3 days": [1], "More than 30 days": [1]}
        assert figure.note == "Half of them took no longer than 2 days."

    def test_leaves_out_verdicts_from_before(self, people):
        published(*people)

        figure = time_to_verdict(days=7, now=NINE + timedelta(days=30))

        assert (rows(figure), figure.note) == ({}, "")


class TestOpenWork:
    def test_counts_by_state_and_age(self, people):
        found_ago(2)
        found_ago(90)
        found_ago(0, status="accepted")
        found_ago(0, status="dismissed", dismissal_reason="trivial")
        draft(people[0])

        assert rows(open_work(now=NINE)) == {
            "To triage": [0, 1, 0, 0, 1],
            "Accepted, no review yet": [1, 0, 0, 0, 0],
            "Being written": [1, 0, 0, 0, 0],
        }


class TestRatings:
    def test_count_a_verdict_once_for_each_kind_of_speaker(self, people):
        place = AppearanceFactory(claim__status="accepted", speakers=["Ana", "Ben"])
        published(*people, claim=place.claim)
        assert PublicRecord.objects.count() == 1

        figure = ratings_by_speaker_kind()

        (numbers,) = rows(figure).values()
        assert dict(zip(figure.headings[1:], numbers, strict=True))["Mostly false"] == sum(numbers) == 1

    def test_count_a_verdict_for_each_of_its_topics(self, people):
        claim = accepted_claim()
        for name in ("Energy", "Water"):
            claim.topics.add(Topic.objects.create(name=name, slug=name.lower()))
        published(*people, claim=claim)

        assert {name: sum(numbers) for name, numbers in rows(ratings_by_topic()).items()} == {
            "Energy": 1,
            "Water": 1,
        }


class TestSelection:
    def test_says_what_was_dropped_and_why(self):
        held = found_ago(0)
        found_ago(0, status="dismissed", dismissal_reason="opinion")
        found_ago(0, status="dismissed", dismissal_reason="opinion")
        found_ago(0, status="merged", merged_into=held)
        found_ago(60, status="accepted")

        assert rows(selection(days=28, now=NINE)) == {
            "Still to triage": [1],
            "Merged into a claim already held": [1],
            "Dismissed: opinion": [2],
        }
