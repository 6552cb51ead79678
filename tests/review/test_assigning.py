"""Who does a review, until when, who follows it, and what is said beside it."""

from datetime import timedelta

import pytest

from claims.models import AuditEntry, Review, Revision
from claims.review.actions import save_revision
from claims.review.assigning import (
    assign_review,
    comment_on_review,
    follow_review,
    plan_review,
    take_review,
    unfollow_review,
)
from claims.review.moves import MoveNotAllowed, StaleSave
from claims.review.revision_queries import possible_assignees, revision_list
from tests.factories import NINE, UserFactory, approved, content, draft, in_review, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return UserFactory(role="Reporter")


@pytest.fixture
def editor():
    return UserFactory(role="Editor")


def act(action, revision, editor, **more):
    known = {"revision_id": revision.pk, "editor": editor, "now": NINE}
    if action in (assign_review, take_review, plan_review):
        known["version"] = Review.objects.get(pk=revision.review_id).version
    return action(**(known | more))


def review_of(revision):
    return Review.objects.get(pk=revision.review_id)


class TestAssignReview:
    def test_hands_it_over_and_says_from_whom_to_whom(self, author, editor):
        revision = in_review(author)

        act(assign_review, revision, author, assignee_id=editor.pk)

        assert review_of(revision).assignee == editor
        assert AuditEntry.objects.latest("pk").detail == {
            "assigned to": [author.get_full_name(), editor.get_full_name()]
        }

    @pytest.mark.parametrize(
        "fields", [{"role": "Administrator"}, {}, {"role": "Editor", "is_active": False}]
    )
    def test_refuses_people_who_may_not_write(self, author, fields):
        revision = draft(author)

        with pytest.raises(MoveNotAllowed, match="may not write reviews"):
            act(assign_review, revision, author, assignee_id=UserFactory(**fields).pk)

    def test_refuses_nobody(self, author):
        with pytest.raises(MoveNotAllowed, match="may not write reviews"):
            act(assign_review, draft(author), author, assignee_id=0)

    def test_refuses_whoever_has_approved_it(self, author, editor):
        with pytest.raises(MoveNotAllowed, match="has approved it, and nobody judges their own work"):
            act(assign_review, approved(author, editor), author, assignee_id=editor.pk)

    def test_allows_whoever_approved_what_is_public_by_now(self, author, editor):
        revision = published(author, editor)

        act(assign_review, revision, editor, assignee_id=editor.pk)

        assert review_of(revision).assignee == editor

    def test_is_refused_when_somebody_was_faster(self, author, editor):
        revision = draft(author)
        version = review_of(revision).version
        act(take_review, revision, editor)

        with pytest.raises(StaleSave):
            act(assign_review, revision, author, assignee_id=UserFactory(role="Editor").pk, version=version)

    def test_disturbs_nobody_who_is_writing(self, author, editor):
        revision = draft(author)
        act(take_review, revision, editor)

        save_revision(
            revision_id=revision.pk,
            editor=author,
            version=revision.version,
            content=content(headline="Other"),
            now=NINE,
        )

    def test_to_the_same_person_leaves_no_trace(self, author):
        revision = draft(author)
        before = AuditEntry.objects.count()

        act(assign_review, revision, author, assignee_id=author.pk)

        assert AuditEntry.objects.count() == before


class TestTakeReview:
    def test_assigns_it_to_whoever_says_so(self, author, editor):
        revision = draft(author)

        act(take_review, revision, editor)

        assert review_of(revision).assignee == editor

    def test_refuses_its_approver(self, author, editor):
        with pytest.raises(MoveNotAllowed, match="Cannot take this on"):
            act(take_review, approved(author, editor), editor)


class TestPlanReview:
    def test_sets_day_and_priority(self, author):
        revision, day = draft(author), NINE.date() + timedelta(days=3)

        act(plan_review, revision, author, due_on=day, priority=4)

        review = review_of(revision)
        assert (review.due_on, review.get_priority_display()) == (day, "Urgent")

    @pytest.mark.parametrize("days", [-1, 5 * 365 + 1])
    def test_refuses_days_that_cannot_be_meant(self, author, days):
        with pytest.raises(MoveNotAllowed, match="between today and five years from now"):
            act(plan_review, draft(author), author, due_on=NINE.date() + timedelta(days=days), priority=2)

    def test_leaves_a_day_that_has_passed_since(self, author):
        revision, later = draft(author), NINE + timedelta(days=9)
        act(plan_review, revision, author, due_on=NINE.date(), priority=2)

        act(plan_review, revision, author, due_on=NINE.date(), priority=3, now=later)

        assert review_of(revision).priority == 3


class TestFollow:
    def test_lists_the_review_until_it_is_followed_no_longer(self, author, editor):
        revision = draft(author)

        act(follow_review, revision, editor)
        act(follow_review, revision, editor)
        assert list(revision_list("followed", editor)) == [revision]
        assert not revision_list("followed", author)

        act(unfollow_review, revision, editor)
        assert not revision_list("followed", editor)
        assert AuditEntry.objects.filter(move__in=["follow", "unfollow"]).count() == 2


class TestComment:
    def test_stands_in_the_history_and_decides_nothing(self, author, editor):
        revision = in_review(author)

        act(comment_on_review, revision, editor, comment=" Ask the mayor. ")

        entry = AuditEntry.objects.latest("pk")
        assert (entry.move, entry.reason) == ("comment", "Ask the mayor.")
        assert Revision.objects.get(pk=revision.pk).version == revision.version

    def test_needs_words(self, author):
        with pytest.raises(MoveNotAllowed, match="without words"):
            act(comment_on_review, draft(author), author, comment=" ")


class TestPossibleAssignees:
    def test_are_those_who_may_write(self, author, editor):
        UserFactory(role="Administrator")
        UserFactory(role="Editor", is_active=False)
        UserFactory()

        assert set(possible_assignees()) == {author, editor}
