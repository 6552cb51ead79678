"""What the calendar says to people."""

from datetime import date, datetime, timedelta

import pytest

from claims.models import Notification, Review
from claims.review.reminding import remind_people
from claims.tasks import remind_people as remind_people_task
from tests.factories import NINE, draft, published

pytestmark = pytest.mark.django_db
TODAY = NINE.date()


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

        with django_assert_num_queries(2):
            assert remind_people(now=NINE) == 0
