"""The right of reply: who was asked, what came back, and what that does to the review."""

from datetime import timedelta

import pytest

from claims.models import Approval, AuditEntry, ContactAttempt, RevisionState, UnaskedSpeaker
from claims.publication.record import content_hash, content_of
from claims.review.moves import MoveNotAllowed, StaleSave
from claims.review.replies import AnswerEntry, record_answer, record_contact, withdraw_contact
from claims.review.unasked import leave_unasked
from tests.factories import (
    ANSWER,
    ANSWER_BY,
    ASKED_AT,
    NINE,
    SpeakerFactory,
    answered,
    approved,
    asked,
    contact_entry,
    draft,
    excerpted,
    in_review,
    published,
    scheduled,
)

pytestmark = pytest.mark.django_db
LATER = ANSWER_BY + timedelta(hours=1)


def record(revision, editor, **changes):
    return record_contact(
        revision_id=revision.pk, editor=editor, entry=contact_entry(revision, **changes), now=NINE
    )


def say(attempt, revision, editor, outcome="answered", answer=ANSWER, answered_at=NINE, **changes):
    act = {"revision_id": revision.pk, "attempt_id": attempt.pk, "editor": editor, "now": LATER}
    entry = AnswerEntry(outcome, answer, answered_at)
    return record_answer(**(act | {"version": attempt.version, "entry": entry} | changes))


def leave(revision, editor, reason="dead", words="She died in 2019.", **changes):
    act = {"revision_id": revision.pk, "speaker_id": SpeakerFactory().pk, "editor": editor, "now": NINE}
    return leave_unasked(**(act | {"reason": reason, "words": words} | changes))


class TestRecordContact:
    def test_makes_whoever_writes_it_down_one_of_the_editors(self, author, editor):
        revision = in_review(author)

        told = record(revision, editor)

        assert told.edits.latest("pk").editor == editor
        assert told.content_hash == content_hash(content_of(told)) != revision.content_hash
        assert told.state == RevisionState.IN_REVIEW

    @pytest.mark.parametrize("make", [approved, scheduled])
    def test_voids_what_was_approved_in_other_words(self, author, editor, make):
        told = record(make(author, editor), author)

        assert (told.state, told.publish_at) == (RevisionState.DRAFT, None)
        assert not Approval.objects.filter(voided_at=None).exists()

    def test_twice_is_once(self, author):
        revision = draft(author)

        record(revision, author)
        record(revision, author)

        assert ContactAttempt.objects.count() == AuditEntry.objects.filter(move="record_contact").count() == 1

    def test_twice_with_another_question_loses_neither(self, author):
        revision = draft(author)
        record(revision, author)

        with pytest.raises(MoveNotAllowed, match="already, in other words"):
            record(revision, author, question="And the cracks?")

    def test_takes_the_place_of_a_reason_for_not_asking(self, author):
        revision = draft(author)
        leave(revision, author)

        record(revision, author)

        assert not UnaskedSpeaker.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"contacted_at": NINE + timedelta(seconds=1)}, "in the future"),
            ({"contacted_at": NINE - timedelta(days=3000)}, "years ago"),
            ({"deadline": ASKED_AT}, "must come after asking"),
            ({"deadline": ASKED_AT.replace(year=9999)}, "within a year"),
            ({"question": " "}, "what was asked"),
            ({"asked": "press@ministry.example"}, "never leaves the desk"),
            ({"name": "Nobody Else"}, "no speaker of the claim"),
        ],
    )
    def test_refuses_what_cannot_be(self, author, changes, sentence):
        with pytest.raises(MoveNotAllowed, match=sentence):
            record(draft(author), author, **changes)

    def test_after_publication_changes_nothing_for_readers(self, author, editor):
        live = published(author, editor)
        record_of = live.review.claim.public_records.get().record

        told = record(live, author)

        assert told == live
        assert live.review.claim.public_records.get().record == record_of


class TestRecordAnswer:
    def test_that_comes_after_silence_takes_its_place(self, author):
        revision = draft(author)
        attempt = asked(revision, author)
        say(attempt, revision, author, "none", "", None)
        attempt.refresh_from_db()

        say(attempt, revision, author, answered_at=LATER)

        attempt.refresh_from_db()
        assert (attempt.outcome, attempt.answer) == ("answered", ANSWER)

    def test_by_another_in_the_meantime_is_kept(self, author, editor):
        revision = draft(author)
        attempt = asked(revision, author)
        say(attempt, revision, author, answer="Mine.")

        with pytest.raises(StaleSave, match="Read it again"):
            say(attempt, revision, editor, answer="Theirs.")

        assert ContactAttempt.objects.get().answer == "Mine."

    def test_twice_is_once(self, author):
        revision = draft(author)
        attempt = asked(revision, author)

        say(attempt, revision, author)
        say(attempt, revision, author)

        assert AuditEntry.objects.filter(move="record_answer").count() == 1

    def test_in_other_words_needs_an_excerpt_of_its_own(self, author, editor):
        revision = draft(author)
        attempt = excerpted(revision, author, editor)

        say(attempt, revision, author, answer="No comment but this.")

        attempt.refresh_from_db()
        assert (attempt.excerpt, attempt.excerpt_approved_by) == ("", None)

    @pytest.mark.parametrize(
        ("entry", "sentence"),
        [
            (AnswerEntry("answered", "", NINE), "words of the answer are missing"),
            (AnswerEntry("answered", "Yes.", None), "time when the answer came"),
            (AnswerEntry("answered", "Yes.", ASKED_AT - timedelta(minutes=1)), "after asking"),
            (AnswerEntry("declined", "", LATER + timedelta(minutes=1)), "not in the future"),
            (AnswerEntry("none", "Yes.", None), "words of an answer"),
        ],
    )
    def test_refuses_what_cannot_be(self, author, entry, sentence):
        revision = draft(author)

        with pytest.raises(MoveNotAllowed, match=sentence):
            say(asked(revision, author), revision, author, entry=entry)

    def test_is_not_given_up_before_its_deadline(self, author):
        revision = draft(author)

        with pytest.raises(MoveNotAllowed, match="4 March 2026, 10:00, has not passed"):
            say(asked(revision, author), revision, author, entry=AnswerEntry("none"), now=NINE)


class TestAudit:
    def test_never_holds_what_stays_at_the_desk(self, author, editor):
        revision = draft(author)
        excerpted(revision, author, editor)

        told = str(list(AuditEntry.objects.values_list("detail", "reason")))
        assert "Ana Alpha, Mail, 4 March 2026, 08:00" in told
        assert not [word for word in ("ministry.example", "What makes", "in May", "7946") if word in told]

    def test_shows_whether_an_answer_was_changed(self, author):
        revision = draft(author)
        attempt = answered(revision, author)
        say(attempt, revision, author, answer="Something else.")

        first, second = (
            entry.detail["SHA-256 of the answer"]
            for entry in AuditEntry.objects.filter(move="record_answer").order_by("pk")
        )
        assert first[1] == second[0] != second[1]


class TestWithdrawContact:
    def test_keeps_the_row_and_says_why(self, author):
        revision = draft(author)
        attempt = asked(revision, author)

        withdraw_contact(
            revision_id=revision.pk,
            attempt_id=attempt.pk,
            editor=author,
            version=attempt.version,
            reason="It was another Ana.",
            now=LATER,
        )

        attempt.refresh_from_db()
        assert attempt.withdrawn_at == LATER
        assert AuditEntry.objects.latest("pk").reason == "It was another Ana."

    def test_leaves_room_for_the_right_one(self, author):
        revision = draft(author)
        attempt = asked(revision, author)
        act = {"revision_id": revision.pk, "attempt_id": attempt.pk, "editor": author, "version": 1}
        withdraw_contact(**act, reason="Wrong question.", now=LATER)

        record(revision, author, question="The right one?")

        with pytest.raises(MoveNotAllowed, match="has been withdrawn"):
            withdraw_contact(**act, reason="Again.", now=LATER)


class TestLeaveUnasked:
    def test_is_taken_back_without_a_reason(self, author):
        revision = draft(author)
        leave(revision, author)

        leave(revision, author, reason="", words="")

        assert not UnaskedSpeaker.objects.exists()
        assert AuditEntry.objects.latest("pk").detail["why not"] == ["dead", ""]

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"words": " "}, "say in a sentence why"),
            ({"reason": "answered_publicly"}, "give the address"),
            ({"words": "Ask at press@ministry.example"}, "never leaves the desk"),
            ({"words": "Call 020 7946 0958"}, "never leaves the desk"),
            ({"words": "Call +49 (30) 1234-567"}, "never leaves the desk"),
            ({"words": "Call 212-555-0134"}, "never leaves the desk"),
        ],
    )
    def test_refuses_what_readers_or_the_audit_must_not_have(self, author, changes, sentence):
        with pytest.raises(MoveNotAllowed, match=sentence):
            leave(draft(author), author, **changes)

    @pytest.mark.parametrize(
        "words", ["In 2019-2025 it cost 2 310 000 000 crowns.", "0.0000001 percent, or 10 000 000.", "@home"]
    )
    def test_takes_numbers_for_what_they_are(self, author, words):
        leave(draft(author), author, words=words)

        assert UnaskedSpeaker.objects.get().words == words

    def test_refuses_somebody_who_was_asked(self, author):
        revision = draft(author)
        asked(revision, author)

        with pytest.raises(MoveNotAllowed, match="Ana Alpha has been asked"):
            leave(revision, author)
