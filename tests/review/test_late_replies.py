"""Replies that come once a verdict is public."""

from datetime import timedelta

import pytest

from claims.models import CorrectionClass, RevisionState
from claims.publication.ledger import public_verdict
from claims.review.actions import approve_revision, publish_revision, save_revision, submit_revision
from claims.review.correcting import cancel_correction
from claims.review.late_replies import untold_replies, update_with_replies
from claims.review.moves import MoveNotAllowed
from tests.factories import (
    ANSWER_BY,
    UserFactory,
    answered,
    asked,
    content,
    draft,
    excerpted,
    published,
)

pytestmark = pytest.mark.django_db
IN_TIME, LATER = ANSWER_BY + timedelta(minutes=1), ANSWER_BY + timedelta(hours=1)


def act(action, revision, editor, **more):
    known = {"revision_id": revision.pk, "editor": editor, "version": revision.version, "now": LATER}
    return action(**(known | more))


def on_to_publication(revision, author, editor, now=LATER):
    for action, person in (
        (submit_revision, author),
        (approve_revision, editor),
        (publish_revision, editor),
    ):
        revision = act(action, revision, person, now=now)
    return revision


@pytest.fixture
def live(author, editor):
    """A public verdict whose speaker had not answered by the deadline."""
    revision = draft(author)
    answered(revision, author, outcome="none", answer="", answered_at=None)
    revision.refresh_from_db()
    return on_to_publication(revision, author, editor, now=IN_TIME)


def answer_late(live, author):
    answered(live, author, live.review.contact_attempts.get(), answered_at=IN_TIME)


class TestUntoldReplies:
    def test_are_none_where_readers_know_all(self, live):
        assert untold_replies(live.review) == []

    def test_are_those_that_came_since(self, live, author):
        answer_late(live, author)

        assert [reply["outcome"] for reply in untold_replies(live.review)] == ["answered"]

    def test_are_those_of_a_verdict_from_before_replies_were_told(self, author, editor):
        live = published(author, editor)
        asked(live, author)

        assert len(untold_replies(live.review)) == 1


class TestUpdateWithReplies:
    def test_begins_an_update_with_the_reply_and_its_note(self, live, author):
        answer_late(live, author)

        begun = act(update_with_replies, live, author)

        assert (begun.number, begun.state) == (2, RevisionState.DRAFT)
        assert begun.correction_class == CorrectionClass.UPDATE
        assert begun.correction_note == "Ana Alpha has answered our question; the answer is added."

    def test_is_told_to_readers_once_it_is_published(self, live, author, editor):
        answer_late(live, author)

        on_to_publication(act(update_with_replies, live, author), author, editor)

        record = public_verdict(live.review.claim)
        assert record["replies"][0]["said"].endswith(
            "had an answer on 4 March, after the deadline of 4 March."
        )
        assert record["corrections"][0]["kind"] == "update"
        assert untold_replies(live.review) == []

    def test_refuses_where_readers_know_all(self, live, author):
        with pytest.raises(MoveNotAllowed, match="readers know of every reply"):
            act(update_with_replies, live, author)

    def test_counts_whoever_wrote_the_reply_down_among_its_editors(self, live, author, editor):
        answer_late(live, editor)
        begun = act(update_with_replies, live, author)
        waiting = act(submit_revision, begun, author)

        with pytest.raises(MoveNotAllowed, match="nobody judges their own work"):
            act(approve_revision, waiting, editor)

    def test_counts_whoever_chose_the_words_for_print_among_its_editors(self, author, editor):
        live, chooser = published(author, editor), UserFactory(role="Editor")
        excerpted(live, chooser, editor)
        begun = act(update_with_replies, live, author)

        assert {edit.editor for edit in begun.edits.all()} == {author, chooser}

    def test_finds_the_reply_in_a_correction_that_is_open(self, live, author):
        answer_late(live, author)
        begun = act(update_with_replies, live, author)

        assert act(update_with_replies, live, author) == begun

    def test_that_is_cancelled_leaves_the_reply_for_the_next_one(self, live, author):
        answer_late(live, author)
        act(cancel_correction, act(update_with_replies, live, author), author)

        again = act(update_with_replies, live, author)

        assert (again.number, again.correction_class) == (3, CorrectionClass.UPDATE)

    def test_may_be_written_on_like_any_correction(self, live, author):
        answer_late(live, author)
        begun = act(update_with_replies, live, author)

        saved = act(
            save_revision, begun, author, content=content(correction_note="She answered.", headline="Cracks")
        )

        assert saved.correction_class == CorrectionClass.CORRECTION
