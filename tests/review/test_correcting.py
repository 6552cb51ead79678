"""A verdict after its publication: corrected beside the live one."""

from datetime import timedelta

import pytest

from claims.models import Claim, PublicRecord, Rating, Revision, RevisionState
from claims.publication.claimreview import claim_review
from claims.publication.ledger import current_records, find_record
from claims.review.actions import (
    approve_revision,
    publish_revision,
    save_revision,
    submit_revision,
    written_content,
)
from claims.review.correcting import cancel_correction, correct_revision
from claims.review.moves import MoveNotAllowed
from claims.review.triage import ClaimContent, SpeakerEntry, edit_claim
from tests.factories import (
    NINE,
    UserFactory,
    content,
    corrected,
    correction,
    published,
    retracted,
)

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(hours=1)


def act(action, revision, editor, **more):
    known = {"revision_id": revision.pk, "editor": editor, "version": revision.version, "now": LATER}
    return action(**(known | more))


def save(revision, editor, **words):
    return act(save_revision, revision, editor, content=content(**words))


def record_of(revision):
    return find_record(revision.review.claim.public_id).record


def reworded(text, *, speaker="Ben Beta"):
    entry = SpeakerEntry(speaker, "person", "originator", "Minister")
    return ClaimContent(text, "fact", "cited", NINE.date(), [], [entry])


class TestCorrectRevision:
    def test_begins_with_the_words_and_evidence_of_the_live_one(self, author, editor):
        live = published(author, editor)

        begun = act(correct_revision, live, author)

        assert (begun.number, begun.state) == (2, RevisionState.DRAFT)
        assert written_content(begun) == written_content(live)

    def test_leaves_readers_what_they_see(self, author, editor):
        live = published(author, editor)
        before = record_of(live)

        save(act(correct_revision, live, author), author, headline="Other words")

        live.refresh_from_db()
        assert live.state == RevisionState.PUBLISHED
        assert record_of(live) == before
        assert PublicRecord.objects.count() == 1

    def test_gives_the_correction_that_is_open_already(self, author, editor):
        live = published(author, editor)

        assert act(correct_revision, live, author) == act(correct_revision, live, editor)

    def test_makes_whoever_begins_it_one_of_its_editors(self, author, editor):
        begun = act(correct_revision, published(author, editor), editor)
        written = save(begun, author, headline="Other words", correction_note="The headline was wrong.")
        waiting = act(submit_revision, written, author)

        act(approve_revision, waiting, UserFactory(role="Editor"))
        with pytest.raises(MoveNotAllowed):
            act(approve_revision, waiting, author)


class TestClass:
    def test_is_computed_from_the_difference_to_the_live_revision(self, author, editor):
        assert correction(author, editor).correction_class == "correction"

    def test_falls_when_the_difference_is_taken_back(self, author, editor):
        begun = correction(author, editor)
        typo = written_content(begun.review.revisions.get(number=1)).body + "!"

        begun = save(begun, author, body=typo, correction_note="A sign was missing.")

        assert begun.correction_class == "minor"

    def test_may_be_raised(self, author, editor):
        begun = act(correct_revision, published(author, editor), author)

        begun = save(begun, author, known="- Cracks were found!", raised_to="correction")

        assert begun.correction_class == "correction"

    @pytest.mark.parametrize("wanted", ["", "minor", "update"])
    def test_may_not_be_lowered(self, author, editor, wanted):
        begun = save(correction(author, editor), author, headline="Wrong", raised_to=wanted)

        assert begun.correction_class == "correction"

    def test_is_none_for_a_first_revision_whatever_is_sent(self, author, editor):
        live = published(author, editor, correction_note="Ha", raised_to="correction")

        assert (live.correction_class, live.correction_note) == ("", "")
        assert record_of(live)["corrections"] == []


class TestSubmitCorrection:
    def test_needs_a_note_to_readers(self, author, editor):
        with pytest.raises(MoveNotAllowed, match="no note that tells readers"):
            act(submit_revision, correction(author, editor, correction_note=""), author)

    def test_needs_a_difference(self, author, editor):
        begun = act(correct_revision, published(author, editor), author)
        begun = save(begun, author, correction_note="Nothing really.")

        with pytest.raises(MoveNotAllowed, match="nothing that readers see differs"):
            act(submit_revision, begun, author)

    def test_falls_back_to_a_draft_when_its_note_is_emptied_later(self, author, editor):
        waiting = act(submit_revision, correction(author, editor), author)

        assert save(waiting, author, headline="Still wrong").state == RevisionState.DRAFT

    def test_voids_its_approval_with_a_change_of_the_note(self, author, editor):
        waiting = act(submit_revision, correction(author, editor), author)
        ready = act(approve_revision, waiting, editor)

        changed = save(ready, author, headline="The dam is cracked", correction_note="Another note.")

        assert changed.state == RevisionState.DRAFT


class TestPublishCorrection:
    def test_supersedes_the_old_one_in_the_same_moment(self, author, editor):
        live = corrected(author, editor)

        states = dict(live.review.revisions.values_list("number", "state"))
        assert states == {1: RevisionState.SUPERSEDED, 2: RevisionState.PUBLISHED}
        assert [r.version for r in current_records()] == [2]

    def test_tells_readers_what_was_changed(self, author, editor):
        record = record_of(corrected(author, editor))

        (change,) = record["corrections"]
        assert record["state"] == "corrected"
        assert change == {
            "version": 2,
            "kind": "correction",
            "note": "An earlier version called the claim mostly false.",
            "published_at": record["updated_at"],
        }
        assert record["published_at"] < record["updated_at"]

    def test_keeps_the_notes_of_all_corrections(self, author, editor):
        live = corrected(author, editor)
        begun = act(correct_revision, live, author)
        begun = save(
            begun,
            author,
            rating=Rating.objects.get(slug="false"),
            headline="The dam is cracked",
            body=begun.body + "\n\nA second report came.",
            correction_note="A second report was added.",
        )
        ready = act(approve_revision, act(submit_revision, begun, author), editor)
        record = record_of(act(publish_revision, ready, editor))

        assert [(c["version"], c["kind"]) for c in record["corrections"]] == [
            (3, "update"),
            (2, "correction"),
        ]
        assert record["state"] == "corrected"

    def test_names_the_first_author_beside_the_corrector(self, author, editor):
        live, other = published(author, editor), UserFactory(role="Editor")
        begun = save(
            act(correct_revision, live, other), other, headline="No", correction_note="It was wrong."
        )
        ready = act(approve_revision, act(submit_revision, begun, other), editor)

        assert record_of(act(publish_revision, ready, editor))["written_by"] == [
            author.get_full_name(),
            other.get_full_name(),
        ]

    def test_puts_the_correction_into_the_markup(self, author, editor):
        markup = claim_review(record_of(corrected(author, editor)))

        assert markup["correction"] == [
            {
                "@type": "CorrectionComment",
                "datePublished": "2026-03-04",
                "text": "An earlier version called the claim mostly false.",
            }
        ]

    def test_brings_a_retracted_verdict_back_in_other_words(self, author, editor):
        taken_back = retracted(author, editor)
        begun = save(
            act(correct_revision, taken_back, author),
            author,
            headline="Anew",
            correction_note="Written anew.",
        )
        live = act(
            publish_revision, act(approve_revision, act(submit_revision, begun, author), editor), editor
        )

        live.review.refresh_from_db()
        assert live.review.retracted_at is None
        assert record_of(live)["state"] == "corrected"
        assert [c["kind"] for c in record_of(live)["corrections"]] == ["correction", "retraction"]


class TestCorrectClaim:
    def test_is_possible_while_a_correction_is_open(self, author, editor):
        begun = act(correct_revision, published(author, editor), author)
        claim = begun.review.claim

        edit_claim(
            claim_id=claim.pk,
            editor=author,
            version=claim.version,
            content=reworded("The dam is new"),
            now=LATER,
        )

        begun.refresh_from_db()
        assert begun.correction_class == "correction"
        assert record_of(begun)["claim_reviewed"] == "the dam is safe"

    def test_is_put_back_when_the_correction_is_cancelled(self, author, editor):
        live = published(author, editor)
        begun, claim = act(correct_revision, live, author), live.review.claim
        edit_claim(
            claim_id=claim.pk,
            editor=author,
            version=claim.version,
            content=reworded("The dam is new"),
            now=LATER,
        )
        edit_claim(
            claim_id=claim.pk,
            editor=author,
            version=claim.version + 1,
            content=reworded("It is old"),
            now=LATER,
        )

        act(cancel_correction, Revision.objects.get(pk=begun.pk), author)

        claim = Claim.objects.get(pk=claim.pk)
        (hop,) = claim.appearances.get().attributions.all()
        assert (claim.text, hop.speaker.name, hop.title) == ("the dam is safe", "Ana Alpha", "Minister")


class TestCancelCorrection:
    def test_changes_nothing_for_readers(self, author, editor):
        begun = correction(author, editor)
        before = record_of(begun)

        cancelled = act(cancel_correction, begun, author)

        assert cancelled.state == RevisionState.CANCELLED
        assert record_of(begun) == before
        assert begun.review.revisions.get(number=1).state == RevisionState.PUBLISHED

    def test_lets_another_correction_begin(self, author, editor):
        begun = correction(author, editor)
        act(cancel_correction, begun, author)

        assert act(correct_revision, begun.review.revisions.get(number=1), author).number == 3

    def test_refuses_the_first_revision_of_a_review(self, author, editor):
        begun = Revision.objects.get(pk=published(author, editor).pk)

        with pytest.raises(MoveNotAllowed, match="Cannot cancel"):
            act(cancel_correction, begun, author)
