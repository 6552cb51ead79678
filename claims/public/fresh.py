"""Answers that anybody may keep, and that nobody shows without asking whether they still hold."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control

from claims.public.kept import keep
from claims.public.warm import follows_from
from factcheck.languages import language_name, vary_on_language

_ROOM = Path(__file__).resolve().parent


def answer(
    request: HttpRequest,
    template: str,
    context: dict | Callable[[], dict],
    *,
    version: str,
    ledger: int | None = None,
) -> HttpResponse:
    """The page, or 304 to whoever holds it already; `version` names all that it shows beside its address.

    It is rendered once for all who ask; a context that is asked for is not asked before that. `ledger` is the ledger's
    last number, read before anything else, where nothing but a new one could bring about another answer. Of what stands
    behind the question mark only the version knows, so that nobody fills the room with names for the same page.
    """
    version = f"{version}.{language_name()}"  # never what the browser wrote, of which there is no end
    key = f"{request.path} {version}-{look()}"

    def make() -> bytes:
        return render(request, template, context() if callable(context) else context).content

    response = _answer(request, lambda: keep(key, make).answer(request), version)
    vary_on_language(request, response)
    return response if ledger is None else follows_from(response, ledger, key)


def answer_made(request: HttpRequest, make: Callable[[], HttpResponse], *, version: str) -> HttpResponse:
    """The same for what programs read, in the language of the record; `make` is called only if it must be."""
    with translation.override(settings.LANGUAGE_CODE):
        return _answer(request, make, version)


def _answer(request: HttpRequest, make: Callable[[], HttpResponse], version: str) -> HttpResponse:
    etag = f'W/"{version}-{look()}"'  # of what it says, packed or not
    response = get_conditional_response(request, etag=etag) or make()
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def answer_taken_back(request: HttpRequest, template: str, context: dict, *, remains: bool) -> HttpResponse:
    """The notice in place of a page that was taken back: 410, so that no cache and no search keeps the old one.

    200 where what was written remains to be read beneath it.
    """
    response = render(request, template, context, status=200 if remains else 410)
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def answer_wrong(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """What was asked for cannot be read; the page says why and how to go on."""
    response = render(request, template, context, status=400)
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


@cache
def look() -> str:
    """A fingerprint of all that makes a page beside the ledger, so that a new release is seen at once."""
    pages = Path(settings.BASE_DIR, "templates")
    files = [
        pages / "base.html",
        *pages.glob("public/*"),
        *_ROOM.glob("*.py"),
        *_ROOM.parent.glob("publication/*.py"),
        *Path(settings.BASE_DIR, "locale").glob("*/*/*.mo"),
    ]
    parts = [path.read_bytes() for path in sorted(files)]
    named = (
        f"{settings.NEWSROOM_NAME} {settings.SITE_URL} {getattr(staticfiles_storage, 'manifest_hash', '')}"
    )
    return hashlib.sha256(b"".join([*parts, named.encode()])).hexdigest()[:12]
