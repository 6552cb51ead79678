"""Google's Fact Check Tools API, version v1alpha1, for reading: the same addresses, parameters, answers and errors.

Its own documentation is the reference; what it needs a key for, we give to everybody.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from rest_framework.exceptions import APIException, NotFound, ParseError, ValidationError
from rest_framework.request import Request
from rest_framework.views import exception_handler

from claims.api.pages import Order, read_records_page
from claims.api.parameters import Place, make_cursor, read_cursor, read_parameters, scope_of
from claims.api.views import PublicView
from claims.publication.factchecktools import found_claim, markup_page, our_site, site_of
from claims.publication.ledger import find_record
from claims.publication.reading import Selection, read_records
from claims.publication.verdict import is_retracted

USUAL_SIZE, LARGEST_SIZE, DEEPEST_OFFSET = 10, 100, 10_000
OF_PAGES = ("pageSize", "pageToken", "offset")
OF_CLIENTS = ("key", "alt", "prettyPrint")  # what clients of that API add; none of it changes our answer
OUR_PAGE = re.compile(r"/claims/([a-z0-9]{1,16})(?:/[^/]*)?/?")
STATUSES = {
    400: "INVALID_ARGUMENT",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    429: "RESOURCE_EXHAUSTED",
    501: "UNIMPLEMENTED",
}


class NotOffered(APIException):
    """What that API can and ours cannot."""

    status_code = HTTPStatus.NOT_IMPLEMENTED
    default_detail = "Searching by image is not offered here. Use claims:search."


class GoogleView(PublicView):
    """Answers and refuses as that API does."""

    schema = None  # Google documents it

    def get_exception_handler(self) -> Any:
        """Errors in that API's form."""
        return answer_error


class SearchClaims(GoogleView):
    """`claims:search`."""

    def get(self, request: Request) -> HttpResponse:
        """Claims with these words, or of this publisher, the newest first; `{}` if there are none."""
        known = ("query", "reviewPublisherSiteFilter", "languageCode", "maxAgeDays", *OF_PAGES, *OF_CLIENTS)
        given = read_parameters(request.query_params, known)
        query, site = given.get("query", "").strip(), given.get("reviewPublisherSiteFilter", "")
        if not query and not site:
            raise ValidationError({"query": ["Give query, or reviewPublisherSiteFilter."]})
        age = read_number(given, "maxAgeDays", 36_500)
        since = timezone.now().date() - timedelta(days=age) if age is not None else None
        is_ours = not site or site_of(site) == our_site()
        language = given.get("languageCode", "en").partition("-")[0].lower()
        selection = (
            Selection(words=query[:1000], published_from=since) if is_ours and language == "en" else None
        )
        return answer_page("claims", selection, found_claim, given, request.path)


class SearchByImage(GoogleView):
    """`claims:imageSearch`."""

    def get(self, request: Request) -> HttpResponse:
        """Refused: our records hold no images."""
        raise NotOffered


class PageList(GoogleView):
    """`pages`."""

    def get(self, request: Request) -> HttpResponse:
        """The page at an address, or all pages of a site; `{}` if there are none."""
        given = read_parameters(request.query_params, ("url", "organization", *OF_PAGES, *OF_CLIENTS))
        if ("url" in given) == ("organization" in given):
            raise ValidationError({"url": ["Give url or organization, one of the two."]})
        if "url" in given:
            public_id = _id_of_page(given["url"])
            selection = Selection(public_id=public_id) if public_id else None
        else:
            selection = Selection() if site_of(given["organization"]) == our_site() else None
        return answer_page("claimReviewMarkupPages", selection, markup_page, given, request.path)


class PageDetail(GoogleView):
    """`pages/{page_id}`."""

    def get(self, request: Request, public_id: str) -> HttpResponse:
        """The page of one verdict."""
        read_parameters(request.query_params, OF_CLIENTS)
        found = find_record(public_id)
        if found is None or is_retracted(found.record):
            raise NotFound("There is no page with this name.")
        return JsonResponse(markup_page(found.record))


def answer_page(
    name: str,
    selection: Selection | None,
    shape: Callable[[dict], dict],
    given: Mapping[str, str],
    address: str,
) -> JsonResponse:
    """A page under a name, with the token of the next one; neither where there is nothing, or nothing is selected."""
    size = min(read_number(given, "pageSize", 10**9) or USUAL_SIZE, LARGEST_SIZE)
    scope = scope_of(
        address, {key: value for key, value in given.items() if key not in (*OF_PAGES, *OF_CLIENTS)}
    )
    place = read_cursor(given.get("pageToken") or None, scope)
    offset = read_number(given, "offset", DEEPEST_OFFSET)
    if selection is None:
        return JsonResponse({})
    if offset and not place:
        skipped = read_records(selection, at_most=1, skipped=offset - 1).rows
        if not skipped:
            return JsonResponse({})
        place = Place("next", skipped[0][:1])
    page, _ = read_records_page(selection, order=Order(), place=place, size=size)
    answer: dict[str, Any] = {name: [shape(json.loads(text)) for (text,) in page.rows]} if page.rows else {}
    if page.next:
        answer["nextPageToken"] = make_cursor(scope, "next", page.next)
    return JsonResponse(answer)


def read_number(given: Mapping[str, str], name: str, most: int) -> int | None:
    """A parameter that is a whole number from 0 on; none if it is not given. Raises ValidationError."""
    if (value := given.get(name)) is None:
        return None
    if not re.fullmatch("[0-9]{1,10}", value) or int(value) > most:
        raise ValidationError({name: [f"Give a whole number from 0 to {most}."]})
    return int(value)


def answer_error(exc: Exception, context: dict) -> JsonResponse | None:
    """A refusal as that API words it."""
    if isinstance(exc, SuspiciousOperation):
        exc = ParseError(str(exc))
    response = exception_handler(exc, context)
    if response is None:
        return None
    code = response.status_code
    message = " ".join(_sentences(response.data))
    error = {"code": code, "message": message, "status": STATUSES.get(code, "FAILED_PRECONDITION")}
    kept = {name: value for name, value in response.items() if name != "Content-Type"}
    return JsonResponse({"error": error}, status=code, headers=kept)


def _sentences(data: dict) -> list[str]:
    if "detail" in data:
        return [str(data["detail"])]
    return [f"{name}: {sentence}" for name, errors in data.items() for sentence in errors]


def _id_of_page(url: str) -> str:
    """The id of the claim whose page an address is; "" for every other address."""
    found = OUR_PAGE.fullmatch(urlsplit(url).path) if site_of(url) == our_site() else None
    return found[1] if found else ""
