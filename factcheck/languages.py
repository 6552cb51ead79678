"""In which language a page is: the one in its address, else the first that the reader's browser asks for and we have.

At `/claims/…` the browser decides; at `/de/claims/…` the reader has. No cookie remembers that: the links of a page
keep it, since their addresses are looked up among those of its language (`urls.InLanguage`). At the desk it is the one
that whoever is signed in has chosen (`speak`), else again the browser's.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

RECORDS = "en"  # what the newsroom writes in, and programs are answered in
CODES = {code.split("-")[0]: code for code, _ in settings.LANGUAGES}  # by the name that stands in addresses
_CHOSEN = re.compile(rf"^/({'|'.join(CODES)})(?=/|$)")
_NOT_TRANSLATED = re.compile("^/(?:api|v1alpha1|admin)/")
_NOT_FOR_READERS = re.compile("^/(?:api|v1alpha1|admin|desk)/")


class LanguageMiddleware:
    """Answer each request in its language. Stands before whatever looks up an address or writes a word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Programs get the newsroom's own language, whatever they ask for."""
        if chosen := _CHOSEN.match(request.path_info):
            urls = import_module(settings.ROOT_URLCONF)  # later than this module, which its views import
            request.urlconf = urls.IN_LANGUAGE[chosen[1]]
        with translation.override(CODES[chosen[1]] if chosen else _asked_for(request)):
            response = self.get_response(request)
            if response.get("Content-Type", "").startswith("text/html"):
                response["Content-Language"] = language_name()
                vary_on_language(request, response)
        return response


def language_name() -> str:
    """The language in which we speak just now, as addresses name it: "en"."""
    return (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]


def speak(name: str) -> None:
    """Go on in this language until the request is answered; as before, where we have no such."""
    if name in CODES:
        translation.activate(CODES[name])


def as_recorded() -> translation.override:
    """Around what is stored or told to programs: its words are the newsroom's own, whatever its maker reads."""
    return translation.override(settings.LANGUAGE_CODE)


def vary_on_language(request: HttpRequest, response: HttpResponse) -> None:
    """Tell caches where the same address is another page for another browser."""
    if not _CHOSEN.match(request.path_info) and not _NOT_FOR_READERS.match(request.path_info):
        patch_vary_headers(response, ["Accept-Language"])


def here(path: str) -> str:
    """The address of a readers' page, in the language that is in the address of the present one."""
    return reverse("public:front")[:-1] + path


def in_any_language(path: str) -> str:
    """The same address without the language that was chosen, where the browser decides, or programs read."""
    return _CHOSEN.sub("", path)


def words_of_page(request: HttpRequest) -> dict[str, object]:
    """For templates: the languages there are of a readers' page, and how to mark what is not in the page's own.

    Pages are kept without what stands behind the question mark; one that follows from it gives it as `asked`.
    """
    path, name = in_any_language(request.get_full_path().partition("?")[0]), language_name()
    others = [] if _NOT_FOR_READERS.match(path) else settings.LANGUAGES
    return {
        "language": name,
        "path_in_any_language": path,
        "languages": [{"name": code.split("-")[0], "label": label} for code, label in others],
        "written": SafeString("" if name == RECORDS else f' lang="{RECORDS}"'),
    }


def _asked_for(request: HttpRequest) -> str:
    """The best that we have of what the browser asks for; it can ask for nothing that we have not."""
    if not _NOT_TRANSLATED.match(request.path_info):
        for code, weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
            with suppress(LookupError):
                if weight:
                    return get_supported_language_variant(code)
    return settings.LANGUAGE_CODE
