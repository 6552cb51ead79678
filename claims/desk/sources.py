"""Sources: find one, see where it is used, what is kept of it and whether its link works."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from claims.desk.evidence import EvidenceForm, looks
from claims.desk.page import ROWS, DeskRequest, at_desk, refuse, show
from claims.desk.sentences import sentence_of
from claims.models import LinkCheck, Source
from claims.review.queries import rows_after
from claims.sources.acts import WRITES
from claims.sources.copies import copies_of, newest_copies
from claims.sources.links import dead_links
from claims.sources.protected import SEES
from claims.sources.queries import (
    NEWEST_SOURCES,
    SOURCE_LISTS,
    dead_link_list,
    link_checks,
    live_uses,
    source_list,
    source_to_show,
    sources_named,
    sources_to_cite,
    uses_of,
)

WORDS_AT_MOST = 200  # characters of a search
COPIES_SHOWN, ACTS_SHOWN = 20, 20
TABS = {
    "all": gettext_lazy("All"),
    "dead": gettext_lazy("Dead links"),
    "protected": gettext_lazy("Protected"),
}


@require_safe
@at_desk
def show_list(request: DeskRequest) -> HttpResponse:
    """Sources, the newest first, or those whose link is dead; `?after=` a row continues below it."""
    name, words = request.GET.get("list", SOURCE_LISTS[0]), request.GET.get("q", "")
    if name not in TABS or "\0" in words or len(words) > WORDS_AT_MOST:
        raise Http404(_("There is no such list of sources. Begin with the one of all."))
    rows, further = _dead_rows(request) if name == "dead" else _source_rows(request, name, words)
    asked = {key: value for key, value in (("list", name), ("q", words)) if value}
    return show(
        request,
        "sources.html",
        list=name,
        tabs=TABS,
        words=words,
        rows=rows,
        top=urlencode(asked),
        further=urlencode(asked | {"after": further}) if further else "",
        is_first="after" not in request.GET,
    )


@require_safe
@at_desk
def find(request: DeskRequest) -> HttpResponse:
    """Sources that hold the words typed so far, to be cited in a review."""
    words = request.GET.get("find_source", "").replace("\0", "")[:WORDS_AT_MOST]
    context = {"found_sources": sources_to_cite(words), "found_words": words}
    return render(request, "desk/_found_sources.html", context)


@require_POST
@at_desk
def show_state(request: DeskRequest, refusal: str = "") -> HttpResponse:
    """How a row of evidence stands as it is typed now: what we hold of its source, and whether the excerpt is there.

    `refusal` says why a file was not kept.
    """
    typed = {
        key.rpartition("-")[2]: value.replace("\0", "")[:5_000] for key, value in request.POST.dict().items()
    }
    row = {name: typed.get(name, "") for name in EvidenceForm.base_fields}
    numbers = (key.split("-")[1] for key in request.POST if key.startswith("evidence-"))
    at = next((int(number) for number in numbers if number.isdecimal()), None)
    context = {"look": looks([row])[0], "at": at, "refusal": refusal}
    return render(request, "desk/_source_state.html", context)


@require_safe
@at_desk
def show_source(request: DeskRequest, pk: int) -> HttpResponse:
    """A source with all that is known of it."""
    return source_page(request, pk)


def source_page(
    request: HttpRequest, pk: int, *, refusal: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a source, with the sentence that refused what was wanted there."""
    source = source_to_show(pk)
    if source is None:
        return refuse(request, _("There is no such source. It may have been typed wrongly."), status=404)
    uses = uses_of(source)
    kept = getattr(source, "protected_name", None)
    context = {
        "source": source,
        "mended": getattr(source, "replaced_by", None),
        "uses": uses,
        "copies": list(copies_of(source).select_related("uploaded_by", "file")[:COPIES_SHOWN]),
        "dead": dead_links([source]).get(source.url),
        "checks": link_checks(source) if source.url else [],
        "kept": kept,
        "may_write": request.user.has_perm(WRITES) and not source.is_protected,
        "may_see": kept and (kept.added_by_id == request.user.pk or request.user.has_perm(SEES)),
        "may_confirm": kept
        and not kept.confirmed_at
        and kept.added_by_id != request.user.pk
        and request.user.has_perm(SEES),
        "lines": [sentence_of(entry) for entry in _latest_acts(source)],
        "refusal": refusal,
    }
    return show(request, "source.html", status=status, **context | more)


def _latest_acts(source: Source) -> Any:
    entries = source.audit_entries.select_related("actor", "claim", "person", "source")
    return entries.order_by("-happened_at", "-pk")[:ACTS_SHOWN]


def _source_rows(request: DeskRequest, name: str, words: str) -> tuple[list[dict], int | None]:
    sources = source_list(words, only_protected=name == "protected")
    found = list(rows_after(sources, NEWEST_SOURCES, _named(Source, request))[: ROWS + 1])
    copies, dead = newest_copies(found[:ROWS]), dead_links(found[:ROWS])
    rows = [
        {"source": source, "copy": copies.get(source.pk), "dead": dead.get(source.url)}
        for source in found[:ROWS]
    ]
    return rows, found[ROWS - 1].pk if len(found) > ROWS else None


def _dead_rows(request: DeskRequest) -> tuple[list[dict], int | None]:
    found = list(rows_after(dead_link_list(), NEWEST_SOURCES, _named(LinkCheck, request))[: ROWS + 1])
    urls = [check.url for check in found[:ROWS]]
    sources, uses = sources_named(urls=urls), live_uses(urls)
    rows = [
        {"source": sources[check.url], "dead": check, "verdicts": uses.get(check.url, [])}
        for check in found[:ROWS]
    ]
    return rows, found[ROWS - 1].pk if len(found) > ROWS else None


def _named(model: type[Source | LinkCheck], request: DeskRequest) -> Any:
    """The row an address continues after. Raises Http404 for one that is not there."""
    pk = request.GET.get("after", "")
    if not pk:
        return None
    is_number = pk.isascii() and pk.isdigit() and len(pk) < 19
    found = model._default_manager.filter(pk=int(pk)).first() if is_number else None
    if found is None:
        raise Http404(_("There is no such source to continue after. Begin at the top of the list."))
    return found
