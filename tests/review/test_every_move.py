"""Each move of a revision from each state, tried on revisions that are made once for all."""

from datetime import timedelta

import pytest
from django.db import transaction

from claims.models import (
    AuditEntry,
    ContactAttempt,
    DeskSettings,
    PublicRecord,
    Rating,
    Revision,
    RevisionState,
)
from claims.review.actions import (
    approve_revision,
    publish_revision,
    return_revision,
    save_revision,
    submit_revision,
)
from claims.review.assigning import (
    assign_review,
    comment_on_review,
    follow_review,
    plan_review,
    take_review,
    unfollow_review,
)
from claims.review.correcting import cancel_correction, correct_revision, restore_revision, retract_revision
from claims.review.excerpts import approve_excerpt, propose_excerpt
from claims.review.locks import hold_revision, take_over_revision
from claims.review.moves import MOVES, MoveNotAllowed, StaleSave, verb
from claims.review.rechecking import note_new_evidence, plan_recheck, say_it_still_holds
from claims.review.replies import AnswerEntry, record_answer, record_contact, withdraw_contact
from claims.review.scheduling import schedule_revision, unschedule_revision
from claims.review.second_rating import agree_on_rating, decline_to_rate, rate_revision
from claims.review.unasked import leave_unasked
from claims.review.waiving import waive_gate, withdraw_waiver
from tests.factories import (
    ANSWER_BY,
    ASKED_AT,
    NINE,
    SpeakerFactory,
    UserFactory,
    approved,
    ask_for_second_ratings,
    cancelled,
    contact_entry,
    content,
    correction,
    draft,
    in_review,
    published,
    rated_twice,
    retracted,
    scheduled,
    sole_source,
    superseded,
    waived,
)

pytestmark = pytest.mark.django_db

LATER = NINE + timedelta(hours=1)


def false() -> int:
    return Rating.objects.get(slug="false").pk


ACTIONS = {
    "save": lambda **named: save_revision(content=content(headline="Other"), **named),
    "take_over": lambda version=0, **named: take_over_revision(session="mine", **named),
    "submit": submit_revision,
    "return": lambda **named: return_revision(**({"reason": "Name the report."} | named)),
    "approve": approve_revision,
    "waive": lambda **named: waive_gate(**({"gate": "two_publishers", "reason": "The only count."} | named)),
    "withdraw": lambda **named: withdraw_waiver(gate="two_publishers", **named),
    "publish": publish_revision,
    "schedule": lambda **named: schedule_revision(publish_at=LATER + timedelta(days=1), **named),
    "unschedule": unschedule_revision,
    "correct": correct_revision,
    "cancel": cancel_correction,
    "retract": lambda **named: retract_revision(**({"reason": "It was forged."} | named)),
    "restore": lambda **named: restore_revision(**({"reason": "It was not forged."} | named)),
    "rate": lambda **named: rate_revision(rating_id=false(), **({"reason": "Cracks."} | named)),
    "decline_rating": decline_to_rate,
    "agree_rating": lambda **named: agree_on_rating(rating_id=false(), **({"reason": "Cracks."} | named)),
    "still_holds": lambda **named: say_it_still_holds(
        recheck_on=LATER.date() + timedelta(days=90), **({"reason": "No new inspection."} | named)
    ),
    "note_evidence": lambda version=0, **named: note_new_evidence(**({"reason": "A survey."} | named)),
    "plan_recheck": lambda **named: plan_recheck(recheck_on=LATER.date() + timedelta(days=9), **named),
    "assign": lambda **named: assign_review(assignee_id=UserFactory(role="Reporter").pk, **named),
    "take": take_review,
    "plan": lambda **named: plan_review(due_on=LATER.date(), priority=3, **named),
    "follow": lambda version=0, **named: follow_review(**named),
    "unfollow": lambda version=0, **named: unfollow_review(**named),
    "comment": lambda version=0, **named: comment_on_review(**({"comment": "Ask the mayor."} | named)),
}


def attempt_in(revision_id, **fields):
    """A row as the actions of the right of reply would find it, whatever the revision's state."""
    review, somebody = Revision.objects.get(pk=revision_id).review, UserFactory()
    row = {
        "speaker": SpeakerFactory(),
        "channel": "mail",
        "question": "Why?",
        "contacted_at": ASKED_AT,
        "deadline": ANSWER_BY,
        "outcome": "answered",
        "answer": "It is safe.",
        "answered_at": NINE,
        "answer_by": somebody,
        "recorded_by": somebody,
        "recorded_at": NINE,
    }
    attempt = ContactAttempt.objects.create(review=review, **(row | fields))
    return {"attempt_id": attempt.pk, "version": 1}


def entered(revision_id):
    """An excerpt that somebody else has entered."""
    return attempt_in(revision_id, excerpt="It is safe.", excerpt_by=UserFactory())


ACTIONS |= {
    "record_contact": lambda version=0, **named: record_contact(
        entry=contact_entry(Revision.objects.get(pk=named["revision_id"])), **named
    ),
    "record_answer": lambda version=0, **named: record_answer(
        entry=AnswerEntry("declined", "", NINE), **named, **attempt_in(named["revision_id"])
    ),
    "propose_excerpt": lambda version=0, **named: propose_excerpt(
        excerpt="It is safe", **named, **attempt_in(named["revision_id"])
    ),
    "approve_excerpt": lambda version=0, **named: approve_excerpt(**named, **entered(named["revision_id"])),
    "withdraw_contact": lambda version=0, **named: withdraw_contact(
        **({"reason": "Another Ana."} | named), **attempt_in(named["revision_id"])
    ),
    "leave_unasked": lambda version=0, **named: leave_unasked(
        speaker_id=SpeakerFactory().pk, reason="dead", words="She died in 2019.", **named
    ),
}
OF_REVISIONS = [name for name, move in MOVES.items() if isinstance(move.starts[0], RevisionState)]
BOUND = [name for name in ACTIONS if MOVES[name].is_bound_to]


@pytest.fixture(scope="module")
def made(for_all):
    """A revision in each state, and one more where a move wants more of it than its state; nothing of them stays."""
    with for_all():
        author, editor = UserFactory(role="Editor"), UserFactory(role="Editor")
        yield {
            RevisionState.DRAFT: draft(author),
            RevisionState.IN_REVIEW: in_review(author),
            RevisionState.APPROVED: approved(author, editor),
            RevisionState.PUBLISHED: published(author, editor),
            RevisionState.SUPERSEDED: superseded(author, editor),
            RevisionState.RETRACTED: retracted(author, editor),
            RevisionState.CANCELLED: cancelled(author, editor),
            "agree_rating": disputed(author, editor),
            "cancel": correction(author, editor),
            "unschedule": scheduled(author, editor),
            "waive": sole_source(author),
            "withdraw": waived(author, editor),
        }


@pytest.fixture
def revision_in(made):
    """A revision in a state; where a move wants more of it, as that move wants it."""
    return lambda state: Revision.objects.get(pk=made[state].pk)


@pytest.fixture
def revision_for(made, revision_in):
    """A revision that a move may begin with."""

    def find(name):
        if name in ("rate", "decline_rating"):
            ask_for_second_ratings()
        return revision_in(name if name in made else MOVES[name].starts[0])

    return find


def disputed(author, rater):
    """A revision that two editors rate differently, at a desk that has stopped asking for second ratings since."""
    revision = rated_twice(author, rater)
    DeskSettings.objects.update(has_second_rating=False)
    return revision


def act(name, revision, editor, **changes):
    arguments = {"revision_id": revision.pk, "editor": editor, "now": LATER}
    around = MOVES[name].is_bound_to == "review"
    arguments["version"] = revision.review.version if around else revision.version
    return ACTIONS[name](**(arguments | changes))


def refusal_of(name, revision, editor):
    """The sentence that refuses a move; "" if it was made."""
    try:
        act(name, revision, editor)
    except MoveNotAllowed as refusal:
        return str(refusal)
    return ""


class TestEveryMove:
    def test_is_tried_here(self):
        assert set(ACTIONS) == set(OF_REVISIONS)

    @pytest.mark.parametrize("state", RevisionState)
    def test_is_refused_from_every_other_state(self, revision_in, state):
        mover, done = UserFactory(role="Editor"), []
        for name in [name for name in ACTIONS if state not in MOVES[name].starts]:
            with transaction.atomic():
                revision = revision_in(state)
                refusal = refusal_of(name, revision, mover)
                if f"Cannot {verb(name)}" not in refusal or revision_in(state).state != state:
                    done.append((name, refusal))
                transaction.set_rollback(True)

        assert done == []

    @pytest.mark.parametrize("name", ACTIONS)
    def test_is_refused_without_the_right_to_it(self, revision_for, name):
        revision = revision_for(name)

        with pytest.raises(MoveNotAllowed, match="does not have this right"):
            act(name, revision, UserFactory())

    @pytest.mark.parametrize("name", BOUND)
    def test_is_refused_on_words_that_have_changed_since_they_were_read(self, revision_for, name):
        revision = revision_for(name)

        with pytest.raises(StaleSave, match="Read it again"):
            act(name, revision, UserFactory(role="Editor"), version=0)

    @pytest.mark.parametrize("name", ACTIONS)
    def test_leaves_one_audit_entry(self, revision_for, name):
        revision, mover = revision_for(name), UserFactory(role="Editor")
        if name == "unfollow":
            revision.review.followers.add(mover)
        if name == "take_over":
            hold_revision(revision_id=revision.pk, person=UserFactory(role="Editor"), session="theirs")
        before = AuditEntry.objects.count()

        act(name, revision, mover)

        entry = AuditEntry.objects.latest("pk")
        assert AuditEntry.objects.count() == before + 1
        assert (entry.move, entry.actor, entry.revision.review) == (name, mover, revision.review)

    @pytest.mark.parametrize("name", ["return", "waive", "retract", "restore"])
    @pytest.mark.parametrize("reason", ["", " \n"])
    def test_that_needs_a_reason_is_refused_without(self, revision_for, name, reason):
        revision = revision_for(name)

        with pytest.raises(MoveNotAllowed, match="without a reason"):
            act(name, revision, UserFactory(role="Editor"), reason=reason)

    def test_twice_is_refused_the_second_time(self, revision_in):
        revision = revision_in(RevisionState.APPROVED)
        publisher = UserFactory(role="Editor")
        act("publish", revision, publisher)

        with pytest.raises(MoveNotAllowed, match="this is published"):
            act("publish", revision, publisher)

        assert PublicRecord.objects.filter(claim=revision.review.claim).count() == 1
