"""What the desk does with candidates."""

from datetime import date

import pytest

from claims.models import Attribution, AuditEntry, Claim, ClaimStatus, DismissalReason, RevisionState
from claims.review.moves import MOVES, MoveNotAllowed, StaleSave
from claims.review.triage import (
    ClaimContent,
    SpeakerEntry,
    accept_claim,
    dismiss_claim,
    edit_claim,
    reconsider_claim,
)
from tests.factories import NINE, AppearanceFactory, ClaimFactory, UserFactory, approved, draft, published

pytestmark = pytest.mark.django_db

ACTIONS = {
    "accept": accept_claim,
    "dismiss": lambda **named: dismiss_claim(reason=DismissalReason.TRIVIAL, **named),
    "reconsider": reconsider_claim,
}


def claim_in(status):
    reason = "trivial" if status == ClaimStatus.DISMISSED else ""
    other = ClaimFactory() if status == ClaimStatus.MERGED else None
    return ClaimFactory(status=status, dismissal_reason=reason, merged_into=other)


def act(name, claim, **changes):
    arguments = {"claim_id": claim.pk, "version": claim.version, "now": NINE}
    return ACTIONS[name](**(arguments | changes))


@pytest.fixture
def reporter():
    return UserFactory(role="Reporter")


class TestDecision:
    @pytest.mark.parametrize(
        ("name", "status"), [(name, status) for name in ACTIONS for status in ClaimStatus]
    )
    def test_moves_a_claim_along_the_table_only(self, reporter, name, status):
        claim, move = claim_in(status), MOVES[name]

        if status in move.starts:
            assert act(name, claim, editor=reporter).status == move.end
        else:
            with pytest.raises(MoveNotAllowed, match=f"Cannot {name}"):
                act(name, claim, editor=reporter)

    @pytest.mark.parametrize("name", ACTIONS)
    def test_needs_the_right_to_triage(self, name):
        with pytest.raises(MoveNotAllowed, match="does not have this right"):
            act(name, claim_in(MOVES[name].starts[0]), editor=UserFactory())

    def test_is_refused_on_a_claim_that_somebody_else_has_changed(self, reporter):
        claim = claim_in(ClaimStatus.CANDIDATE)
        act("accept", claim, editor=reporter)

        with pytest.raises(StaleSave):
            act("dismiss", claim, editor=reporter)

    def test_is_refused_on_a_claim_under_review(self, reporter):
        claim = draft(reporter).review.claim

        with pytest.raises(MoveNotAllowed, match="has a review"):
            act("dismiss", claim, editor=reporter)

    def test_keeps_its_reason(self, reporter):
        act("dismiss", claim_in(ClaimStatus.CANDIDATE), editor=reporter)

        entry = AuditEntry.objects.get()
        assert (entry.move, entry.reason, entry.end_state) == ("dismiss", "trivial", "dismissed")


class TestEditClaim:
    def edit(self, claim, editor, **changes):
        fields = {
            "text": "The dam is safe",
            "kind": "fact",
            "evidence_status": "cited",
            "evidence_status_on": date(2026, 3, 4),
            "topics": [],
            "speakers": [SpeakerEntry("Ana Alpha", "person", "originator", "Minister")],
        }
        content = ClaimContent(**(fields | changes))
        return edit_claim(claim_id=claim.pk, editor=editor, version=claim.version, content=content, now=NINE)

    def test_stores_joint_speakers_and_relayers(self, reporter):
        claim = AppearanceFactory().claim
        speakers = [
            SpeakerEntry("Ana Alpha", "person", "originator"),
            SpeakerEntry("Bo Beta", "person", "originator"),
            SpeakerEntry("The Ledger", "organization", "relayer"),
        ]

        self.edit(claim, reporter, speakers=speakers)

        hops = Attribution.objects.order_by("hop").values_list("speaker__name", "role")
        assert [*hops] == [("Ana Alpha", "originator"), ("Bo Beta", "originator"), ("The Ledger", "relayer")]

    def test_changes_nothing_where_nothing_reads_otherwise(self, reporter):
        claim = self.edit(AppearanceFactory().claim, reporter)
        before = [*Attribution.objects.values()]

        self.edit(claim, reporter)

        assert [*Attribution.objects.values()] == before
        assert AuditEntry.objects.count() == 1

    def test_audits_the_words_before_and_after(self, reporter):
        self.edit(AppearanceFactory().claim, reporter, text="The dam held")

        detail = AuditEntry.objects.get().detail
        assert (detail["before"]["text"], detail["after"]["text"]) == ("the dam is safe", "The dam held")

    def test_that_changes_nothing_leaves_no_trace(self, reporter):
        claim = self.edit(AppearanceFactory().claim, reporter)

        again = self.edit(claim, reporter)

        assert again.version == claim.version
        assert AuditEntry.objects.count() == 1

    def test_is_refused_after_somebody_elses(self, reporter):
        claim = AppearanceFactory().claim
        self.edit(Claim.objects.get(pk=claim.pk), reporter, text="First")

        with pytest.raises(StaleSave):
            self.edit(claim, reporter, text="Second")

        assert Claim.objects.get().text == "First"


class TestEditClaimUnderReview:
    def test_voids_the_approval_of_its_revision(self, author, editor):
        revision = approved(author, editor)
        claim = revision.review.claim
        words = ClaimContent(
            "A", "fact", "cited", NINE.date(), [], [SpeakerEntry("Bo Beta", "person", "originator")]
        )

        edit_claim(claim_id=claim.pk, editor=editor, version=claim.version, content=words, now=NINE)

        revision.refresh_from_db()
        assert revision.state == RevisionState.DRAFT

    def test_is_refused_once_readers_see_it(self, author, editor):
        claim = published(author, editor).review.claim
        words = ClaimContent("A", "fact", "cited", NINE.date(), [], [])

        with pytest.raises(MoveNotAllowed, match="readers already see"):
            edit_claim(claim_id=claim.pk, editor=editor, version=claim.version, content=words, now=NINE)
