"""A verdict on other people's pages: a card in a frame that always shows what stands now, and oEmbed to find it by."""

import re
from urllib.parse import unquote, urlencode, urlsplit

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from claims.public.fresh import answer, answer_made, answer_taken_back
from claims.publication.card import HEIGHT, WIDTH, card_words
from claims.publication.ledger import find_record, find_record_after_merge
from claims.publication.verdict import is_retracted, retraction_page, title_of, verdict_page

FRAME_WIDTH, FRAME_HEIGHT = 600, 440
ADDRESS_AT_MOST = 2_000  # characters
NOT_OURS = "There is no verdict of ours at this address. Send the address of a verdict's page as url."
GONE = "We took this verdict back. Its page says why."
OTHER_FORMAT = "Only format=json is answered."
# What the card is made of, and nothing else: no script, no picture, no form. Any page may frame it.
_POLICY = {
    "default-src": [NONE],
    "style-src": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": ["*"],
}
_VIEWS = {"public:claim", "public:version", "public:embed"}
_NUMBER = re.compile("[1-9][0-9]{0,4}")


@require_safe
@xframe_options_exempt
@csp(_POLICY)  # type: ignore[arg-type]  # it knows only views without parts in their address
@gzip_page
def embed(request: HttpRequest, public_id: str) -> HttpResponse:
    """The verdict as it stands now, for a frame."""
    found = find_record(public_id)
    if found is None and (other := find_record_after_merge(public_id)):
        return redirect("public:embed", other.public_id)
    if found is None:
        raise Http404
    is_gone = is_retracted(found.record)

    def context() -> dict:
        page = retraction_page(found.record) if is_gone else verdict_page(found.record)
        return {"page": page, "is_gone": is_gone, "title": title_of(found.record)}

    if is_gone:
        return answer_taken_back(request, "public/embed.html", context(), remains=False)
    version = f"embed.{public_id}.{found.version}"
    return answer(request, "public/embed.html", context, version=version, ledger=found.ledger)  # type: ignore[attr-defined]


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """How a verdict is embedded (oembed.com, version 1.0, type rich), for whoever has only its address."""
    if request.GET.get("format", "json") != "json":
        return _refuse(501, OTHER_FORMAT)
    public_id = _claim_at(request.GET.get("url", ""))
    found = find_record(public_id) if public_id else None
    if found is None and public_id and (other := find_record_after_merge(public_id)):
        query = request.GET.copy()
        query["url"] = other.record["url"]
        return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")
    if found is None:
        return _refuse(404, NOT_OURS)
    if is_retracted(found.record):
        return _refuse(410, GONE)
    try:
        width, height = (
            _bound(request, name, most)
            for name, most in (("maxwidth", FRAME_WIDTH), ("maxheight", FRAME_HEIGHT))
        )
    except ValueError as wrong:
        return _refuse(400, str(wrong))
    data = _described(found.record, width, height)
    with_picture = _fits(request, "maxwidth", WIDTH) and _fits(request, "maxheight", HEIGHT)
    data |= _picture(found.record) if with_picture else {}
    version = f"oembed.{found.public_id}.{found.version}.{width}.{height}.{with_picture}"
    response = answer_made(request, lambda: JsonResponse(data), version=version)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def frame(record: dict, width: int = FRAME_WIDTH, height: int = FRAME_HEIGHT) -> SafeString:
    """The element that shows a verdict on any page."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0;max-width:100%"></iframe>',
        settings.SITE_URL + reverse("public:embed", args=[record["id"]]),
        f"{title_of(record)} · {settings.NEWSROOM_NAME}",
        width,
        height,
    )


def shared(record: dict) -> dict:
    """What the page of a verdict says of itself to wherever a link to it is shared, or it is embedded."""
    return {
        "card": _card(record),
        "card_words": card_words(record),
        "oembed": f"{settings.SITE_URL}{reverse('public:oembed')}?{urlencode({'url': record['url']})}",
        "frame": frame(record),
    }


def _card(record: dict) -> str:
    return settings.SITE_URL + reverse("public:card", args=[record["id"], record["version"]])


def _described(record: dict, width: int, height: int) -> dict:
    return {
        "version": "1.0",
        "type": "rich",
        "title": title_of(record),
        "provider_name": settings.NEWSROOM_NAME,
        "provider_url": f"{settings.SITE_URL}/",
        "html": frame(record, width, height),
        "width": width,
        "height": height,
    }


def _picture(record: dict) -> dict:
    return {
        "thumbnail_url": _card(record),
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
    }


def _claim_at(url: str) -> str | None:
    """The public id in an address of ours; none for any other."""
    try:
        parts = urlsplit(url[:ADDRESS_AT_MOST])
        match = resolve(unquote(parts.path, errors="strict"))
    except (ValueError, Resolver404):
        return None
    is_ours = f"{parts.scheme}://{parts.netloc}".casefold() == settings.SITE_URL.casefold()
    return match.kwargs["public_id"] if is_ours and match.view_name in _VIEWS else None


def _bound(request: HttpRequest, name: str, most: int) -> int:
    """What the asking page has room for, and not more than the card needs."""
    if not (given := request.GET.get(name)):
        return most
    if not _NUMBER.fullmatch(given):
        raise ValueError(f"{name} must be a number of pixels from 1 to 99999.")
    return min(int(given), most)


def _fits(request: HttpRequest, name: str, needed: int) -> bool:
    return int(request.GET.get(name) or needed) >= needed


def _refuse(status: int, sentence: str) -> HttpResponse:
    response = JsonResponse({"error": sentence}, status=status)
    response["Access-Control-Allow-Origin"] = "*"
    return response
