"""What the desk reads: queues, lists and histories. Pages follow a key, never an offset; counts stop at a hundred."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict, TypeVar

from django.contrib.auth.models import User
from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Model,
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
    Article,
    Attribution,
    AuditEntry,
    Claim,
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
from claims.review.unsaved import texts_of_revision
from claims.sources.queries import evidence_in_order

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class TopicsOf(TypedDict):
        topic_ids: list[int]
        topic_names: list[str]

    class Surroundings(TypedDict):
        before: str
        after: str

    class Around(TypedDict):
        is_sensitive: bool
        is_followed: bool
        is_hidden: bool
        is_rated_twice: bool
        siblings: list[dict]
        reports: list[int]
        has_open_reports: bool

    ShownRevision = WithAnnotations[Revision, Around]
    ShownClaim = WithAnnotations[Claim, TopicsOf]
    ShownAppearance = WithAnnotations[Appearance, TopicsOf]
    PlacedAppearance = WithAnnotations[Appearance, Surroundings]

Row = TypeVar("Row", bound=Model)
COUNT_AT_MOST = 100
QUEUE_ORDER = ("-checkworthiness", "-pk")
NEWEST_ARTICLES = ("-submitted_at", "-pk")
LATEST_REVISIONS = ("-updated_at", "-pk")
TO_APPROVE = ("is_own_work", "updated_at", "pk")
SOONEST_DUE = ("due_on", "pk")
REVISION_LISTS = ("mine", "drafts", "waiting", "due", "approved", "scheduled", "published", "followed")
OWN_FIRST = (
    F("merged_from").asc(nulls_first=True),
    "pk",
)  # of a claim's appearances, before those merged into it
CONTEXT = 300  # characters shown before and after a claim where only its surroundings are


def rows_after(rows: QuerySet[Row], order: Iterable[str], last: Row | None) -> QuerySet[Row]:
    """The rows in `order` that follow `last`; all of them if there is none."""
    order = tuple(order)
    rows = rows.order_by(*order)
    if last is None:
        return rows
    names = [field.lstrip("-") for field in order]
    values = {name: getattr(last, name) for name in names}
    follows = Q()
    for depth, (field, name) in enumerate(zip(order, names, strict=True)):
        equal = {before: values[before] for before in names[:depth]}
        follows |= Q(**equal, **{f"{name}__{'lt' if field.startswith('-') else 'gt'}": values[name]})
    bound = f"{names[0]}__{'lte' if order[0].startswith('-') else 'gte'}"  # lets the index skip to the place
    return rows.filter(follows, **{bound: values[names[0]]})


def capped(count: int) -> str:
    """A count as it is shown: exact up to a hundred."""
    return f"{COUNT_AT_MOST}+" if count > COUNT_AT_MOST else str(count)


# --- claims ------------------------------------------------------------------------------------------------------


def claim_speakers(claims: Iterable[Claim]) -> dict[int, list[Attribution]]:
    """Map each claim to who said and who relayed it at its first appearance, in order."""
    hops = Attribution.objects.filter(appearance__claim__in=[claim.pk for claim in claims])
    first: dict[int, list[Attribution]] = {}
    own_first = F("appearance__merged_from").asc(nulls_first=True)
    for hop in hops.select_related("speaker", "appearance").order_by(own_first, "appearance", "hop"):
        held = first.setdefault(hop.appearance.claim_id, [])
        if not held or held[0].appearance_id == hop.appearance_id:
            held.append(hop)
    return first


def claim_to_show(public_id: str) -> "ShownClaim | None":
    """A claim with its review, and its topics as `topic_ids` and `topic_names`."""
    claims = Claim.objects.filter(public_id=public_id).select_related("review", "merged_into")
    return claims.annotate(topic_ids=_topics("pk"), topic_names=_topics("name")).first()


def first_appearance(public_id: str, article_id: int | None = None) -> "ShownAppearance | None":
    """Where a claim was first found, with the article and the claim; in the article asked for, if it appears there."""
    is_here = ExpressionWrapper(Q(article=article_id), BooleanField())
    appearances = Appearance.objects.filter(claim__public_id=public_id).select_related(
        "article", "claim__review"
    )
    return (
        appearances.annotate(
            is_here=is_here,
            topic_ids=_topics("pk", "claim__topics"),
            topic_names=_topics("name", "claim__topics"),
        )
        .order_by("-is_here", *OWN_FIRST)
        .first()
    )


def _topics(field: str, topics: str = "topics") -> ArrayAgg:
    known = Q(**{f"{topics}__isnull": False})
    return ArrayAgg(f"{topics}__{field}", filter=known, order_by=f"{topics}__name", default=[])


def claim_history(claim: Claim) -> QuerySet[AuditEntry]:
    """The latest moves of a claim and its review, newest first."""
    return claim.audit_entries.select_related("actor").order_by("-pk")[:50]


# --- articles ----------------------------------------------------------------------------------------------------


def article_list() -> QuerySet[Article]:
    """Articles without their text, with the number of claims as `claim_count`; order by NEWEST_ARTICLES."""
    return Article.objects.defer("text").annotate(claim_count=_claims_in_article())


def _claims_in_article() -> Coalesce:
    counts = Appearance.objects.filter(article=OuterRef("pk")).order_by().values("article")
    return Coalesce(Subquery(counts.annotate(count=Count("pk")).values("count")), 0)


def appearances_between(article: Article, start: int, end: int) -> QuerySet[Appearance]:
    """The claims that stand between two places of an article, with their claims and hops, as they follow each other."""
    hops = Prefetch("attributions", Attribution.objects.select_related("speaker").order_by("hop"))
    found = Appearance.objects.filter(article=article, start__lt=end, end__gt=start)
    return found.select_related("claim").prefetch_related(hops).order_by("start", "end")


# --- revisions ---------------------------------------------------------------------------------------------------


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
    those of readers that it answers, `held_waivers` those of its waivers that are not voided, as plain values;
    `heard_beside` reads its replies.
    """
    evidence = Prefetch("evidence", evidence_in_order())
    sensitive = Topic.objects.filter(claims__review=OuterRef("review"), is_sensitive=True)
    followed = Review.followers.through.objects.filter(review=OuterRef("review"), user=reader)
    of_review = Revision.objects.filter(review=OuterRef("review")).order_by("-number")
    held = Waiver.objects.filter(revision=OuterRef("pk"), voided_at=None)
    person = {name: f"granted_by__{name}" for name in ("username", "first_name", "last_name")}
    waiver = JSONObject(gate="gate", reason="reason", words_hash="words_hash", **person)
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
