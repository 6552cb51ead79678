"""What the desk reads: queues, lists and histories. Pages follow a key, never an offset; counts stop at a hundred."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict, TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from claims.models import (
    Appearance,
    Article,
    Attribution,
    AuditEntry,
    Claim,
)

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class TopicsOf(TypedDict):
        topic_ids: list[int]
        topic_names: list[str]

    ShownClaim = WithAnnotations[Claim, TopicsOf]
    ShownAppearance = WithAnnotations[Appearance, TopicsOf]

Row = TypeVar("Row", bound=Model)
COUNT_AT_MOST = 100
QUEUE_ORDER = ("-checkworthiness", "-pk")
NEWEST_ARTICLES = ("-submitted_at", "-pk")
OWN_FIRST = (
    F("merged_from").asc(nulls_first=True),
    "pk",
)  # of a claim's appearances, before those merged into it


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
