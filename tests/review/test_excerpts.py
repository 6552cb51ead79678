"""What of an answer readers may see: word for word, and approved by another editor."""

from datetime import timedelta

import pytest

from claims.models import AuditEntry, ContactAttempt
from claims.publication.record import content_of
from claims.review.actions import approve_revision, submit_revision
from claims.review.excerpts import approve_excerpt, propose_excerpt, words_in
from claims.review.moves import MoveNotAllowed, StaleSave
from tests.factories import ANSWER_BY, UserFactory, answered, draft, excerpted, in_review

pytestmark = pytest.mark.django_db
LATER = ANSWER_BY + timedelta(hours=1)


def propose(attempt, revision, editor, excerpt):
    act = {"revision_id": revision.pk, "attempt_id": attempt.pk, "version": attempt.version}
    return propose_excerpt(**act, editor=editor, excerpt=excerpt, now=LATER)


def approve(attempt, revision, editor, **changes):
    act = {"revision_id": revision.pk, "attempt_id": attempt.pk, "version": attempt.version}
    return approve_excerpt(**(act | {"editor": editor, "now": LATER} | changes))


class TestWordsIn:
    ANSWER = "We did not.\nThe dam is unsafe, “they” say (or said): it’s 4.5 m."

    @pytest.mark.parametrize(
        ("excerpt", "words"),
        [
            ("We did not.", "We did not."),
            ("not. The dam", "not.\nThe dam"),
            ("  “they”   say (or said) ", "“they” say (or said)"),
            ("safe", ""),
            ("We did", "We did"),
            ("We did no", ""),
            ("we did not", ""),
            ("We did … unsafe", ""),
            ("4.5 m", "4.5 m"),
            (".*", ""),
            (" \n", ""),
        ],
    )
    def test_are_those_of_the_answer_and_end_with_a_word(self, excerpt, words):
        assert words_in(self.ANSWER, excerpt) == words


class TestProposeExcerpt:
    def test_shows_readers_nothing_yet(self, author):
        revision = in_review(author)
        excerpted(revision, author)

        assert content_of(revision)["replies"][0]["excerpts"] == []

    @pytest.mark.parametrize(
        ("excerpt", "sentence"),
        [
            ("It is quite safe", "Copy them from it, word for word"),
            ("Call me: +44 20 7946 0958", "never leaves the desk"),
        ],
    )
    def test_refuses_what_was_not_said_and_what_is_private(self, author, excerpt, sentence):
        revision = draft(author)

        with pytest.raises(MoveNotAllowed, match=sentence):
            propose(answered(revision, author), revision, author, excerpt)

        assert ContactAttempt.objects.get().excerpt == ""

    def test_of_other_words_takes_the_approval_of_those_before(self, author, editor):
        revision = draft(author)
        attempt = excerpted(revision, author, editor)

        propose(attempt, revision, author, "nobody needs to worry")

        assert content_of(revision)["replies"][0]["excerpts"] == []

    def test_takes_it_off_again_with_no_words(self, author, editor):
        revision = draft(author)
        attempt = excerpted(revision, author, editor)

        propose(attempt, revision, author, "")

        assert ContactAttempt.objects.get().excerpt_by is None

    def test_refuses_where_the_answer_has_changed_since(self, author):
        revision = draft(author)
        attempt = answered(revision, author)
        attempt.version = 1

        with pytest.raises(StaleSave, match="Read it again"):
            propose(attempt, revision, author, "It is safe")


class TestApproveExcerpt:
    def test_lets_it_be_printed(self, author, editor):
        revision = draft(author)

        excerpted(revision, author, editor)

        excerpts = content_of(revision)["replies"][0]["excerpts"]
        assert excerpts == [{"words": "It is safe", "answered_on": "2026-03-04"}]
        assert AuditEntry.objects.latest("pk").actor == editor

    def test_refuses_whoever_entered_the_excerpt_or_the_answer(self, author, editor):
        revision = draft(author)
        attempt = answered(revision, author)
        propose(attempt, revision, editor, "It is safe")
        attempt.refresh_from_db()

        for person in (author, editor):
            with pytest.raises(MoveNotAllowed, match="nobody judges their own work"):
                approve(attempt, revision, person)

    def test_refuses_what_was_not_proposed(self, author, editor):
        revision = draft(author)

        with pytest.raises(MoveNotAllowed, match="none is proposed"):
            approve(answered(revision, author), revision, editor)

    def test_refuses_words_that_were_exchanged_a_moment_ago(self, author, editor):
        revision = draft(author)
        seen = excerpted(revision, author)
        propose(seen, revision, author, "nobody needs to worry")

        with pytest.raises(StaleSave, match="Read it again"):
            approve(seen, revision, editor)

    def test_does_not_make_the_approver_an_editor_of_the_review(self, author, editor):
        revision = draft(author)
        excerpted(revision, author, editor)
        revision.refresh_from_db()
        waiting = submit_revision(revision_id=revision.pk, editor=author, version=revision.version, now=LATER)

        ready = approve_revision(revision_id=revision.pk, editor=editor, version=waiting.version, now=LATER)

        assert ready.state == "approved"

    def test_makes_whoever_chose_it_an_editor_of_the_review(self, author, editor):
        revision, chooser = in_review(author), UserFactory(role="Editor")
        attempt = answered(revision, author)
        propose(attempt, revision, chooser, "It is safe")
        attempt.refresh_from_db()
        told = approve(attempt, revision, editor)

        with pytest.raises(MoveNotAllowed, match="you edited this revision"):
            approve_revision(revision_id=told.pk, editor=chooser, version=told.version, now=LATER)

    def test_twice_is_once(self, author, editor):
        revision = draft(author)
        attempt = excerpted(revision, author, editor)

        approve(attempt, revision, editor, version=0)

        assert AuditEntry.objects.filter(move="approve_excerpt").count() == 1
