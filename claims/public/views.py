"""What a reader gets at each address."""

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
from claims.public.fresh import answer, answer_taken_back
from claims.public.markup import json_ld
from claims.public.paging import page_of, version_of_page
from claims.public.versions import as_of
from claims.publication.claimreview import claim_review
from claims.publication.ledger import (
    announced_changes,
    current_records,
    find_record,
    find_record_after_merge,
    last_sequence,
)
from claims.publication.linked import linked_verdicts
from claims.publication.related import related_verdicts
from claims.publication.subjects import TOPIC, most_checked
from claims.publication.verdict import (
    correction_row,
    is_retracted,
    linked_rows,
    path_of,
    retraction_page,
    verdict_page,
    verdict_row,
    withdrawn_version,
)


@require_safe
@gzip_page
def front(request: HttpRequest) -> HttpResponse:
    """The newest verdicts; `?before=` a number of the ledger continues below it."""
    ledger = last_sequence()

    def context() -> dict:
        rows, before, older = page_of(request, current_records())
        return {
            "topics": [] if before else most_checked(TOPIC, 10),
            "rows": [verdict_row(row.record) for row in rows],
            "is_first": not before,
            "asked": f"?before={before}" if before else "",
            "older": older,
        }

    version = version_of_page(request, ledger)
    return answer(request, "public/front.html", context, version=version, ledger=ledger)


@require_safe
@gzip_page
def claim(request: HttpRequest, public_id: str, slug: str | None = None) -> HttpResponse:
    """The verdict on a claim; with another slug than its own, the way there; with `?as_of=` what stood on a day."""
    if "as_of" in request.GET:
        return as_of(request, public_id, request.GET["as_of"])
    found = find_record(public_id)
    if found is None and (other := find_record_after_merge(public_id)):
        return HttpResponseRedirect(path_of(other.record))  # not for good: a merge can be undone
    if found is None:
        raise Http404
    record = found.record
    if request.path != (path := path_of(record)):
        return HttpResponsePermanentRedirect(path)
    if is_retracted(record):
        page = {"page": retraction_page(record), "json_ld": json_ld(claim_review(record))}
        remains = withdrawn_version(record) is not None
        return answer_taken_back(request, "public/retracted.html", page, remains=remains)

    linked = linked_verdicts(record, is_linked_to=found.is_linked_to)  # type: ignore[attr-defined]
    named = {each.row.pk for each in linked}
    related = [row for row in related_verdicts(found) if row.pk not in named]

    def context() -> dict:
        page = {"page": verdict_page(record), "json_ld": json_ld(claim_review(record)), **shared(record)}
        return page | {
            "linked": linked_rows(linked),
            "related": [verdict_row(row.record) for row in related],
        }

    shown = [*(each.row for each in linked), *related]
    version = ".".join(map(str, [found.sequence, public_id, *(row.sequence for row in shown)]))
    return answer(request, "public/claim.html", context, version=version, ledger=found.ledger)  # type: ignore[attr-defined]


@require_safe
@gzip_page
def corrections(request: HttpRequest) -> HttpResponse:
    """Every correction, update, retraction and restoration, the newest first."""
    ledger = last_sequence()

    def context() -> dict:
        rows, before, older = page_of(request, announced_changes())
        return {
            "rows": [correction_row(row.record) for row in rows],
            "is_first": not before,
            "asked": f"?before={before}" if before else "",
            "older": older,
        }

    version = version_of_page(request, ledger)
    return answer(request, "public/corrections.html", context, version=version, ledger=ledger)
