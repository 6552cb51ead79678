"""Publication at a time."""

from datetime import timedelta

import pytest

from claims.models import AuditEntry, PublicRecord, Revision, RevisionState
from claims.review import scheduling
from claims.review.actions import publish_revision, return_revision, save_revision
from claims.review.moves import MoveNotAllowed
from claims.review.scheduling import (
    publish_due,
    publish_due_revisions,
    schedule_revision,
    unschedule_revision,
)
from claims.tasks import publish_scheduled
from tests.factories import NINE, UserFactory, approved, content, scheduled

pytestmark = pytest.mark.django_db
AT = NINE + timedelta(hours=2)


@pytest.fixture
def waiting(author, editor):
    """An approved revision that publishes itself at eleven."""
    return scheduled(author, editor, at=AT)


def act(action, revision, editor, **more):
    known = {"revision_id": revision.pk, "editor": editor, "version": revision.version, "now": NINE}
    return action(**(known | more))


def now_stored(revision):
    return Revision.objects.get(pk=revision.pk)


class TestScheduleRevision:
    @pytest.mark.parametrize(
        ("moment", "sentence"),
        [
            (NINE, "that time has passed"),
            (NINE - timedelta(days=400), "that time has passed"),
            (NINE + timedelta(days=5 * 365, seconds=1), "more than five years away"),
            (NINE.replace(year=9999), "more than five years away"),
        ],
    )
    def test_refuses_times_that_cannot_be_meant(self, author, editor, moment, sentence):
        ready = approved(author, editor)

        with pytest.raises(MoveNotAllowed, match=sentence):
            act(schedule_revision, ready, editor, publish_at=moment)

        assert now_stored(ready).publish_at is None

    def test_holds_it_back_from_everybody_until_then(self, waiting):
        with pytest.raises(MoveNotAllowed, match="held back until its time"):
            act(publish_revision, waiting, UserFactory(role="Editor"))

        assert not PublicRecord.objects.exists()

    def test_is_undone_by_taking_it_off(self, waiting, editor):
        off = act(unschedule_revision, waiting, editor)

        assert (off.state, off.publish_at, off.scheduled_by) == (RevisionState.APPROVED, None, None)
        act(publish_revision, off, editor)

    def test_is_undone_by_a_change_of_words(self, waiting, author):
        act(save_revision, waiting, author, content=content(headline="Other"))

        stored = now_stored(waiting)
        assert (stored.state, stored.publish_at) == (RevisionState.DRAFT, None)

    def test_is_undone_by_a_return(self, waiting):
        returned = act(return_revision, waiting, UserFactory(role="Editor"), reason="Why now?")

        assert returned.publish_at is None


class TestPublishDue:
    def test_publishes_in_the_name_of_whoever_set_the_time(self, waiting, editor):
        assert publish_due(revision_id=waiting.pk, now=AT)

        assert now_stored(waiting).state == RevisionState.PUBLISHED
        assert AuditEntry.objects.latest("pk").actor == editor

    def test_does_nothing_before_its_time(self, waiting):
        assert not publish_due(revision_id=waiting.pk, now=AT - timedelta(seconds=1))
        assert not PublicRecord.objects.exists()

    def test_publishes_once_however_often_it_runs(self, waiting):
        results = [publish_due(revision_id=waiting.pk, now=AT) for _ in range(3)]

        assert results == [True, False, False]
        assert PublicRecord.objects.count() == 1

    def test_publishes_nothing_for_somebody_who_may_not_any_more(self, waiting, editor):
        editor.groups.clear()

        assert not publish_due(revision_id=waiting.pk, now=AT)

        stored = now_stored(waiting)
        assert (stored.state, stored.publish_at) == (RevisionState.APPROVED, None)
        assert "It was not published at its time" in stored.publish_failure
        assert not PublicRecord.objects.exists()

    def test_publishes_nothing_that_reads_otherwise_than_approved(self, waiting):
        speaker = waiting.review.claim.appearances.get().attributions.get().speaker
        speaker.name = "Ana Omega"
        speaker.save()

        assert not publish_due(revision_id=waiting.pk, now=AT)
        assert "has changed since it was saved" in now_stored(waiting).publish_failure


class TestSweep:
    def test_leaves_nothing_half_done_when_it_dies_in_the_middle(self, waiting, monkeypatch):
        def die(**named):
            raise SystemExit

        monkeypatch.setattr("claims.review.actions.append_record", die)
        with pytest.raises(SystemExit):
            publish_due_revisions(now=AT)
        assert now_stored(waiting).state == RevisionState.APPROVED
        monkeypatch.undo()

        assert publish_due_revisions(now=AT) == 1
        assert PublicRecord.objects.count() == 1

    def test_goes_on_after_one_that_fails(self, author, editor, monkeypatch):
        first, second = (scheduled(author, editor, at=AT + timedelta(minutes=n)) for n in (0, 1))
        publish = scheduling.publish_due

        def fail_once(*, revision_id, now):
            if revision_id == first.pk:
                raise OSError
            return publish(revision_id=revision_id, now=now)

        monkeypatch.setattr(scheduling, "publish_due", fail_once)

        assert publish_due_revisions(now=AT + timedelta(hours=1)) == 1
        assert now_stored(second).state == RevisionState.PUBLISHED

    def test_lets_no_number_of_failures_starve_the_others(self, author, editor, monkeypatch):
        failing = [scheduled(author, editor, at=AT + timedelta(minutes=n)).pk for n in range(3)]
        last = scheduled(author, editor, at=AT + timedelta(minutes=9))
        publish = scheduling.publish_due

        def fail_for_some(*, revision_id, now):
            if revision_id in failing:
                raise OSError
            return publish(revision_id=revision_id, now=now)

        monkeypatch.setattr(scheduling, "publish_due", fail_for_some)
        monkeypatch.setattr(scheduling, "AT_MOST", 2)

        assert [publish_due_revisions(now=AT + timedelta(hours=1)) for _ in range(2)] == [0, 1]
        assert now_stored(last).state == RevisionState.PUBLISHED

    def test_gives_its_turn_also_after_one_that_kills_it(self, author, editor, monkeypatch):
        first, second = (scheduled(author, editor, at=AT + timedelta(minutes=n)) for n in (0, 1))
        publish = scheduling.publish_due

        def die_of_the_first(*, revision_id, now):
            if revision_id == first.pk:
                raise SystemExit
            return publish(revision_id=revision_id, now=now)

        monkeypatch.setattr(scheduling, "publish_due", die_of_the_first)
        with pytest.raises(SystemExit):
            publish_due_revisions(now=AT + timedelta(hours=1))
        with pytest.raises(SystemExit):
            publish_due_revisions(now=AT + timedelta(hours=1))

        assert now_stored(second).state == RevisionState.PUBLISHED

    def test_is_a_task_that_may_run_twice(self, waiting):
        publish_scheduled()
        publish_scheduled()

        assert PublicRecord.objects.count() == 1
