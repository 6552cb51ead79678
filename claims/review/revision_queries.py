"""What the desk reads of reviews and their revisions: lists, sizes, and all that a page of one shows."""

from collections import Counter
from typing import TYPE_CHECKING, TypedDict

from django.contrib.auth.models import User
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Greatest, JSONObject, Substr

from claims.models import (
    Appearance,
    Approval,
    Attribution,
    Claim,
    ClaimLink,
    ErrorReport,
    ReportState,
    Review,
    Revision,
    RevisionEdit,
    RevisionState,
    SecondRating,
    Topic,
    Waiver,
)
from claims.models.review import LIVE, UNPUBLISHED
from claims.review.blindness import is_blind_to
from claims.review.heard import reply_rows
from claims.review.moves import LONG_AGO
from claims.review.queries import COUNT_AT_MOST, OWN_FIRST, capped
from claims.review.unsaved import texts_of_revision
from claims.sources.queries import evidence_in_order

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Surroundings(TypedDict):
        before: str
        after: str

    class Around(TypedDict):
        is_sensitive: bool
        is_followed: bool
        is_hidden: bool
        is_rated_twice: bool
        siblings: list[dict]
        links: list[dict]
        reports: list[int]
        has_open_reports: bool

    ShownRevision = WithAnnotations[Revision, Around]
    PlacedAppearance = WithAnnotations[Appearance, Surroundings]

LATEST_REVISIONS = ("-updated_at", "-pk")
TO_APPROVE = ("is_own_work", "updated_at", "pk")
SOONEST_DUE = ("due_on", "pk")
REVISION_LISTS = ("mine", "drafts", "waiting", "due", "approved", "scheduled", "published", "followed")
CONTEXT = 300  # characters shown before and after a claim where only its surroundings are


def revision_list(name: str, person: User) -> QuerySet[Revision]:
    """One of REVISION_LISTS as `person` sees it; `is_own_work` tells those they may not judge."""
    revisions = revisions_in(name, person).annotate(
        is_own_work=_is_own_work(person), due_on=F("review__due_on"), is_hidden=is_blind_to(person)
    )
    return revisions.select_related("review__claim", "review__assignee", "rating")


def revision_order(name: str) -> tuple[str, ...]:
    """The order of a list: what waits for this person longest, or is due soonest; otherwise the latest first."""
    return {"waiting": TO_APPROVE, "due": SOONEST_DUE}.get(name, LATEST_REVISIONS)


def revision_list_sizes(person: User) -> dict[str, str]:
    """How many revisions stand in each list, capped."""
    lists = [
        revisions_in(name, person)
        .annotate(list=Value(name))
        .values_list("list", flat=True)[: COUNT_AT_MOST + 1]
        for name in REVISION_LISTS
    ]
    counts = Counter(lists[0].union(*lists[1:], all=True))
    return {name: capped(counts[name]) for name in REVISION_LISTS}


def revisions_in(name: str, person: User) -> QuerySet[Revision]:
    """What stands in one of REVISION_LISTS, in no order and with nothing beside it."""
    wanted = {
        "mine": Q(review__assignee=person, state__in=UNPUBLISHED),
        "drafts": Q(state=RevisionState.DRAFT),
        "waiting": Q(state=RevisionState.IN_REVIEW),
        "due": Q(review__due_on__isnull=False, state__in=UNPUBLISHED),
        "approved": Q(state=RevisionState.APPROVED, publish_at=None),
        "scheduled": Q(publish_at__isnull=False),
        "published": Q(state__in=LIVE),
        "followed": Q(state__in=[*UNPUBLISHED, *LIVE], review__in=person.followed_reviews.all()),
    }
    return Revision.objects.filter(wanted[name])


def revision_to_show(pk: int, reader: User) -> "ShownRevision | None":
    """A revision with all that its page shows of it and its claim.

    `is_sensitive` if two editors must approve it, `is_followed` by the reader, `is_hidden` if the reader is to rate it
    first, `siblings` all revisions of its review, `unsaved` what the reader has typed into it and not saved, `reports`
    those of readers that it answers, `held_waivers` those of its waivers that are not voided, `links` what its claim
    bears on, as plain values;
    `heard_beside` reads its replies.
    """
    evidence = Prefetch("evidence", evidence_in_order())
    sensitive = Topic.objects.filter(claims__review=OuterRef("review"), is_sensitive=True)
    followed = Review.followers.through.objects.filter(review=OuterRef("review"), user=reader)
    of_review = Revision.objects.filter(review=OuterRef("review")).order_by("-number")
    held = Waiver.objects.filter(revision=OuterRef("pk"), voided_at=None)
    person = {name: f"granted_by__{name}" for name in ("username", "first_name", "last_name")}
    waiver = JSONObject(gate="gate", reason="reason", words_hash="words_hash", **person)
    links = ClaimLink.objects.filter(claim=OuterRef("review__claim"))
    link = JSONObject(kind="kind", public_id="other__public_id", text="other__text")
    sibling = JSONObject(pk="pk", number="number", state="state", kind="correction_class")
    revisions = Revision.objects.select_related(
        "review__claim", "review__assignee", "rating", "scheduled_by", "gate_check"
    ).annotate(
        is_sensitive=Exists(sensitive),
        is_followed=Exists(followed),
        siblings=ArraySubquery(of_review.values(each=sibling)),
        unsaved=texts_of_revision(reader),
        **reply_rows(),
        is_hidden=is_blind_to(reader),
        is_rated_twice=Exists(SecondRating.objects.filter(revision=OuterRef("pk"), rating__isnull=False)),
        reports=ArraySubquery(
            ErrorReport.objects.filter(correction=OuterRef("pk")).order_by("pk").values("pk")
        ),
        has_open_reports=Exists(
            ErrorReport.objects.filter(claim=OuterRef("review__claim"), state=ReportState.OPEN)
        ),
        held_waivers=ArraySubquery(held.values(each=waiver)),
        links=ArraySubquery(links.order_by("kind", "pk").values(each=link)),
    )
    return revisions.prefetch_related(evidence).filter(pk=pk).first()


def revisions_of(review: Review) -> QuerySet[Revision]:
    """All revisions of a review with their words and evidence, the first one first."""
    evidence = Prefetch("evidence", evidence_in_order())
    revisions = review.revisions.select_related("review__claim", "rating")
    return revisions.prefetch_related(evidence).order_by("number")


def possible_assignees() -> QuerySet[User]:
    """The people who may write reviews, by name."""
    people = User.objects.with_perm(
        "claims.write_revision", backend="django.contrib.auth.backends.ModelBackend"
    )
    return people.order_by("first_name", "last_name", "pk")


def appearances_in_context(claim: Claim) -> "QuerySet[Appearance, PlacedAppearance]":
    """The first places where a claim was made, with the text around them as `before` and `after`."""
    before_start = Greatest(F("start") - CONTEXT, 0)
    return (
        claim.appearances.select_related("article")
        .defer("article__text")
        .annotate(
            before=Substr("article__text", before_start + 1, F("start") - before_start),
            after=Substr("article__text", F("end") + 1, CONTEXT),
        )
        .order_by(*OWN_FIRST)[:5]
    )


def hops_of(claim: Claim) -> list[Attribution]:
    """Who said and who relayed a claim at its first appearance, in order."""
    return first_hops(hops_everywhere(claim))


def hops_everywhere(claim: Claim) -> list[Attribution]:
    """Who said and who relayed a claim, wherever it appears, its first appearance first."""
    hops = Attribution.objects.filter(appearance__claim=claim).select_related("speaker")
    own_first = F("appearance__merged_from").asc(nulls_first=True)
    return list(hops.order_by(own_first, "appearance", "hop"))


def first_hops(hops: list[Attribution]) -> list[Attribution]:
    """Those of the first appearance."""
    return [hop for hop in hops if hop.appearance_id == hops[0].appearance_id]


def latest_revision(claim: Claim, reader: User | None = None) -> Revision | None:
    """The revision of a claim's review that is worked on, else the one that readers know.

    With a reader, `is_hidden` if they are to rate it first.
    """
    kept = [RevisionState.SUPERSEDED, RevisionState.CANCELLED]
    revisions = Revision.objects.filter(review__claim=claim).exclude(state__in=kept)
    if reader:
        revisions = revisions.annotate(is_hidden=is_blind_to(reader))
    return revisions.order_by("-number").first()


def _is_own_work(person: User) -> ExpressionWrapper:
    """Whether four eyes forbid the person to judge: see moves.editors_since_last_approval; or they are assigned."""
    voided = (
        Approval.objects.filter(revision=OuterRef("revision"), voided_at__isnull=False)
        .order_by()
        .values("revision")
    )
    last_voided = Coalesce(Subquery(voided.annotate(last=Max("approved_at")).values("last")), LONG_AGO)
    latest = RevisionEdit.objects.filter(revision=OuterRef("revision")).order_by("-pk").values("pk")[:1]
    edited = RevisionEdit.objects.filter(
        Q(edited_at__gt=last_voided) | Q(pk=Subquery(latest)), revision=OuterRef("pk"), editor=person
    )
    return ExpressionWrapper(Q(Exists(edited)) | Q(review__assignee=person), BooleanField())
