"""What a verdict said before: its earlier versions, what stood on a day, and what one version changed of another."""

import re
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from claims.public.fresh import answer
from claims.publication.days import start_of
from claims.publication.ledger import find_as_of, find_record_after_merge, find_versions
from claims.publication.linked import linked_verdicts
from claims.publication.parts import differing_parts
from claims.publication.verdict import (
    is_retracted,
    linked_rows,
    path_of,
    retraction_page,
    verdict_page,
    versions_page,
    withdrawn_version,
)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NO_DAY = gettext_lazy("Give a day as year, month and day, for example “{today}”.")
NOT_YET = gettext_lazy("That day lies ahead of us. Ask for today or an earlier day, for example “{today}”.")
NO_VERDICT = gettext_lazy("On {day} we had published no verdict on this claim. The first one is of {first}.")


@require_safe
@gzip_page
def version(request: HttpRequest, public_id: str, version: str) -> HttpResponse:
    """An earlier version of a verdict, which says so; a retracted verdict shows at most the one that stood last."""
    wanted, current = find_versions(public_id, int(version))
    if wanted is None or current is None:
        raise Http404
    is_gone = is_retracted(current.record) and wanted.version != withdrawn_version(current.record)
    if wanted == current or is_gone:
        return HttpResponseRedirect(path_of(current.record))
    return _show(request, wanted.record, current.record)


def as_of(request: HttpRequest, public_id: str, text: str) -> HttpResponse:
    """What stood at the end of a day; the current page, where that is what stands now or the verdict was taken back."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    day = _read_day(text)
    end = start_of(day + timedelta(days=1)) if day and day <= today else None
    wanted, current = find_as_of(public_id, end or timezone.now())
    if current is None and (other := find_record_after_merge(public_id)):
        return HttpResponseRedirect(f"{path_of(other.record)}?{request.GET.urlencode()}")
    if current is None:
        raise Http404
    if day is None:
        return _refuse(request, current.record, NO_DAY.format(today=today), status=400)
    if end is None:
        return _refuse(request, current.record, NOT_YET.format(today=today), status=400)
    if wanted == current or is_retracted(current.record):
        return HttpResponseRedirect(path_of(current.record))
    if wanted is None:
        first = date_format(date.fromisoformat(current.record["published_at"][:10]))
        refusal = NO_VERDICT.format(day=date_format(day), first=first)
        return _refuse(request, current.record, refusal, status=404)
    return _show(request, wanted.record, current.record, day)


@require_safe
@gzip_page
def changes(request: HttpRequest, public_id: str, before: str, after: str) -> HttpResponse:
    """What one version of a verdict says and another does not, word by word."""
    first, second = int(before), int(after)
    old, new, current = find_versions(public_id, first, second)
    if old is None or new is None or current is None:
        raise Http404
    if is_retracted(current.record):
        return HttpResponseRedirect(path_of(current.record))
    if first == second:
        return redirect("public:version", public_id, first)
    if first > second:
        return redirect("public:changes", public_id, second, first)
    context = {
        "page": versions_page(current.record),
        "before": first,
        "after": second,
        "numbers": range(1, current.version + 1),
        "parts": differing_parts(old.record, new.record),
        "retracted": [row.version for row in (old, new) if is_retracted(row.record)],
    }
    return answer(
        request, "public/changes.html", context, version=f"{public_id}.{first}.{second}.{current.version}"
    )


def _show(request: HttpRequest, wanted: dict, current: dict, day: date | None = None) -> HttpResponse:
    """A version that stands no more, with the way to the one that does; `day` is the one it was asked for."""
    template, page = (
        ("retracted", retraction_page(wanted)) if is_retracted(wanted) else ("version", verdict_page(wanted))
    )
    asked = f"?as_of={day}" if day else ""
    linked = linked_verdicts(wanted, is_linked_to=False)
    context = {
        "page": page,
        "current": retraction_page(current) if is_retracted(current) else verdict_page(current),
        "as_of": day,
        "asked": asked,
        "linked": linked_rows(linked),
    }
    numbers = "".join(f".{each.row.sequence}" for each in linked)
    etag = f"{current['id']}.{wanted['version']}.{current['version']}.{day or ''}{numbers}"
    return answer(request, f"public/{template}.html", context, version=etag)


def _refuse(request: HttpRequest, record: dict, sentence: str, *, status: int) -> HttpResponse:
    context = {"page": versions_page(record), "sentence": sentence}
    return render(request, "public/no_such_day.html", context, status=status)


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
