"""Everything we have checked of one speaker, or on one topic."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from claims.public.feeds import answer_feed, verdict_entry
from claims.public.fresh import answer
from claims.public.paging import page_of, version_of_page
from claims.publication.feeds import ENTRIES
from claims.publication.ledger import last_sequence
from claims.publication.subjects import (
    SPEAKER,
    TOPIC,
    Subject,
    SubjectKind,
    find_followed,
    find_subject,
    news_of,
    verdicts_on,
)
from claims.publication.verdict import verdict_row
from factcheck.languages import in_any_language


@require_safe
@gzip_page
def speaker(request: HttpRequest, key: str, slug: str = "") -> HttpResponse:
    """A speaker's verdicts, the newest first, and how they fall on the ratings where there are enough."""
    ledger = last_sequence()
    subject = _subject_or_404(SPEAKER, key)
    if request.path != subject.about["path"]:
        return HttpResponsePermanentRedirect(subject.about["path"])
    return _show(request, "public/speaker.html", subject, verdicts_on(subject), ledger)


@require_safe
@gzip_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic's verdicts, the newest first."""
    ledger = last_sequence()
    subject = _subject_or_404(TOPIC, slug)
    return _show(request, "public/topic.html", subject, verdicts_on(subject), ledger)


@require_safe
@gzip_page
def speaker_feed(request: HttpRequest, key: str, form: str, slug: str | None = None) -> HttpResponse:
    """A speaker's newest verdicts as a feed."""
    return _feed(request, form, SPEAKER, key)


@require_safe
@gzip_page
def topic_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """A topic's newest verdicts as a feed."""
    return _feed(request, form, TOPIC, slug)


def _feed(request: HttpRequest, form: str, kind: SubjectKind, key: str) -> HttpResponse:
    """What was taken back leaves the page, and stays here as a notice for whoever has read it here."""
    subject = find_followed(kind, key)
    if subject is None:
        raise Http404
    name = subject.about["name"]
    return answer_feed(
        request,
        form,
        title=f"{name} · {settings.NEWSROOM_NAME}",
        about=f"The newest verdicts of {settings.NEWSROOM_NAME} on {name}, and what became of earlier ones.",
        page=subject.about["path"] or reverse("public:topic", args=[key]),
        entries=lambda: [verdict_entry(row.record) for row in news_of(subject, ENTRIES)],
    )


def _subject_or_404(kind: SubjectKind, key: str) -> Subject:
    subject = find_subject(kind, key)
    if subject is None:
        raise Http404
    return subject


def _show(
    request: HttpRequest, template: str, subject: Subject, listed: QuerySet, ledger: int
) -> HttpResponse:
    def context() -> dict:
        rows, before, older = page_of(request, listed)
        return {
            "subject": subject,
            "feeds_at": in_any_language(request.path),
            "rows": [verdict_row(row.record) for row in rows],
            "is_first": not before,
            "asked": f"?before={before}" if before else "",
            "older": older,
        }

    return answer(request, template, context, version=version_of_page(request, ledger), ledger=ledger)
