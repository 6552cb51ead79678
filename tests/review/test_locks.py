"""Who writes a revision: one at a time, for a while, and until another takes over."""

from datetime import timedelta

import pytest
from django.db.models import F

from claims.models import AuditEntry, EditLock, Revision
from claims.review.actions import save_revision
from claims.review.locks import (
    HOLDS,
    hold_revision,
    live_lock,
    release_revision,
    take_over_revision,
)
from claims.review.moves import MoveNotAllowed
from claims.review.retention import remove_outlived
from tests.factories import NINE, content, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(author):
    return draft(author)


def hold(revision, person, session="desktop", **more):
    return hold_revision(revision_id=revision.pk, person=person, session=session, **more)


def run_out(revision):
    """Let the time of its lock pass."""
    past = {name: F(name) - 2 * HOLDS for name in ("taken_at", "renewed_at", "expires_at")}
    EditLock.objects.filter(revision=revision).update(**past)


def save(revision, editor, **more):
    words = content(headline="Other words")
    return save_revision(
        revision_id=revision.pk, editor=editor, version=revision.version, content=words, now=NINE, **more
    )


def take_over(revision, editor, session="laptop"):
    return take_over_revision(revision_id=revision.pk, editor=editor, session=session, now=NINE)


class TestHoldRevision:
    def test_gives_it_to_whoever_comes_first(self, revision, author, editor):
        assert hold(revision, author) is None

        assert hold(revision, editor).holder == author

    def test_renews_it_without_taking_it_anew(self, revision, author):
        hold(revision, author)
        first = live_lock(revision.pk)

        hold(revision, author)

        renewed = live_lock(revision.pk)
        assert renewed.taken_at == first.taken_at
        assert renewed.expires_at > first.expires_at

    def test_holds_for_its_time_by_the_databases_clock(self, revision, author):
        hold(revision, author)

        lock = live_lock(revision.pk)
        assert lock.expires_at - lock.renewed_at == HOLDS

    def test_gives_it_to_another_once_its_time_has_run_out(self, revision, author, editor):
        hold(revision, author)
        run_out(revision)

        assert hold(revision, editor) is None
        assert live_lock(revision.pk).holder == editor

    def test_does_not_give_it_to_another_session_that_only_renews(self, revision, author):
        hold(revision, author, "desktop")

        assert hold(revision, author, "laptop").session == "desktop"

    def test_follows_its_holder_to_the_session_that_opens_it(self, revision, author):
        hold(revision, author, "desktop")

        assert hold(revision, author, "laptop", opens=True) is None
        assert live_lock(revision.pk).session == "laptop"

    def test_never_takes_it_from_another_person_by_opening(self, revision, author, editor):
        hold(revision, author)

        assert hold(revision, editor, opens=True).holder == author


class TestReleaseRevision:
    def test_leaves_it_to_others(self, revision, author, editor):
        hold(revision, author)

        release_revision(revision_id=revision.pk, person=author, session="desktop")

        assert hold(revision, editor) is None

    def test_leaves_the_lock_of_somebody_else_alone(self, revision, author, editor):
        hold(revision, author)

        release_revision(revision_id=revision.pk, person=editor, session="desktop")

        assert live_lock(revision.pk).holder == author


class TestSaveRevision:
    def test_is_refused_while_somebody_else_writes(self, revision, author, editor):
        hold(revision, author)

        with pytest.raises(MoveNotAllowed, match=f"{author.get_full_name()} has been writing this since"):
            save(revision, editor, session="laptop")

        assert Revision.objects.get().headline != "Other words"

    def test_says_so_where_one_went_on_in_another_browser(self, revision, author):
        hold(revision, author, "desktop")

        with pytest.raises(MoveNotAllowed, match="you went on with it in another browser"):
            save(revision, author, session="laptop")

    @pytest.mark.parametrize("session", ["desktop", ""])
    def test_is_open_to_the_holder(self, revision, author, session):
        hold(revision, author, "desktop")

        assert save(revision, author, session=session).headline == "Other words"

    def test_is_open_to_all_once_the_time_has_run_out(self, revision, author, editor):
        hold(revision, author)
        run_out(revision)

        assert save(revision, editor, session="laptop").headline == "Other words"


class TestTakeOverRevision:
    def test_hands_the_lock_over_and_says_from_whom_to_whom(self, revision, author, editor):
        hold(revision, author)

        take_over(revision, editor)

        assert live_lock(revision.pk).holder == editor
        assert hold(revision, author).holder == editor
        assert AuditEntry.objects.latest("pk").detail == {
            "written by": [author.get_full_name(), editor.get_full_name()]
        }

    def test_changes_nothing_of_the_revision(self, revision, author, editor):
        hold(revision, author)

        take_over(revision, editor)

        assert Revision.objects.get().version == revision.version

    @pytest.mark.parametrize("session", ["desktop", "laptop"])
    def test_of_ones_own_or_of_nobodys_leaves_no_trace(self, revision, author, session):
        before = AuditEntry.objects.count()

        take_over(revision, author, "desktop")
        take_over(revision, author, session)

        assert live_lock(revision.pk).session == session
        assert AuditEntry.objects.count() == before

    def test_can_be_answered_by_taking_it_back(self, revision, author, editor):
        hold(revision, author)
        take_over(revision, editor)

        take_over(revision, author, "desktop")

        assert save(revision, author, session="desktop").headline == "Other words"


class TestRemoveOutlived:
    def test_forgets_locks_that_have_run_out_and_no_others(self, revision, author):
        hold(revision, author)
        other = draft(author)
        hold(other, author)
        run_out(revision)

        assert remove_outlived(now=NINE + timedelta(minutes=1)) == 1
        assert EditLock.objects.get().revision == other
        assert remove_outlived(now=NINE + timedelta(minutes=1)) == 0
