"""What a reader gets at each address."""

import hashlib
import re
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from claims.public.embedding import shared
from claims.public.fresh import answer, answer_gone
from claims.public.markup import json_ld
from claims.publication.claimreview import claim_review
from claims.publication.ledger import (
    announced_changes,
    current_records,
    find_record,
    find_record_after_merge,
    find_version,
)
from claims.publication.scale import rating_scale
from claims.publication.verdict import (
    correction_row,
    is_retracted,
    rating_mark,
    retraction_page,
    verdict_page,
    verdict_row,
)

ROWS_PER_PAGE = 30
_SEQUENCE = re.compile("[0-9]{1,18}")  # ASCII digits that fit the column; anything else was not written by us


@require_safe
@gzip_page
def front(request: HttpRequest) -> HttpResponse:
    """The newest verdicts; `?before=` a number of the ledger continues below it."""
    rows, before, older = _page_of(request, current_records())
    context = {
        "rows": [verdict_row(row.record) for row in rows],
        "is_first": not before,
        "older": older,
    }
    version = _fingerprint([before, older, *(row.sequence for row in rows)])
    return answer(request, "public/front.html", context, version=version)


@require_safe
@gzip_page
def claim(request: HttpRequest, public_id: str, slug: str | None = None) -> HttpResponse:
    """The verdict on a claim; with another slug than its own, the way there."""
    found = find_record(public_id)
    if found is None and (other := find_record_after_merge(public_id)):
        return HttpResponseRedirect(urlsplit(other.record["url"]).path)  # not for good: a merge can be undone
    if found is None:
        raise Http404
    page = retraction_page(found.record) if is_retracted(found.record) else verdict_page(found.record)
    if request.path != page["path"]:
        return HttpResponsePermanentRedirect(page["path"])
    context = {"page": page, "json_ld": json_ld(claim_review(found.record))}
    if is_retracted(found.record):
        return answer_gone(request, "public/retracted.html", context)
    context |= shared(found.record)
    return answer(request, "public/claim.html", context, version=f"{public_id}.{found.version}")


@require_safe
@gzip_page
def version(request: HttpRequest, public_id: str, version: str) -> HttpResponse:
    """An earlier version of a verdict, which says so; a retracted verdict shows none of its versions."""
    wanted, current = find_version(public_id, int(version))
    if wanted is None or current is None:
        raise Http404
    if wanted == current or is_retracted(current.record):
        return HttpResponseRedirect(urlsplit(current.record["url"]).path)
    now = verdict_page(current.record)
    if is_retracted(wanted.record):
        context = {"page": retraction_page(wanted.record), "current": now}
        return answer(
            request, "public/retracted.html", context, version=f"{public_id}.{version}.{current.version}"
        )
    context = {"page": verdict_page(wanted.record), "current": now}
    return answer(request, "public/version.html", context, version=f"{public_id}.{version}.{current.version}")


@require_safe
@gzip_page
def corrections(request: HttpRequest) -> HttpResponse:
    """Every correction, update, retraction and restoration, the newest first."""
    rows, before, older = _page_of(request, announced_changes())
    context = {
        "rows": [correction_row(row.record) for row in rows],
        "is_first": not before,
        "older": older,
    }
    version = _fingerprint([before, older, *(row.sequence for row in rows)])
    return answer(request, "public/corrections.html", context, version=version)


@require_safe
@gzip_page
def how_we_work(request: HttpRequest) -> HttpResponse:
    """How a claim becomes a verdict, what the ratings mean, and how we correct ourselves."""
    scale = rating_scale()
    rates = [rating_mark(rating) | {"description": rating["description"]} for rating in scale]
    context = {
        "on_scale": [r for r in rates if r["value"]],
        "off_scale": [r for r in rates if not r["value"]],
    }
    return answer(request, "public/how_we_work.html", context, version=_fingerprint(scale))


def _page_of(request: HttpRequest, records: QuerySet) -> tuple[list, str | None, int | None]:
    """The rows of a page, the number it was asked to begin below, and the one that the next page begins below."""
    if before := request.GET.get("before"):
        if not _SEQUENCE.fullmatch(before):
            raise Http404
        records = records.filter(sequence__lt=int(before))
    found = list(records[: ROWS_PER_PAGE + 1])
    shown = found[:ROWS_PER_PAGE]
    return shown, before, shown[-1].sequence if len(found) > len(shown) else None


def _fingerprint(parts: list) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
