"""The right of reply as gates, and the list of the replies that are awaited."""

from datetime import timedelta

import pytest

from claims.models import Speaker
from claims.review.awaited import replies_awaited, replies_due
from claims.review.judged import judged
from claims.review.reply_gate import every_speaker_was_heard, no_reply_is_awaited
from claims.review.unasked import leave_unasked
from tests.factories import (
    ANSWER_BY,
    NINE,
    AppearanceFactory,
    SpeakerFactory,
    accepted_claim,
    answered,
    asked,
    draft,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def joint(author):
    """A revision of a claim that two people made."""
    return draft(author, claim=accepted_claim(speakers=["Ana Alpha", "Ben Beta"]))


class TestEverySpeakerWasHeard:
    def test_names_those_who_have_not_been_asked(self, joint, author):
        before = every_speaker_was_heard(judged(joint))

        asked(joint, author)

        assert before.startswith("Ana Alpha, Ben Beta have not been asked.")
        assert every_speaker_was_heard(judged(joint)).startswith("Ben Beta has not been asked.")

    def test_is_passed_with_a_reason_for_not_asking(self, joint, author):
        asked(joint, author)
        ben = SpeakerFactory(name="Ben Beta")

        leave_unasked(
            revision_id=joint.pk, speaker_id=ben.pk, editor=author, reason="dead", words="In 2019.", now=NINE
        )

        assert every_speaker_was_heard(judged(joint)) == ""

    def test_counts_those_who_repeated_the_claim_elsewhere(self, joint, author):
        asked(joint, author)
        asked(joint, author, "Ben Beta")

        AppearanceFactory(claim=joint.review.claim, speakers=["Cleo Gamma"])

        assert every_speaker_was_heard(judged(joint)).startswith("Cleo Gamma has not")

    @pytest.mark.parametrize("kind", ["group", "document", "unnamed"])
    def test_asks_nobody_who_cannot_be_asked(self, author, kind):
        revision = draft(author)

        Speaker.objects.update(kind=kind)

        assert every_speaker_was_heard(judged(revision)) == ""

    def test_names_at_most_three(self, author):
        names = ["Ana", "Ben", "Cleo", "Dan", "Eva"]

        sentence = every_speaker_was_heard(judged(draft(author, claim=accepted_claim(speakers=names))))

        assert sentence.startswith("Ana, Ben, Cleo and others have")

    def test_asks_the_database_nothing_that_the_verdict_did_not(self, joint, django_assert_num_queries):
        work = judged(joint)

        with django_assert_num_queries(0):
            every_speaker_was_heard(work)


class TestNoReplyIsAwaited:
    def test_says_until_when_one_may_still_come(self, author, time_machine):
        revision = draft(author)
        asked(revision, author, asked="the press office")

        time_machine.move_to(NINE)

        assert no_reply_is_awaited(judged(revision)).startswith(
            "the press office may still answer until 4 March 2026, 10:00."
        )

    def test_says_after_the_deadline_that_nobody_wrote_down_what_came(self, author, time_machine):
        revision = draft(author)
        asked(revision, author)

        time_machine.move_to(ANSWER_BY)

        assert no_reply_is_awaited(judged(revision)).startswith(
            "Nobody has written down what Ana Alpha answered by"
        )

    @pytest.mark.parametrize(
        "entry",
        [{}, {"outcome": "declined", "answer": ""}, {"outcome": "none", "answer": "", "answered_at": None}],
    )
    def test_is_passed_once_it_is_written_down(self, author, entry):
        revision = draft(author)

        answered(revision, author, **entry)

        assert no_reply_is_awaited(judged(revision)) == ""


class TestRepliesAwaited:
    @pytest.mark.parametrize(
        ("moment", "is_listed"),
        [
            (ANSWER_BY - timedelta(days=1, seconds=1), False),
            (ANSWER_BY - timedelta(days=1), True),
            (ANSWER_BY + timedelta(days=900), True),
        ],
    )
    def test_begin_a_day_before_their_deadline(self, author, moment, is_listed):
        asked(draft(author), author)

        assert replies_due(moment).exists() == is_listed

    def test_end_with_what_came_back(self, author):
        answered(draft(author), author, outcome="declined", answer="")

        assert not replies_due(ANSWER_BY).exists()

    def test_lead_to_the_revision_that_readers_know_if_none_is_open(self, author, editor):
        live = published(author, editor)
        asked(live, author)

        assert replies_awaited(ANSWER_BY).get().revision_pk == live.pk
