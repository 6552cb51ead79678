"""A verdict taken back, and given back."""

from datetime import timedelta

import pytest

from claims.models import AuditEntry, PublicRecord, RevisionState
from claims.models.audit import broken_entries
from claims.publication.claimreview import claim_review
from claims.publication.ledger import current_records
from claims.review.actions import approve_revision, submit_revision
from claims.review.correcting import restore_revision, retract_revision
from claims.review.scheduling import schedule_revision
from tests.factories import corrected, correction, published, retracted
from tests.review.test_correcting import LATER, act, record_of

pytestmark = pytest.mark.django_db


class TestRetractRevision:
    def test_leaves_a_tombstone_without_rating_or_finding(self, author, editor):
        record = record_of(retracted(author, editor))

        assert record["state"] == "retracted"
        assert record["corrections"][0]["note"] == "The report we relied on was forged."
        assert not record.keys() & {"rating", "body", "short_answer", "evidence", "headline"}

    def test_takes_the_verdict_out_of_the_lists(self, author, editor):
        retracted(author, editor)

        assert not current_records()

    def test_takes_the_rating_out_of_the_markup(self, author, editor):
        markup = claim_review(record_of(retracted(author, editor)))

        assert markup["creativeWorkStatus"] == "Retracted"
        assert "reviewRating" not in markup
        assert markup["correction"][0]["text"] == "The report we relied on was forged."

    def test_takes_a_waiting_correction_off_the_schedule(self, author, editor):
        begun = correction(author, editor)
        ready = act(approve_revision, act(submit_revision, begun, author), editor)
        ready = act(schedule_revision, ready, editor, publish_at=LATER + timedelta(days=1))

        act(retract_revision, begun.review.revisions.get(number=1), editor, reason="Forged.")

        ready.refresh_from_db()
        assert (ready.state, ready.publish_at) == (RevisionState.APPROVED, None)
        assert "was retracted" in ready.publish_failure


class TestRestoreRevision:
    def test_gives_readers_the_same_words_again_and_says_so(self, author, editor):
        live = published(author, editor)
        before = record_of(live)
        taken_back = act(retract_revision, live, editor, reason="Forged.")

        act(restore_revision, taken_back, editor, reason="It was genuine.")

        record = record_of(live)
        ours = {"version", "sequence", "corrections", "updated_at"}
        assert {k: v for k, v in record.items() if k not in ours} == {
            k: v for k, v in before.items() if k not in ours
        }
        assert [(c["kind"], c["note"]) for c in record["corrections"]] == [
            ("restoration", "It was genuine."),
            ("retraction", "Forged."),
        ]

    def test_says_corrected_of_what_was_corrected_before(self, author, editor):
        taken_back = act(retract_revision, corrected(author, editor), editor, reason="Forged.")

        act(restore_revision, taken_back, editor, reason="Genuine.")

        assert record_of(taken_back)["state"] == "corrected"

    def test_keeps_versions_without_gaps_and_the_audit_whole(self, author, editor):
        taken_back = act(retract_revision, corrected(author, editor), editor, reason="Forged.")
        act(restore_revision, taken_back, editor, reason="Genuine.")

        assert list(PublicRecord.objects.order_by("pk").values_list("version", "change")) == [
            (1, ""),
            (2, "correction"),
            (3, "retraction"),
            (4, "restoration"),
        ]
        assert not list(broken_entries(AuditEntry.objects.order_by("pk")))
