"""A topic that is called sensitive while a revision on it is approved: a second editor must stand behind it too."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from claims.models import Approval, Topic
from claims.review.actions import approve_revision, publish_revision
from claims.review.moves import MoveNotAllowed, allowed_moves
from claims.review.scheduling import publish_due, schedule_revision, unschedule_revision
from tests.factories import NINE, UserFactory, accepted_claim, approved

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(hours=1)
AT = NINE + timedelta(hours=2)


@pytest.fixture
def second():
    return UserFactory(role="Editor")


@pytest.fixture
def on_dams(author, editor):
    """An approved revision whose topic is still as any other."""
    claim = accepted_claim()
    claim.topics.add(Topic.objects.create(name="Dams", slug="dams"))
    return approved(author, editor, claim=claim)


@pytest.fixture
def due(on_dams, editor):
    """The same, to publish itself at a time; its topic was called sensitive since."""
    revision = act(schedule_revision, on_dams, editor, publish_at=AT, now=NINE + timedelta(minutes=2))
    Topic.objects.update(is_sensitive=True)
    return revision


def act(action, revision, editor, **more):
    known = {"revision_id": revision.pk, "editor": editor, "version": revision.version, "now": LATER}
    return action(**(known | more))


class TestRevisionWhoseTopicBecameSensitive:
    def test_goes_back_into_review_when_it_is_taken_off_the_schedule(self, due, editor, second):
        revision = act(unschedule_revision, due, editor)
        assert (revision.state, revision.publish_at) == ("in_review", None)
        assert Approval.objects.filter(revision=revision, voided_at=None).count() == 1

        revision = act(approve_revision, revision, second)
        assert act(publish_revision, revision, editor).state == "published"

    def test_goes_back_into_review_at_its_time_and_says_why(self, due):
        assert not publish_due(revision_id=due.pk, now=AT)

        due.refresh_from_db()
        assert (due.state, due.publish_at) == ("in_review", None)
        assert "another editor must approve it first" in due.publish_failure

    def test_is_published_at_its_time_once_another_editor_approves(self, due, second):
        revision = act(approve_revision, due, second)

        assert (revision.state, revision.publish_at) == ("approved", AT)
        assert publish_due(revision_id=revision.pk, now=AT)

    @pytest.mark.parametrize("action", [publish_revision, schedule_revision])
    def test_is_kept_from_its_readers_until_then(self, on_dams, editor, second, action):
        Topic.objects.update(is_sensitive=True)
        more = {"publish_at": AT} if action is schedule_revision else {}

        with pytest.raises(MoveNotAllowed, match="another editor must approve it first"):
            act(action, on_dams, editor, **more)

        assert act(action, act(approve_revision, on_dams, second), editor, **more)

    def test_is_not_approved_twice_by_one_person_or_without_need(self, on_dams, editor, second):
        assert "approve" not in allowed_moves(on_dams, second)
        with pytest.raises(MoveNotAllowed, match="this is approved already"):
            act(approve_revision, on_dams, second)

        Topic.objects.update(is_sensitive=True)
        assert allowed_moves(on_dams, second)["approve"] is None
        with pytest.raises(MoveNotAllowed, match="needs another editor too"):
            act(approve_revision, on_dams, editor)

    def test_cannot_stay_approved_by_hand_in_the_database(self, due):
        change = (
            "UPDATE claims_revision SET publish_at = NULL, scheduled_by_id = NULL, state = %s WHERE id = %s"
        )

        with connection.cursor() as cursor:
            with pytest.raises(IntegrityError, match="two where a topic is sensitive"), transaction.atomic():
                cursor.execute(change, ["approved", due.pk])
            with pytest.raises(IntegrityError, match="two where a topic is sensitive"), transaction.atomic():
                cursor.execute(change, ["published", due.pk])
            cursor.execute(change, ["in_review", due.pk])
