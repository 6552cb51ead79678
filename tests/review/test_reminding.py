"""What the calendar says to people."""

from datetime import date, datetime, timedelta

import pytest

from claims.models import Notification, Review
from claims.review.rechecking import note_new_evidence, say_it_still_holds
from claims.review.reminding import remind_people
from claims.tasks import remind_people as remind_people_task
from tests.factories import NINE, UserFactory, answered, asked, draft, published, reported

pytestmark = pytest.mark.django_db
TODAY = NINE.date()


def told(kind):
    """Who was told of a kind of thing."""
    return {each.person for each in Notification.objects.filter(kind=kind).select_related("person")}


def due(revision, day):
    Review.objects.filter(pk=revision.review_id).update(due_on=day)
    return revision


class TestRemindPeople:
    @pytest.mark.parametrize(("days", "number"), [(2, 0), (1, 1), (0, 1), (-1, 1), (-400, 1)])
    def test_tells_the_assignee_from_the_day_before(self, author, days, number):
        due(draft(author), TODAY + timedelta(days=days))

        assert remind_people(now=NINE) == number
        assert Notification.objects.filter(person=author, kind="due").count() == number

    def test_tells_once_that_it_is_due_and_once_that_it_is_overdue(self, author):
        due(draft(author), TODAY + timedelta(days=1))

        told = [remind_people(now=NINE + timedelta(days=day)) for day in (0, 0, 1, 2, 3)]

        assert told == [1, 0, 0, 1, 0]

    def test_tells_again_of_another_day_and_another_person(self, author, editor):
        revision = due(draft(author), TODAY)
        remind_people(now=NINE)

        due(revision, TODAY + timedelta(days=1))
        assert remind_people(now=NINE) == 1
        Review.objects.update(assignee=editor)
        assert remind_people(now=NINE) == 1

    def test_tells_nobody_of_what_is_done(self, author, editor):
        due(published(author, editor), TODAY)

        assert remind_people(now=NINE) == 0

    def test_goes_by_the_days_of_the_newsroom(self, author, settings):
        settings.TIME_ZONE = "Pacific/Auckland"
        due(draft(author), date(2026, 3, 6))

        assert remind_people(now=datetime.fromisoformat("2026-03-04T10:59Z")) == 0
        assert remind_people(now=datetime.fromisoformat("2026-03-04T11:00Z")) == 1

    def test_is_a_task_that_may_run_twice(self, author, time_machine):
        time_machine.move_to(NINE)
        due(draft(author), TODAY)

        remind_people_task()
        remind_people_task()

        assert Notification.objects.count() == 1

    def test_asks_nothing_about_what_was_told(self, author, django_assert_num_queries):
        for _ in range(20):
            due(draft(author), TODAY)
        remind_people(now=NINE)

        with django_assert_num_queries(6):
            assert remind_people(now=NINE) == 0


class TestReplies:
    @pytest.fixture
    def attempt(self, author, editor):
        """Somebody whom the editor asked about the author's draft, to answer in an hour."""
        return asked(draft(author), editor)

    def test_are_told_before_and_after_their_deadline_to_who_asked_and_who_does_the_review(
        self, author, editor, attempt
    ):
        numbers = [
            remind_people(now=attempt.deadline + timedelta(hours=hours)) for hours in (-25, -24, -1, 0, 9)
        ]

        assert numbers == [0, 2, 0, 2, 0]
        assert told("reply_due") == {author, editor}

    def test_are_not_told_once_they_came(self, author, attempt):
        answered(attempt.review.revisions.get(), author, attempt)

        assert remind_people(now=attempt.deadline) == 0


class TestErrorReports:
    def test_are_told_to_who_wrote_and_who_approved_the_verdict(self, author, editor):
        UserFactory(role="Editor")
        report = reported(published(author, editor).review.claim)

        assert [remind_people(now=NINE + timedelta(hours=1)) for _ in range(2)] == [2, 0]
        assert told("reported") == {author, editor}
        assert Notification.objects.filter(kind="reported", day=report.due_on).count() == 2

    def test_are_not_told_to_who_has_them_already(self, author, editor):
        reported(published(author, editor).review.claim, assignee=editor)

        remind_people(now=NINE + timedelta(hours=1))

        assert told("reported") == {author}


class TestStaleVerdicts:
    NEXT_DAY = NINE + timedelta(days=1)

    def test_are_told_once_until_they_are_found_to_hold(self, author, editor):
        live = published(author, editor)
        Review.objects.update(recheck_on=TODAY)

        assert [remind_people(now=self.NEXT_DAY + timedelta(days=day)) for day in (0, 0, 1)] == [2, 0, 0]
        assert told("stale") == {author, editor}
        say_it_still_holds(
            revision_id=live.pk,
            editor=editor,
            version=live.review.version,
            recheck_on=TODAY + timedelta(days=9),
            reason="No survey since.",
            now=self.NEXT_DAY + timedelta(days=2),
        )
        assert remind_people(now=self.NEXT_DAY + timedelta(days=3)) == 0
        assert remind_people(now=NINE + timedelta(days=9)) == 2

    def test_are_not_told_to_who_made_them_so(self, author, editor):
        live = published(author, editor)
        note_new_evidence(revision_id=live.pk, editor=author, reason="A survey.", now=self.NEXT_DAY)

        assert remind_people(now=self.NEXT_DAY) == 1
        assert told("stale") == {editor}
