"""Several decisions in one act, and the way back."""

import pytest

from claims.models import AuditEntry, Claim, ClaimStatus
from claims.review.merging import merge_claim
from claims.review.steps import STEPS, Step, take_steps, way_back
from claims.review.triage import accept_claim
from tests.factories import NINE, AppearanceFactory, ClaimFactory, UserFactory, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter():
    return UserFactory(role="Reporter")


def take(steps, editor):
    return take_steps(steps=steps, editor=editor, now=NINE)


def states(*claims):
    held = {claim.pk: claim for claim in Claim.objects.all()}
    return [(held[claim.pk].status, held[claim.pk].dismissal_reason) for claim in claims]


class TestTakeSteps:
    def test_decides_each_claim_with_an_audit_entry_of_its_own(self, reporter):
        claims = [ClaimFactory() for _ in range(3)]

        outcome = take([Step(claim.public_id, 1, "dismiss", "trivial") for claim in claims], reporter)

        assert states(*claims) == [("dismissed", "trivial")] * 3
        assert len(outcome.done) == AuditEntry.objects.count() == 3

    def test_is_not_held_up_by_a_refused_one(self, reporter):
        free, taken = ClaimFactory(), draft(reporter).review.claim

        outcome = take(
            [
                Step(taken.public_id, taken.version, "dismiss", "opinion"),
                Step(free.public_id, 1, "dismiss", "opinion"),
            ],
            reporter,
        )

        assert outcome.done == [free]
        ((refused, sentence),) = outcome.refused
        assert refused == taken
        assert "has a review" in sentence

    def test_names_a_claim_that_somebody_else_was_faster_with(self, reporter):
        claim = ClaimFactory()
        accept_claim(claim_id=claim.pk, editor=reporter, version=1, now=NINE)

        outcome = take([Step(claim.public_id, 1, "dismiss", "opinion")], reporter)

        assert states(claim) == [("accepted", "")]
        assert "somebody has changed this" in outcome.refused[0][1]

    def test_passes_over_claims_and_moves_that_are_not_there(self, reporter):
        outcome = take([Step("nowhere", 1, "accept"), Step(ClaimFactory().public_id, 1, "publish")], reporter)

        assert (outcome.done, outcome.refused) == ([], [])

    def test_needs_the_right(self):
        outcome = take([Step(ClaimFactory().public_id, 1, "accept")], UserFactory())

        assert "does not have this right" in outcome.refused[0][1]

    @pytest.mark.parametrize("move", [move for move in STEPS if move != "unmerge"])
    @pytest.mark.parametrize("status", [ClaimStatus.CANDIDATE, ClaimStatus.ACCEPTED, ClaimStatus.DISMISSED])
    def test_is_undone_by_the_steps_it_gives(self, reporter, status, move):
        reason = "opinion" if status == ClaimStatus.DISMISSED else ""
        claim = ClaimFactory(status=status, dismissal_reason=reason)

        outcome = take([Step(claim.public_id, 1, move, "trivial")], reporter)
        take(outcome.undo, reporter)

        assert states(claim) == [(status, reason)]
        assert bool(outcome.done) == bool(outcome.undo)

    def test_undoes_a_merge(self, reporter):
        before, other = AppearanceFactory().claim, AppearanceFactory().claim
        after = merge_claim(claim_id=before.pk, into_id=other.pk, editor=reporter, version=1, now=NINE)

        outcome = take([way_back(before, after)], reporter)

        assert (outcome.done, states(before)) == ([before], [("candidate", "")])

    def test_gives_no_way_back_over_somebody_elses_decision(self, reporter):
        claim = ClaimFactory()
        accepted = accept_claim(claim_id=claim.pk, editor=reporter, version=1, now=NINE)
        accepted.version += 1

        assert way_back(claim, accepted) is None
