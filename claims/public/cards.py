"""The picture of a verdict, at an address that shows the same for good."""

from threading import Lock

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.public.fresh import answer_made, look
from claims.publication.card import draw_card
from claims.publication.ledger import find_versions
from claims.publication.verdict import is_retracted

YEAR = 31_536_000  # seconds
_drawing = Lock()  # one picture at a time in a process, and each once, however many wait for it


@require_safe
def card(request: HttpRequest, public_id: str, version: str) -> HttpResponse:
    """The picture of one version; once a verdict is retracted, all earlier ones lead to that of the notice."""
    wanted, current = find_versions(public_id, int(version))
    if wanted is None or current is None:
        raise Http404
    if wanted != current and is_retracted(current.record):
        return HttpResponseRedirect(reverse("public:card", args=[public_id, current.version]))
    name = f"{public_id}.{version}"
    response = answer_made(
        request, lambda: HttpResponse(_drawn(name, wanted.record), content_type="image/png"), version=name
    )
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def _drawn(name: str, record: dict) -> bytes:
    """The picture, drawn when it is first asked for and kept in a file."""
    cards, key = caches["cards"], f"{name}.{look()}"
    if (kept := cards.get(key)) is None:
        with _drawing:
            kept = cards.get(key) or draw_card(record)
            cards.set(key, kept)
    return kept
