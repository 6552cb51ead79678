"""What a reader gets at each address."""

import hashlib
import re

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from claims.public.fresh import answer
from claims.public.markup import json_ld
from claims.publication.claimreview import claim_review
from claims.publication.ledger import current_records, find_record, find_record_after_merge
from claims.publication.scale import rating_scale
from claims.publication.verdict import rating_mark, verdict_page, verdict_row

ROWS_PER_PAGE = 30
_SEQUENCE = re.compile("[0-9]{1,18}")  # ASCII digits that fit the column; anything else was not written by us


@require_safe
@gzip_page
def front(request: HttpRequest) -> HttpResponse:
    """The newest verdicts; `?before=` a number of the ledger continues below it."""
    records = current_records()
    if before := request.GET.get("before"):
        if not _SEQUENCE.fullmatch(before):
            raise Http404
        records = records.filter(sequence__lt=int(before))
    found = [row.record for row in records[: ROWS_PER_PAGE + 1]]
    shown = found[:ROWS_PER_PAGE]
    context = {
        "rows": [verdict_row(record) for record in shown],
        "is_first": not before,
        "older": shown[-1]["sequence"] if len(found) > len(shown) else None,
    }
    version = _fingerprint([before, context["older"], *(record["sequence"] for record in shown)])
    return answer(request, "public/front.html", context, version=version)


@require_safe
@gzip_page
def claim(request: HttpRequest, public_id: str, slug: str | None = None) -> HttpResponse:
    """The verdict on a claim; with another slug than its own, the way there."""
    found = find_record(public_id)
    if found is None and (other := find_record_after_merge(public_id)):
        return HttpResponseRedirect(verdict_page(other.record)["path"])  # not for good: a merge can be undone
    if found is None:
        raise Http404
    page = verdict_page(found.record)
    if request.path != page["path"]:
        return HttpResponsePermanentRedirect(page["path"])
    context = {"page": page, "json_ld": json_ld(claim_review(found.record))}
    return answer(request, "public/claim.html", context, version=f"{public_id}.{found.version}")


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


def _fingerprint(parts: list) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
