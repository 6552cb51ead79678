"""Gates keep a revision from its readers; another editor may waive one, in the open and for these words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.models import AuditEntry, PublicRecord, Revision, RevisionState, Waiver
from claims.publication.ledger import preview_record
from claims.publication.verdict import verdict_page
from claims.review.actions import (
    approve_revision,
    publish_revision,
    return_revision,
    save_revision,
    submit_revision,
)
from claims.review.correcting import correct_revision
from claims.review.gates import GATES
from claims.review.moves import MoveNotAllowed
from claims.review.passing import gate_lines
from claims.review.scheduling import publish_due, schedule_revision
from claims.review.waiving import waive_gate, withdraw_waiver
from tests.factories import (
    NINE,
    UserFactory,
    accepted_claim,
    approved,
    content,
    in_review,
    published,
    scheduled,
    sole_source,
    waived,
)

pytestmark = pytest.mark.django_db

LATER = NINE + timedelta(hours=1)
REASON = "Nobody else has inspected the dam."


def act(action, revision, editor, **more):
    return action(
        **({"revision_id": revision.pk, "editor": editor, "version": revision.version, "now": LATER} | more)
    )


def waive(revision, editor, gate="two_publishers", reason=REASON):
    return act(waive_gate, revision, editor, gate=gate, reason=reason)


def state_of(gate, revision):
    revision = Revision.objects.get(pk=revision.pk)
    lines = gate_lines(revision.gate_check, revision.waivers.filter(voided_at=None))
    return next(line.state for line in lines if line.gate.id == gate)


class TestOpenGates:
    @pytest.mark.parametrize(
        ("action", "more"),
        [(publish_revision, {}), (schedule_revision, {"publish_at": LATER + timedelta(days=1)})],
    )
    def test_stop_publication_and_name_themselves(self, author, editor, action, more):
        waiting = in_review(author, evidence=content().evidence[1:], why_chosen="")
        ready = act(approve_revision, waiting, editor)

        with pytest.raises(MoveNotAllowed) as refusal:
            act(action, ready, editor, **more)

        assert (
            "not met is “Why we checked it”, “Primary source or explanation” and “Two independent publishers”."
        ) in str(refusal.value)
        assert not PublicRecord.objects.exists()

    def test_that_only_advise_stop_nothing(self, author, editor):
        revision = published(author, editor)

        assert revision.gate_check.answers["both_stances"]
        assert revision.state == RevisionState.PUBLISHED

    def test_are_asked_again_at_each_save(self, author):
        revision = sole_source(author)
        assert state_of("two_publishers", revision) == "open"

        act(save_revision, revision, author, content=content())

        assert state_of("two_publishers", revision) == "passed"

    def test_take_off_the_schedule_what_they_close_meanwhile(self, author, editor, monkeypatch):
        revision = scheduled(author, editor)
        monkeypatch.setitem(GATES, "origin", replace(GATES["origin"], check=lambda revision: "Gone."))

        assert not publish_due(revision_id=revision.pk, now=NINE + timedelta(hours=3))

        revision.refresh_from_db()
        assert (revision.state, revision.publish_at) == (RevisionState.APPROVED, None)
        assert "“Speaker and first appearance”" in revision.publish_failure
        assert state_of("origin", revision) == "open"


class TestWaiveGate:
    def test_lets_the_revision_pass(self, author, editor):
        revision = waive(sole_source(author), editor)
        assert state_of("two_publishers", revision) == "waived"

        live = act(publish_revision, act(approve_revision, revision, editor), editor)

        assert live.state == RevisionState.PUBLISHED

    def test_tells_readers_what_and_why(self, author, editor):
        revision = waive(sole_source(author), editor)
        act(publish_revision, act(approve_revision, revision, editor), editor)

        record = PublicRecord.objects.get().record
        told = [{"gate": "two_publishers", "name": "Two independent publishers", "reason": REASON}]
        assert record["waivers"] == verdict_page(record)["waivers"] == told

    def test_is_a_part_of_what_is_approved(self, author, editor):
        ready = act(approve_revision, sole_source(author), editor)

        revision = waive(ready, editor)

        assert revision.state == RevisionState.IN_REVIEW
        assert revision.content_hash != ready.content_hash
        assert not revision.approvals.filter(voided_at=None).exists()

    def test_takes_what_it_changes_off_the_schedule(self, author, editor, monkeypatch):
        monkeypatch.setattr("claims.review.scheduling.refuse_open_gates", lambda *args, **named: None)
        ready = act(approve_revision, sole_source(author), editor)
        timed = act(schedule_revision, ready, editor, publish_at=LATER + timedelta(days=1))

        assert waive(timed, editor).publish_at is None

    def test_is_written_down_with_its_reason(self, author, editor):
        waive(sole_source(author), editor)

        entry = AuditEntry.objects.latest("pk")
        assert (entry.move, entry.reason) == ("waive", REASON)
        assert entry.detail == {"waived": [None, "Two independent publishers"]}

    def test_refuses_whoever_wrote_the_revision(self, author):
        with pytest.raises(MoveNotAllowed, match="Cannot waive this: you edited this revision"):
            waive(sole_source(author), author)

    def test_refuses_a_superuser_who_wrote_it(self):
        superuser = UserFactory(is_superuser=True)

        with pytest.raises(MoveNotAllowed, match="nobody judges their own work"):
            waive(sole_source(superuser), superuser)

    def test_refuses_the_assignee(self, author, editor):
        revision = sole_source(author)
        revision.review.assignee = editor
        revision.review.save()

        with pytest.raises(MoveNotAllowed, match="assigned to you"):
            waive(revision, editor)

    def test_refuses_what_reads_otherwise_than_it_was_saved(self, author, editor):
        revision = sole_source(author)
        speaker = revision.review.claim.appearances.get().attributions.get().speaker
        speaker.name = "Ana Omega"
        speaker.save()

        with pytest.raises(MoveNotAllowed, match="has changed since it was saved"):
            waive(revision, editor)

    @pytest.mark.parametrize(
        ("gate", "sentence"),
        [
            ("primary_source", "“Primary source or explanation” is met, and needs no waiver."),
            ("both_stances", "is advice and stops nothing"),
            ("rating", "knows no exception. It has no rating yet. Choose one."),
            ("nonsense", "there is no such requirement"),
            ("", "there is no such requirement"),
        ],
    )
    def test_refuses_what_cannot_be_waived(self, author, editor, gate, sentence):
        with pytest.raises(MoveNotAllowed, match=sentence):
            waive(sole_source(author, rating=None), editor, gate=gate)

    def test_refuses_the_same_twice(self, author, editor):
        with pytest.raises(MoveNotAllowed, match="is waived already"):
            waive(waived(author, editor), UserFactory(role="Editor"))


class TestWaiver:
    def test_is_void_after_any_edit(self, author, editor):
        revision = waived(author, editor)

        changed = act(
            save_revision,
            revision,
            author,
            content=content(evidence=content().evidence[:1], headline="Other"),
        )

        assert state_of("two_publishers", changed) == "open"
        assert not Waiver.objects.filter(voided_at=None).exists()

    def test_stays_void_when_the_words_come_back(self, author, editor):
        revision = waived(author, editor)
        before = content(evidence=content().evidence[:1])

        changed = act(save_revision, revision, editor, content=content())
        again = act(save_revision, changed, author, content=before)

        assert state_of("two_publishers", again) == "open"

    def test_survives_a_return_without_an_edit(self, author, editor):
        returned = act(return_revision, waived(author, editor), editor, reason="Are you sure?")

        again = act(submit_revision, returned, author)

        assert state_of("two_publishers", again) == "waived"

    def test_is_not_handed_on_to_a_correction(self, author, editor):
        live = act(publish_revision, act(approve_revision, waived(author, editor), editor), editor)

        begun = act(correct_revision, live, author)

        assert state_of("two_publishers", begun) == "open"
        assert begun.correction_class == ""  # it is not of the claim, so its absence corrects nothing

    def test_is_not_shown_once_the_claim_reads_otherwise(self, author, editor):
        revision = waived(author, editor)
        revision.review.claim.text = "The dam is sound"

        assert preview_record(revision, now=NINE)["waivers"] == []


class TestWithdrawWaiver:
    def test_asks_for_the_gate_again(self, author, editor):
        revision = waived(author, editor)

        withdrawn = act(withdraw_waiver, revision, UserFactory(role="Editor"), gate="two_publishers")

        assert state_of("two_publishers", withdrawn) == "open"
        assert withdrawn.content_hash != revision.content_hash

    def test_voids_approvals(self, author, editor):
        ready = act(approve_revision, waived(author, editor), editor)

        withdrawn = act(withdraw_waiver, ready, editor, gate="two_publishers")

        assert withdrawn.state == RevisionState.IN_REVIEW
        assert not withdrawn.approvals.filter(voided_at=None).exists()

    def test_is_refused_where_there_is_none(self, author, editor):
        with pytest.raises(MoveNotAllowed, match="there is none"):
            act(withdraw_waiver, approved(author, editor, claim=accepted_claim()), editor, gate="origin")
