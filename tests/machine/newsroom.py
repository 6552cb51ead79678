"""A newsroom with claims in every state, and who acts in it: chosen at random, by a clock that only the tests move."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.models import Group, User

from claims.models import Claim, ContactAttempt, DeskSettings, ErrorReport, ReaderRequest, Revision, Topic
from claims.review.merging import merge_claim
from claims.review.moves import MOVES, Move
from claims.review.triage import dismiss_claim
from tests.factories import (
    NINE,
    AppearanceFactory,
    SpeakerFactory,
    UserFactory,
    accepted_claim,
    answered,
    approved,
    cancelled,
    corrected,
    correction,
    draft,
    excerpted,
    in_review,
    published,
    rated_twice,
    reported,
    retracted,
    scheduled,
    sent_request,
    sole_source,
    waived,
)

ROLES = {
    "rae": ["Reporter"],
    "ray": ["Reporter"],
    "eda": ["Editor"],
    "edo": ["Editor"],
    "eve": ["Reporter", "Editor"],
    "stan": ["Standards editor"],
    "ada": ["Administrator", "Editor"],
}
AUTHOR, APPROVER, OFFICE = "eda", "edo", "ada"
BEGINNING = NINE + timedelta(days=1)  # after all that the newsroom begins with
ACT = timedelta(minutes=1)
DELAY = timedelta(seconds=90)  # that a request may have waited, with its time taken before


def rate_twice_or_not(rng: Random) -> None:
    """Half of the runs begin on a desk with second ratings."""
    DeskSettings.objects.update(has_second_rating=rng.choice([False, True]))


def one_in(number: int, rng: Random) -> bool:
    """Whether a thing that happens once in so many times happens now."""
    return rng.randrange(number) == number - 1  # what is simplest to Hypothesis, 0, is what happens mostly


def furnish() -> None:
    """Store people, and claims in every state that they and their revisions can be in."""
    for name, roles in ROLES.items():
        person = UserFactory(username=name, first_name=name.title())
        person.groups.set(Group.objects.filter(name__in=roles))
    SpeakerFactory(name="The Ledger", kind="organization")
    author, approver = (User.objects.get(username=name) for name in (AUTHOR, APPROVER))
    known = {"editor": author, "version": 1, "now": NINE}
    dismiss_claim(claim_id=AppearanceFactory().claim.pk, reason="trivial", **known)
    merge_claim(claim_id=AppearanceFactory().claim.pk, into_id=accepted_claim().pk, **known)
    AppearanceFactory.create_batch(2)
    sensitive = accepted_claim()
    sensitive.topics.add(Topic.objects.create(name="Security", slug="security", is_sensitive=True))
    draft(author)
    in_review(author, claim=sensitive)
    sole_source(author)
    answered(draft(author), author)
    excerpted(draft(author), author)
    waived(author, approver)
    for make in (approved, published, correction, corrected, retracted, cancelled):
        revision = make(author, approver)
        if revision.is_correction or revision.state in ("published", "retracted"):
            for _ in range(2):
                reported(revision.review.claim)
    for number in range(4):
        sent_request(words=f"The dam leaks in place {number}.")
    scheduled(author, approver, at=BEGINNING + timedelta(hours=1))
    rated_twice(author, approver)


def some_claims(rng: Random) -> list[int]:
    """Few, so that much happens to each; two of them have a review."""
    claims = Claim.objects.order_by("pk").values_list("pk", flat=True)
    return [
        pk for is_new in (True, False) for pk in rng.sample(list(claims.filter(review__isnull=is_new)), 2)
    ]


class Newsroom:
    """What a run of acts goes on in: some of the claims, its clock, and pages opened a while ago."""

    def __init__(self, claims: Sequence[int], *, now: datetime = BEGINNING):
        self.claims, self.now = claims, now
        self.opened = {person.pk: person for person in User.objects.order_by("pk")}
        for person in self.opened.values():
            person.get_all_permissions()  # as a request keeps them, whatever is taken meanwhile

    def moment(self, rng: Random) -> datetime:
        """The time of the next act; now and then that of a request that has waited since before the last one."""
        self.now += ACT
        return self.now - DELAY if one_in(6, rng) else self.now

    def person(self, rng: Random) -> User:
        """Anybody; now and then with the rights that they had when this run began."""
        pk = rng.choice(list(self.opened))
        return self.opened[pk] if one_in(5, rng) else User.objects.get(pk=pk)

    def claim(self, move: Move | None, rng: Random) -> Claim:
        """A claim, mostly one that the move can begin with."""
        claims = list(Claim.objects.filter(pk__in=self.claims).order_by("pk"))
        return _fitting(claims, [each for each in claims if move is None or each.status in move.starts], rng)

    def report(self, move: Move, rng: Random) -> ErrorReport:
        """What a reader reported on one of these claims, or on another if none of them was."""
        reports = ErrorReport.objects.order_by("pk")
        every = list(reports.filter(claim__in=self.claims)) or list(reports)
        return _fitting(every, [each for each in every if each.state in move.starts], rng)

    def request(self, move: Move, rng: Random) -> ReaderRequest:
        """What a reader asked us to check."""
        every = list(ReaderRequest.objects.order_by("pk"))
        return _fitting(every, [each for each in every if each.state in move.starts], rng)

    def attempt(self, rng: Random) -> tuple[ContactAttempt, Revision]:
        """Somebody who was asked about one of these claims, or about another, and the latest revision on it."""
        attempts = ContactAttempt.objects.order_by("pk")
        attempt = rng.choice(list(attempts.filter(review__claim__in=self.claims)) or list(attempts))
        revisions = Revision.objects.filter(review=attempt.review_id).exclude(state="cancelled")
        return attempt, revisions.latest("number")

    def revision(self, move: Move, rng: Random) -> Revision:
        """A revision, mostly one that the move can begin with."""
        revisions = Revision.objects.filter(review__claim__in=self.claims).select_related("review")
        every = list(revisions.order_by("pk"))
        return _fitting(every, [each for each in every if _may_begin(move, each)], rng)


def _may_begin(move: Move, revision: Revision) -> bool:
    if move == MOVES["unschedule"] and not revision.publish_at:
        return False
    return revision.state in move.starts and (revision.is_correction or not move.of_corrections_only)


def _fitting(every: list, fitting: Iterable, rng: Random):
    fitting = list(fitting)
    return rng.choice(every if not fitting or one_in(10, rng) else fitting)
