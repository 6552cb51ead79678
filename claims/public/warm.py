"""Answer again what was answered before, while the ledger stands where it stood: one question, and no other work.

A page of the ledger follows from its address, the reader's language and the ledger alone. So whoever asks for one that
was answered under the ledger's present number is given the same, with the same headers, before sessions, rights and
views are gone through.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from claims.public.kept import kept_page
from claims.publication.ledger import last_sequence_if_reached

ADDRESSES = 20_000  # answered last, of about 1 kB
_NOT_OF_ALL = {"Content-Encoding", "Content-Length"}  # what depends on how this reader's browser takes it


@dataclass(frozen=True)
class Answered:
    """What was answered, and when the ledger stood: the page's key among those kept, "" where none was sent."""

    sequence: int
    page: str
    headers: dict[str, str]


_guard = Lock()
_answered: LRUCache[tuple[str, str], Answered] = LRUCache(ADDRESSES)


class WarmPages:
    """Stands before all that pages of the ledger do not need, and behind what every answer does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer known to hold still, or the one that the site makes now, which may be known from then on."""
        if request.method not in ("GET", "HEAD") or request.META.get("QUERY_STRING"):
            return self.get_response(request)
        address = request.path, get_language() or settings.LANGUAGE_CODE
        if response := _again(request, address):
            return response
        response = self.get_response(request)
        _remember(address, response)
        return response


def follows_from(response: HttpResponse, sequence: int, page: str) -> HttpResponse:
    """Say that this answer holds for as long as the ledger's last number is this one."""
    response.follows_from = sequence, page  # type: ignore[attr-defined]
    return response


def forget_all() -> None:
    """Answer nothing again."""
    with _guard:
        _answered.clear()


def _again(request: HttpRequest, address: tuple[str, str]) -> HttpResponse | None:
    with _guard:
        known = _answered.get(address)
    if known is None or last_sequence_if_reached() != known.sequence:
        return None
    request.get_host()  # refuses a forged one, as for every other page
    response = get_conditional_response(request, etag=known.headers["ETag"])
    if response is None and (page := kept_page(known.page)):
        response = page.answer(request)
    if response:
        for name, value in known.headers.items():
            response.headers.setdefault(name, value)
        response.headers["Content-Length"] = str(len(response.content))
    return response


def _remember(address: tuple[str, str], response: HttpResponse) -> None:
    sequence, page = getattr(response, "follows_from", (0, ""))
    if sequence and not response.cookies and response.status_code in (200, 304):
        headers = {name: value for name, value in response.headers.items() if name not in _NOT_OF_ALL}
        with _guard:
            _answered[address] = Answered(sequence, page, headers)
