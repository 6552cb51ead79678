"""The queues of claims: what stands in each, through which filters, and how many."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.contrib.auth.models import User
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchQueryCombinable, TrigramSimilarity
from django.db.models import Exists, F, OuterRef, QuerySet, Value

from claims.models import (
    Appearance,
    Attribution,
    Claim,
    ClaimStatus,
    HopRole,
    PublicRecord,
    RecordState,
    SavedView,
    Speaker,
)
from claims.review.queries import COUNT_AT_MOST, QUEUE_ORDER, capped
from claims.review.revision_queries import revisions_in

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class SaidBy(TypedDict):
        said_by: list[str]

    ListedClaim = WithAnnotations[Claim, SaidBy]

TRIAGED = (ClaimStatus.CANDIDATE, ClaimStatus.ACCEPTED, ClaimStatus.DISMISSED)
LISTS_BESIDE = ("mine", "waiting", "due")  # of REVISION_LISTS, counted with the queues
HELD = (ClaimStatus.CANDIDATE, ClaimStatus.ACCEPTED)  # what a candidate may be merged into
WORDS_AT_MOST = 12  # of a search; a longer one is a paste, and its first words find the same
PREFIX_FROM = 3  # characters; a shorter beginning is that of nearly everything
LOOKED_AT, FOUND_AT_MOST = 200, 8  # claims held: how many are compared, and how many of them are shown
NAMES_AT_MOST = 10  # of a claim's speakers, in a list
SPEAKERS, OUTLETS = "B", "C"  # parts of Claim.search


@dataclass(frozen=True)
class QueueFilter:
    """What a queue is narrowed to; what is left empty narrows nothing. Names may be given in part."""

    kind: str = ""
    evidence: str = ""
    speaker: str = ""
    outlet: str = ""
    days: int | None = None
    worth: float | None = None
    words: str = ""

    def __bool__(self) -> bool:
        return self != QueueFilter()


def review_queue(
    status: ClaimStatus,
    article_id: int | None = None,
    narrowed: QueueFilter | None = None,
    now: datetime | None = None,
) -> QuerySet[Claim]:
    """Claims of a status, of one article or through filters if wanted; order by QUEUE_ORDER.

    Accepted ones leave the queue with their review. `now` is needed where a filter counts days.
    """
    claims = Claim.objects.filter(status=status)
    if status == ClaimStatus.ACCEPTED:
        claims = claims.filter(review=None)
    if article_id:
        claims = claims.filter(pk__in=Appearance.objects.filter(article=article_id).values("claim"))
    return _narrow(claims, narrowed, now) if narrowed else claims


def _narrow(claims: QuerySet[Claim], wanted: QueueFilter, now: datetime | None) -> QuerySet[Claim]:
    conditions = {
        "kind": wanted.kind,
        "evidence_status": wanted.evidence,
        "checkworthiness__gte": wanted.worth,
        "created_at__gte": now - timedelta(days=wanted.days) if now and wanted.days else None,
    }
    claims = claims.filter(**{name: value for name, value in conditions.items() if value not in ("", None)})
    if wanted.words:
        claims = claims.filter(search=_said(wanted.words))
    if wanted.speaker:
        claims = claims.filter(search=_named(wanted.speaker, SPEAKERS))
    if wanted.outlet:
        claims = claims.filter(search=_named(wanted.outlet, OUTLETS))
    return claims


def queue_sizes(person: User | None = None) -> dict[str, str]:
    """How many claims stand in each queue, capped; with a person also LISTS_BESIDE.

    One question, which looks at no more rows than it counts.
    """
    queues: list[QuerySet] = [
        review_queue(status).order_by().values_list("status", flat=True) for status in TRIAGED
    ]
    names: list[str] = list(TRIAGED)
    if person:
        for name in LISTS_BESIDE:
            rows = revisions_in(name, person).order_by().annotate(list=Value(name))
            queues.append(rows.values_list("list", flat=True))
            names.append(name)
    first, *others = [queue[: COUNT_AT_MOST + 1] for queue in queues]
    counts = Counter(first.union(*others, all=True))
    return {name: capped(counts[name]) for name in names}


def speakers_alike(name: str) -> list[str]:
    """Names of speakers that look like this one, the most alike first: for a search that found nobody."""
    alike = Speaker.objects.filter(name__trigram_similar=name)
    alike = alike.filter(attributions__role=HopRole.ORIGINATOR).distinct()
    ranked = alike.annotate(likeness=TrigramSimilarity("name", name)).order_by("-likeness", "name")
    return list(ranked.values_list("name", flat=True)[:5])


def with_speakers(claims: QuerySet[Claim]) -> "QuerySet[Claim, ListedClaim]":
    """The claims as a list shows them: with the names of all who said each as `said_by`, without what only finds it."""
    hops = Attribution.objects.filter(appearance__claim=OuterRef("pk"), role=HopRole.ORIGINATOR)
    own_first = F("appearance__merged_from").asc(nulls_first=True)
    names = hops.order_by(own_first, "appearance", "hop").values("speaker__name")[:NAMES_AT_MOST]
    return claims.annotate(said_by=ArraySubquery(names)).defer("search", "speaker_names", "outlet_names")


def claims_held(words: str, *, like: str, but: int = 0) -> "list[ListedClaim]":
    """Claims that a candidate or a request may be joined to: those with all these words, the most `like` it first.

    Where a search finds very many, the most check-worthy of them are compared: likeness is costly to compute.
    """
    ranked = Claim.objects.filter(search=_said(words)).exclude(pk=but)
    ranked = with_speakers(ranked.annotate(likeness=TrigramSimilarity("text", like)))
    # One part for each status: only so does each follow its index, and stop.
    looked_at = [ranked.filter(status=status).order_by(*QUEUE_ORDER)[:LOOKED_AT] for status in HELD]
    first, second = looked_at
    order = (F("likeness").desc(), *QUEUE_ORDER)
    return list(first.union(second, all=True).order_by(*order)[:FOUND_AT_MOST])


def verdicts_held(words: str, *, like: str, but: int) -> "list[ListedClaim]":
    """Claims that another may be linked to: those with a verdict that readers see and all these words, as above."""
    standing = PublicRecord.objects.filter(claim=OuterRef("pk"), until_at=None)
    found = Claim.objects.filter(Exists(standing.exclude(state=RecordState.RETRACTED)), search=_said(words))
    looked_at = found.exclude(pk=but).order_by(*QUEUE_ORDER).values("pk")[:LOOKED_AT]
    ranked = Claim.objects.filter(pk__in=looked_at).annotate(likeness=TrigramSimilarity("text", like))
    return list(with_speakers(ranked).order_by(F("likeness").desc(), *QUEUE_ORDER)[:FOUND_AT_MOST])


def saved_views(person: User) -> QuerySet[SavedView]:
    """A person's views of the queue, by name."""
    return SavedView.objects.filter(person=person).order_by("name")


# --- searches ------------------------------------------------------------------------------------------------------


def _said(text: str) -> SearchQueryCombinable:
    """All these words in a claim or in the names around it: in any form that English has, or as they are spelt."""
    return SearchQuery(text, config="english") | SearchQuery(text, config="simple")


def _named(text: str, part: str) -> SearchQuery:
    """All these words, or words that begin so, among the names of one part of Claim.search."""
    words = text.replace("'", " ").replace("\\", " ").split()[:WORDS_AT_MOST]
    wanted = (f"'{word}':{'*' if len(word) >= PREFIX_FROM else ''}{part}" for word in words)
    return SearchQuery(" & ".join(wanted), config="simple", search_type="raw")
