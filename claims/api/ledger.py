"""The ledger itself, for those who keep a copy of it; and what it says of our corrections."""

import hashlib
import json

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from claims.api.pages import Order, page_body, read_listing
from claims.api.parameters import OF_PAGES, read_parameters
from claims.api.records import ChangePageSerializer, CorrectionPageSerializer, ScaleSerializer
from claims.api.schema import CURSOR, PAGE_SIZE, PAGE_SIZE_OF_CHANGES, problems
from claims.api.views import PublicView, answer_fresh
from claims.publication.ledger import announced_changes, last_sequence
from claims.publication.reading import changes_after
from claims.publication.record import BEST_RATING, WORST_RATING, corrections_of
from claims.publication.scale import rating_scale

CHANGES_ON_A_PAGE = 1000


class ChangeList(PublicView):
    """Every row of the ledger, in the order in which it became true."""

    @extend_schema(
        operation_id="list_changes",
        summary="Follow every change of the public record",
        parameters=[CURSOR, PAGE_SIZE_OF_CHANGES],
        responses={200: ChangePageSerializer, 304: None, **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        """The changes after a cursor, the oldest first, without gaps; without a cursor, from the first on.

        `next` always leads on: keep it, and ask again later for what is new. Whoever applies every change in this
        order holds what the list of claims holds. A retraction is a tombstone; the record of a verdict that has been
        retracted since is null, and its tombstone follows.
        """
        given = read_parameters(request.query_params, OF_PAGES)
        listing = read_listing("api:changes", given, usual=CHANGES_ON_A_PAGE, most=CHANGES_ON_A_PAGE)
        place = listing.place
        version = last_sequence()

        def body() -> str:
            changes = changes_after(place.key[0] if place else 0, at_most=listing.size)
            has_more = changes.last < version  # numbers have no gaps
            return page_body([changes.json], next=listing.link("next", (changes.last,)), has_more=has_more)

        return answer_fresh(request, f"ledger.{version}", body)


class CorrectionList(PublicView):
    """What we took back or made better."""

    @extend_schema(
        operation_id="list_corrections",
        summary="List corrections, updates, retractions and restorations, the newest first",
        parameters=[CURSOR, PAGE_SIZE],
        responses={200: CorrectionPageSerializer, 304: None, **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        """Each change of a public verdict that readers were told of, with the note that tells them why."""
        given = read_parameters(request.query_params, OF_PAGES)
        listing = read_listing("api:corrections", given)
        version = last_sequence()

        def body() -> str:
            page = listing.read(announced_changes(), ("record",), Order())
            return listing.body(page, (json.dumps(_correction(record)) for (record,) in page.rows))

        return answer_fresh(request, f"ledger.{version}", body)


class Scale(PublicView):
    """The newsroom's ratings."""

    @extend_schema(
        operation_id="read_scale",
        summary="Read the scale of ratings",
        responses={200: ScaleSerializer, **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        """Every rating with what it means; those without a value stand off the scale from false to true."""
        read_parameters(request.query_params, ())
        body = json.dumps({"worst": WORST_RATING, "best": BEST_RATING, "results": rating_scale()})
        return answer_fresh(request, hashlib.sha256(body.encode()).hexdigest()[:16], lambda: body)


def _correction(record: dict) -> dict:
    return {
        "id": record["id"],
        "url": record["url"],
        "claim_reviewed": record["claim_reviewed"],
        **corrections_of(record)[0],
    }
