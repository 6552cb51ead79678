"""The pages about the newsroom, each with its versions."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from claims.public.fresh import answer
from claims.public.paging import fingerprint
from claims.publication.about import (
    AboutPage,
    about_history,
    about_words,
    changes_of_about,
    find_about,
    scale_of,
)
from claims.publication.verdict import rating_mark


@require_safe
@gzip_page
def about(request: HttpRequest, page: str) -> HttpResponse:
    """A page as it stands now."""
    return _show(request, page)


@require_safe
@gzip_page
def about_version(request: HttpRequest, page: str, version: str) -> HttpResponse:
    """A page as it stood, which says so; the current version has the page's own address."""
    return _show(request, page, int(version))


@require_safe
@gzip_page
def about_changes(request: HttpRequest, page: str, before: str, after: str) -> HttpResponse:
    """What one version of a page says and another does not, word by word."""
    first, second = int(before), int(after)
    old, new, current = find_about(page, first, second)
    if old is None or new is None:
        raise Http404
    if first == second:
        return redirect("public:about-version", page, first)
    if first > second:
        return redirect("public:about-changes", page, second, first)
    context = {
        "page": page,
        "title": current.get_page_display(),
        "old": old,
        "new": new,
        "current": current.version,
        "numbers": range(1, current.version + 1),
        "parts": changes_of_about(old, new),
    }
    version = f"{page}.{first}.{second}.{current.version}"
    return answer(request, "public/about_changes.html", context, version=version)


def _show(request: HttpRequest, page: str, version: int = 0) -> HttpResponse:
    *asked, current = find_about(page, *([version] if version else []))
    wanted = asked[0] if asked else current
    if wanted is None:
        raise Http404
    if asked and wanted == current:
        return HttpResponseRedirect(reverse("public:about", args=[page]))
    scale, history = scale_of(wanted, is_current=wanted == current), about_history(page)
    rates = [rating_mark(rating) | {"description": rating["description"]} for rating in scale]
    context = {
        "page": page,
        "title": wanted.get_page_display(),
        "shown": wanted,
        "current": current.version,
        "words": about_words(wanted),
        "history": history,
        "is_method": page == AboutPage.METHOD,
        "on_scale": [r for r in rates if r["value"]],
        "off_scale": [r for r in rates if not r["value"]],
    }
    state = fingerprint([wanted.version, scale, history])
    return answer(request, "public/about.html", context, version=f"{page}.{state}")
