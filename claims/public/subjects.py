"""Everything we have checked of one speaker, or on one topic."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from claims.public.fresh import answer
from claims.public.paging import fingerprint, page_of
from claims.publication.subjects import SPEAKER, TOPIC, Subject, SubjectKind, find_subject, verdicts_on
from claims.publication.verdict import verdict_row


@require_safe
@gzip_page
def speaker(request: HttpRequest, key: str, slug: str = "") -> HttpResponse:
    """A speaker's verdicts, the newest first, and how they fall on the ratings where there are enough."""
    subject = _subject_or_404(SPEAKER, key)
    if request.path != subject.about["path"]:
        return HttpResponsePermanentRedirect(subject.about["path"])
    return _show(request, "public/speaker.html", subject, verdicts_on(subject))


@require_safe
@gzip_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic's verdicts, the newest first."""
    subject = _subject_or_404(TOPIC, slug)
    return _show(request, "public/topic.html", subject, verdicts_on(subject))


def _subject_or_404(kind: SubjectKind, key: str) -> Subject:
    subject = find_subject(kind, key)
    if subject is None:
        raise Http404
    return subject


def _show(request: HttpRequest, template: str, subject: Subject, listed: QuerySet) -> HttpResponse:
    rows, before, older = page_of(request, listed)
    context = {
        "subject": subject,
        "rows": [verdict_row(row.record) for row in rows],
        "is_first": not before,
        "older": older,
    }
    state = [subject, before, older, *(row.sequence for row in rows)]
    return answer(request, template, context, version=fingerprint(state))
