"""What the desk reads of sources. Lists follow a key; what stands beside a row is asked for a page at once."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from claims.models import Evidence, LinkCheck, Source, SourceCopy, SourceKind
from claims.models.review import LIVE, UNPUBLISHED

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Newest(TypedDict):
        newest_copy: int | None

    class Surroundings(Newest):
        dead_found: str | None

    JudgedEvidence = WithAnnotations[Evidence, Newest]
    CitedEvidence = WithAnnotations[Evidence, Surroundings]

SOURCE_LISTS = ("all", "dead", "protected")
NEWEST_SOURCES = ("-pk",)
WORDS_AT_MOST = 12  # of a search
FOUND_AT_MOST, USES_SHOWN = 8, 50
_ONLY_TO_FIND = ("search", "replaced_by__search")
_NOT_TO_COMPARE = (
    "source__search",
    "source__protected_name__name",
    "source__protected_name__danger",
    "copy__file__content",
    "copy__file__text",
)


def source_list(words: str = "", *, only_protected: bool = False) -> QuerySet[Source]:
    """Sources that hold all these words, or words that begin so, with `review_count`; order by NEWEST_SOURCES."""
    uses = Evidence.objects.filter(source=OuterRef("pk"), revision__state__in=[*UNPUBLISHED, *LIVE])
    reviews = uses.order_by().values("source").annotate(count=Count("revision__review", distinct=True))
    sources = Source.objects.defer("search").annotate(
        review_count=Coalesce(Subquery(reviews.values("count")), 0)
    )
    if only_protected:
        sources = sources.filter(kind=SourceKind.PROTECTED)
    return sources.filter(search=_beginnings(words)) if words.strip() else sources


def sources_to_cite(words: str) -> list[Source]:
    """The latest sources with these words, as their links were last mended."""
    if not words.strip():
        return []
    found = Source.objects.defer("search").filter(search=_beginnings(words), replaced_by=None)
    return list(found.order_by(*NEWEST_SOURCES)[:FOUND_AT_MOST])


def dead_link_list() -> QuerySet[LinkCheck]:
    """What was found at the addresses that are dead and not mended; order by NEWEST_SOURCES."""
    return LinkCheck.objects.filter(is_dead=True, settled_at=None).select_related("checked_by")


def sources_named(*, urls: Iterable[str], numbers: Iterable[object] = ()) -> dict[str, Source]:
    """The latest wording of what stands at each address, and sources by their number, both as texts."""
    addresses = {url for url in urls if url and "\0" not in url}
    keys = {int(str(number)) for number in numbers if str(number).isdecimal() and len(str(number)) < 10}
    wanted = Q(url__in=addresses) | Q(pk__in=keys)
    found = list(
        Source.objects.select_related("replaced_by").defer(*_ONLY_TO_FIND).filter(wanted).order_by("pk")
    )
    return {source.url: source for source in found if source.url} | {
        str(source.pk): source for source in found if source.pk in keys
    }


def live_uses(urls: Iterable[str]) -> dict[str, list[Evidence]]:
    """The public verdicts that rest on each address: one use of each."""
    uses = Evidence.objects.filter(source__url__in=set(urls), revision__state__in=LIVE)
    by_url: dict[str, dict[int, Evidence]] = {}
    for use in uses.select_related("source", "revision__review__claim").order_by("pk"):
        by_url.setdefault(use.source.url, {}).setdefault(use.revision_id, use)
    return {url: list(found.values()) for url, found in by_url.items()}


def uses_of(source: Source) -> list[Evidence]:
    """Where a source is used now, in reviews that are worked on or public; under its address in whatever words."""
    same = {"source__url": source.url} if source.url else {"source": source}
    uses = Evidence.objects.filter(**same, revision__state__in=[*UNPUBLISHED, *LIVE])
    return list(
        uses.select_related("revision__review__claim", "copy").order_by("-revision", "position")[:USES_SHOWN]
    )


def evidence_to_judge() -> "QuerySet[Evidence, JudgedEvidence]":
    """Evidence as gates want it, in one question: with its source, its copy and what that says.

    `newest_copy` is the copy that saving would cite.
    """
    uses = Evidence.objects.select_related("source__protected_name", "copy__file").defer(*_NOT_TO_COMPARE)
    return uses.annotate(newest_copy=_newest_copy()).order_by("position")


def evidence_in_order() -> "QuerySet[Evidence, CitedEvidence]":
    """The same as a page wants it: with what a source was mended to, and `dead_found`, found at a dead link."""
    dead = LinkCheck.objects.filter(url=OuterRef("source__url"), is_dead=True, settled_at=None)
    uses = Evidence.objects.select_related("source__protected_name", "source__replaced_by", "copy__file")
    return (
        uses.defer(*_NOT_TO_COMPARE, "source__replaced_by__search")
        .annotate(newest_copy=_newest_copy(), dead_found=Subquery(dead.values("found")[:1]))
        .order_by("position")
    )


def source_to_show(pk: int) -> Source | None:
    """A source with what it was mended to, and whether it is confirmed; not with its name."""
    sources = Source.objects.select_related(
        "replaces", "replaced_by", "protected_name__added_by", "protected_name__confirmed_by"
    )
    return sources.defer("search", "protected_name__name", "protected_name__danger").filter(pk=pk).first()


def link_checks(source: Source) -> QuerySet[LinkCheck]:
    """What was found at a source's address, newest first."""
    return LinkCheck.objects.filter(url=source.url).select_related("checked_by").order_by("-pk")[:USES_SHOWN]


def _newest_copy() -> Case:
    copies = SourceCopy.objects.order_by("-uploaded_at", "-pk").values("pk")
    by_source = Subquery(copies.filter(source=OuterRef("source"))[:1])
    by_url = Subquery(copies.filter(source__url=OuterRef("source__url"))[:1])
    return Case(When(source__url="", then=by_source), default=by_url)


def _beginnings(text: str) -> SearchQuery:
    words = text.replace("'", " ").replace("\\", " ").split()[:WORDS_AT_MOST]
    return SearchQuery(" & ".join(f"'{word}':*" for word in words), config="simple", search_type="raw")
