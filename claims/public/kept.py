"""Pages made once and kept in this process, however many ask for them at the same time.

A page is kept under what it shows, so none is ever thrown away because it became wrong: it is asked for no more.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

BYTES = 64_000_000  # of all pages, packed and not


@dataclass(frozen=True)
class Page:
    """The body of an answer, and the same packed."""

    plain: bytes
    packed: bytes

    @property
    def size(self) -> int:
        """Bytes that keeping it takes."""
        return len(self.plain) + len(self.packed)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page as the reader's browser takes it."""
        is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(self.packed if is_packed else self.plain)
        if is_packed:
            response["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


_guard = Lock()
_pages: LRUCache[str, Page] = LRUCache(BYTES, getsizeof=lambda page: page.size)
_being_made: dict[str, Lock] = {}


def keep(key: str, make: Callable[[], bytes]) -> Page:
    """The page of a key; `make` is called if there is none, by one of those who ask, while the others wait."""
    with _guard:
        if page := _pages.get(key):
            return page
        making = _being_made.setdefault(key, Lock())
    with making:
        with _guard:
            if page := _pages.get(key):
                return page
        try:
            plain = make()
            page = Page(plain, gzip.compress(plain, compresslevel=6, mtime=0))
            with _guard:
                if page.size <= BYTES:
                    _pages[key] = page
        finally:
            with _guard:
                _being_made.pop(key, None)
    return page


def kept_page(key: str) -> Page | None:
    """The page of a key, if it is kept."""
    with _guard:
        return _pages.get(key)


def forget_all() -> None:
    """Keep no page any more."""
    with _guard:
        _pages.clear()
