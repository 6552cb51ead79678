"""Whom each move concerns."""

from datetime import timedelta

import pytest

from claims.models import Notification, Speaker
from claims.review.actions import approve_revision, publish_revision, return_revision, submit_revision
from claims.review.assigning import assign_review, comment_on_review, follow_review
from claims.review.correcting import retract_revision
from claims.review.scheduling import publish_due, unschedule_revision
from tests.factories import (
    NINE,
    UserFactory,
    accepted_claim,
    approved,
    correction,
    draft,
    in_review,
    published,
    rated_twice,
    scheduled,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def follower():
    return UserFactory(role="Reporter")


@pytest.fixture
def forget():
    """Call it to begin with nobody told of anything."""
    return lambda: Notification.objects.all().delete()


def act(action, revision, editor, **more):
    revision.refresh_from_db()
    known = {"revision_id": revision.pk, "editor": editor, "version": revision.version, "now": NINE}
    known |= {"version": revision.review.version} if action is assign_review else {}
    if action in (comment_on_review, follow_review):
        del known["version"]
    return action(**(known | more))


def told():
    """Who was told of which kind."""
    return {(each.person, each.kind) for each in Notification.objects.select_related("person")}


class TestTell:
    def test_an_assignment_is_told_to_whoever_has_it_now(self, author, editor):
        act(assign_review, draft(author), editor, assignee_id=author.pk)
        assert not told()

        act(assign_review, draft(author), author, assignee_id=editor.pk)
        assert told() == {(editor, "assigned")}

    def test_what_waits_is_told_to_those_who_may_judge_it(self, author, editor):
        other = UserFactory(role="Standards editor")
        UserFactory(role="Reporter")
        UserFactory(role="Editor", is_active=False)

        in_review(author)

        assert told() == {(editor, "waiting"), (other, "waiting")}

    def test_what_waits_is_not_told_to_whoever_it_is_assigned_to(self, author, editor):
        revision = draft(author)
        act(assign_review, revision, author, assignee_id=editor.pk)

        act(submit_revision, revision, author)

        assert (editor, "waiting") not in told()

    def test_a_return_is_told_to_its_writers_with_the_reason(self, author, editor, forget):
        revision = in_review(author)
        forget()

        act(return_revision, revision, editor, reason="Which report?")

        assert told() == {(author, "returned")}
        assert Notification.objects.get().entry.reason == "Which report?"

    def test_an_approval_is_told_to_its_writers(self, author, editor, forget):
        revision = in_review(author)
        forget()

        act(approve_revision, revision, editor)

        assert told() == {(author, "approved")}

    def test_a_publication_is_told_to_its_writers_and_followers_but_not_to_the_publisher(
        self, author, editor, follower, forget
    ):
        revision = approved(author, editor)
        for person in (follower, editor):
            act(follow_review, revision, person)
        forget()

        act(publish_revision, revision, editor)

        assert told() == {(author, "published"), (follower, "published")}

    def test_a_correction_is_told_as_one(self, author, editor, follower, forget):
        begun = correction(author, editor)
        act(follow_review, begun, follower)
        for action, person in ((submit_revision, author), (approve_revision, editor)):
            act(action, begun, person)
        forget()

        act(publish_revision, begun, editor, now=NINE + timedelta(minutes=7))

        assert told() == {(author, "corrected"), (follower, "corrected")}

    def test_a_retraction_is_told_to_all_whom_the_verdict_concerns(self, author, editor, follower, forget):
        live = published(author, editor)
        act(follow_review, live, follower)
        forget()

        act(retract_revision, live, UserFactory(role="Editor"), reason="It was forged.")

        assert told() == {(author, "corrected"), (follower, "corrected")}

    def test_a_comment_is_told_to_whoever_does_or_follows_the_review(self, author, editor, follower, forget):
        revision = in_review(author)
        act(follow_review, revision, follower)
        forget()

        act(comment_on_review, revision, follower, comment="See the annex.")

        assert told() == {(author, "commented")}

    def test_a_publication_that_fails_at_its_time_is_told_to_whoever_set_it(self, author, editor, forget):
        revision = scheduled(author, editor, at=NINE + timedelta(hours=2))
        Speaker.objects.update(name="Ana Omega")
        forget()

        assert not publish_due(revision_id=revision.pk, now=NINE + timedelta(hours=2))

        assert told() == {(author, "not_published"), (editor, "not_published")}

    def test_taking_it_off_by_hand_is_told_to_nobody(self, author, editor, forget):
        revision = scheduled(author, editor)
        forget()

        act(unschedule_revision, revision, author)

        assert not told()

    def test_another_rating_is_told_to_whose_rating_it_differs_from(self, author, editor, forget):
        rated_twice(author, editor, second="mostly-false")
        assert (author, "disagreed") not in told()

        rated_twice(author, editor, second="false", claim=accepted_claim())
        assert (author, "disagreed") in told()
        assert (editor, "disagreed") not in told()

    def test_happens_with_the_move_or_not_at_all(self, author, editor, forget, monkeypatch):
        revision = approved(author, editor)
        forget()

        def die(**named):
            raise SystemExit

        monkeypatch.setattr("claims.review.actions.append_record", die)
        with pytest.raises(SystemExit):
            act(publish_revision, revision, editor)

        assert not told()

    def test_asks_as_often_in_a_large_newsroom(self, author, django_assert_max_num_queries):
        for _ in range(40):
            UserFactory(role="Editor", email="e@desk.example")
        waiting = draft(author, claim=accepted_claim())

        with django_assert_max_num_queries(40):
            act(submit_revision, waiting, author)

        assert len(told()) == 40
