"""What readers are told of the right of reply."""

from datetime import UTC, datetime, timedelta

import pytest

from claims.models import ContactAttempt, Speaker, UnaskedSpeaker
from claims.publication.record import content_of
from claims.publication.replies import Heard, entry_of, said_of
from claims.review.replies import withdraw_contact
from tests.factories import NINE, UserFactory, accepted_claim, answered, asked, draft, excerpted

NAME = "Ana Alpha"


def at(day, month=5, year=2026):
    return datetime(year, month, day, 12, tzinfo=UTC)


def attempt(day=3, deadline=5, outcome="none", answered_on=None, **fields):
    return ContactAttempt(
        contacted_at=at(day),
        deadline=at(deadline),
        outcome=outcome,
        answered_at=at(answered_on) if answered_on else None,
        **({"channel": "mail"} | fields),
    )


class TestSaidOf:
    @pytest.mark.parametrize(
        ("attempts", "sentence"),
        [
            ([attempt()], "We asked Ana Alpha on 3 May 2026 by mail, and had no answer by 5 May."),
            (
                [attempt(outcome="awaited")],
                "We asked Ana Alpha on 3 May 2026 by mail, for an answer by 5 May.",
            ),
            (
                [attempt(outcome="declined", answered_on=4)],
                "We asked Ana Alpha on 3 May 2026 by mail. Ana Alpha declined to comment.",
            ),
            (
                [attempt(outcome="answered", answered_on=4)],
                "We asked Ana Alpha on 3 May 2026 by mail, and had an answer on 4 May.",
            ),
            (
                [attempt(outcome="answered", answered_on=7)],
                "We asked Ana Alpha on 3 May 2026 by mail, and had an answer on 7 May, after the deadline of 5 May.",
            ),
            (
                [attempt(), attempt(6, 8, channel="phone")],
                "We asked Ana Alpha on 3 May 2026 by mail and on 6 May by phone, and had no answer by 8 May.",
            ),
            (
                [attempt(), attempt(6, 8, "answered", 7, channel="in_person")],
                "We asked Ana Alpha on 3 May 2026 by mail and on 6 May in person, and had an answer on 7 May.",
            ),
            (
                [attempt(outcome="answered", answered_on=4), attempt(6, 8, "answered", 7)],
                "We asked Ana Alpha on 3 May 2026 by mail and on 6 May by mail, and had answers on 4 May and 7 May.",
            ),
            (
                [attempt(asked="the press office"), attempt(6, 8, asked="the press office", channel="form")],
                "We asked the press office, for Ana Alpha, on 3 May 2026 by mail and on 6 May through a contact form, "
                "and had no answer by 8 May.",
            ),
            (
                [attempt(), attempt(6, 8, asked="her lawyer", channel="letter")],
                "We asked Ana Alpha on 3 May 2026 by mail and her lawyer on 6 May by letter, "
                "and had no answer by 8 May.",
            ),
        ],
    )
    def test_tells_how_somebody_was_asked_and_what_came_of_it(self, attempts, sentence):
        assert said_of(NAME, attempts, None) == sentence

    def test_names_the_year_again_where_it_is_another(self):
        last_year = ContactAttempt(
            channel="mail", contacted_at=at(30, 12, 2025), deadline=at(2, 1, 2026), outcome="none"
        )

        said = said_of(NAME, [last_year], None)

        assert said == "We asked Ana Alpha on 30 December 2025 by mail, and had no answer by 2 January 2026."

    @pytest.mark.parametrize(
        ("reason", "words", "sentence"),
        [
            (
                "safety",
                "Her brother is held hostage.",
                "We did not ask Ana Alpha, because asking could have put somebody in danger.",
            ),
            ("dead", "She died in 2019", "We could not ask Ana Alpha, who has died. She died in 2019."),
            (
                "public_record",
                "It stands in the minutes of the Assembly.",
                "We did not ask Ana Alpha, because the statement is a matter of public record alone. "
                "It stands in the minutes of the Assembly.",
            ),
            (
                "answered_publicly",
                "She did so on television!",
                "We did not ask Ana Alpha, who had answered publicly already. She did so on television!",
            ),
        ],
    )
    def test_tells_why_somebody_was_not_asked(self, reason, words, sentence):
        assert said_of(NAME, [], UnaskedSpeaker(reason=reason, words=words)) == sentence

    def test_tells_nothing_where_nothing_was_done(self):
        assert said_of(NAME, [], None) == ""


class TestEntryOf:
    def test_holds_an_excerpt_only_once_it_is_approved(self):
        answer = attempt(outcome="answered", answered_on=4, answer="It is safe.", excerpt="It is safe.")
        heard = Heard(Speaker(name=NAME), (answer,))
        before = entry_of(heard)

        answer.excerpt_approved_at = at(4)

        assert before["excerpts"] == []
        assert entry_of(heard)["excerpts"] == [{"words": "It is safe.", "answered_on": "2026-05-04"}]

    def test_counts_an_answer_for_more_than_a_refusal_and_that_for_more_than_silence(self):
        outcomes = ["none", "awaited", "declined", "answered"]

        heard = [Heard(Speaker(), tuple(attempt(outcome=o) for o in outcomes[: n + 1])) for n in range(4)]

        assert [each.outcome for each in heard] == outcomes


@pytest.mark.django_db
class TestContentOf:
    def replies(self, revision):
        return content_of(revision)["replies"]

    def test_has_an_entry_for_each_speaker_who_was_heard(self):
        author = UserFactory(role="Editor")
        revision = draft(author, claim=accepted_claim(speakers=[NAME, "Ben Beta"]))

        asked(revision, author, "Ben Beta")

        assert [reply["speaker"] for reply in self.replies(revision)] == ["Ben Beta"]

    def test_never_has_what_stays_at_the_desk(self):
        author = UserFactory(role="Editor")
        revision = draft(author)

        excerpted(revision, author, UserFactory(role="Editor"))

        told = str(self.replies(revision))
        assert "It is safe" in told
        assert not [word for word in ("ministry.example", "What makes", "in May", "7946") if word in told]

    def test_reads_the_same_whenever_it_is_read(self, time_machine):
        author = UserFactory(role="Editor")
        revision = draft(author)
        asked(revision, author)
        before = self.replies(revision)

        time_machine.move_to(NINE + timedelta(days=900))

        assert self.replies(revision) == before

    def test_says_nothing_of_an_attempt_that_was_withdrawn(self):
        author = UserFactory(role="Editor")
        revision = draft(author)
        attempt = answered(revision, author)

        withdraw_contact(
            revision_id=revision.pk,
            attempt_id=attempt.pk,
            editor=author,
            version=attempt.version,
            reason="It was another Ana.",
            now=NINE,
        )

        assert self.replies(revision) == []
