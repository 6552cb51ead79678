"""The verdicts that are public, and what they were."""

import json
from functools import partial
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from claims.api import filters
from claims.api.pages import read_listing, read_records_page
from claims.api.parameters import OF_PAGES, read_parameters
from claims.api.records import VersionsSerializer
from claims.api.schema import AS_OF, CURSOR, FIELDS, NO_FORMAT, OF_CLAIMS, PAGE_SIZE, problems
from claims.api.serializers import (
    PageSerializer,
    RecordSerializer,
    TombstoneSerializer,
    WholeOrPartSerializer,
)
from claims.api.views import PublicView, answer_fresh
from claims.models import RecordState
from claims.publication.claimreview import claim_review
from claims.publication.ledger import find_record_after_merge, last_sequence
from claims.publication.reading import (
    PUBLICATION,
    Found,
    find_json,
    versions_of,
)
from claims.publication.scale import rating_slugs

JSON_LD = "application/ld+json"
RETRACTED = OpenApiResponse(TombstoneSerializer, description="Retracted: why, and since when.")
NOT_FOUND = "There is no published claim with this id."


class JsonLdRenderer(BaseRenderer):
    """Lets a program ask for ClaimReview markup; the view makes it."""

    media_type, format, charset = JSON_LD, "jsonld", None

    def render(self, data: Any, *args: object) -> bytes:
        """What stands beside the records of the ledger: a few sentences at most."""
        return json.dumps(data).encode()


class ClaimList(PublicView):
    """The current record of every published claim."""

    @extend_schema(
        operation_id="list_claims",
        summary="List published claims, the newest first",
        parameters=[*OF_CLAIMS, FIELDS, CURSOR, PAGE_SIZE],
        responses={200: PageSerializer, 304: None, **problems(400, 404)},
    )
    def get(self, request: Request) -> HttpResponse:
        """A page of records, exactly as they were published. Follow `next` until it is null.

        Filters narrow together. The ETag is the version of the ledger: send it as If-None-Match.
        """
        given = read_parameters(request.query_params, {*filters.FILTERS, "order", "fields", *OF_PAGES})
        order, fields = filters.read_order(given.get("order")), filters.read_fields(given.get("fields"))
        listing = read_listing("api:claims", given)
        selection = filters.read_selection(given, rating_slugs() if "rating" in given else [])
        read = partial(
            read_records_page, selection, fields, order=order, place=listing.place, size=listing.size
        )
        page, version = (None, last_sequence()) if "If-None-Match" in request.headers else read()

        def body() -> str:
            asked = page or read()[0]
            if not asked.rows and not listing.place:
                filters.refuse_unknown_topic(given, reverse("api:topics"))
            return listing.body(asked, (text for (text,) in asked.rows))

        return answer_fresh(request, f"ledger.{version}", body)


class ClaimDetail(PublicView):
    """The current record of one published claim."""

    renderer_classes = [JSONRenderer, JsonLdRenderer]

    @extend_schema(
        operation_id="read_claim",
        summary="Read one published claim",
        parameters=[AS_OF, FIELDS, NO_FORMAT],
        responses={
            (200, "application/json"): WholeOrPartSerializer,
            (200, JSON_LD): OpenApiResponse({"type": "object"}, description="ClaimReview of schema.org."),
            302: OpenApiResponse(description="Merged into the claim that Location names."),
            304: None,
            (410, "application/json"): RETRACTED,
            **problems(400, 404),
        },
    )
    def get(self, request: Request, public_id: str) -> HttpResponse:
        """The record, exactly as it was published. Its ETag is the version: send it as If-None-Match.

        A verdict that was retracted answers 410 with its tombstone.
        """
        given = read_parameters(request.query_params, {"as_of", "fields"})
        fields, moment = filters.read_fields(given.get("fields")), filters.read_as_of(given)
        found = find_json(public_id, moment=moment)
        if found is None and (other := find_record_after_merge(public_id)):
            return HttpResponseRedirect(reverse("api:claim", args=[other.public_id]))
        response = self.answer(request, public_id, found, fields)
        patch_vary_headers(response, ["Accept"])
        return response

    def answer(
        self, request: Request, public_id: str, found: Found | None, fields: tuple[str, ...]
    ) -> HttpResponse:
        """A version as it is asked for: the record, some of its fields, or its markup."""
        if found is None:
            raise NotFound(NOT_FOUND)
        is_markup = request.accepted_renderer.media_type == JSON_LD
        media_type = JSON_LD if is_markup else "application/json"

        def body() -> str:
            if is_markup:
                return json.dumps(claim_review(json.loads(found.json)))
            if fields and found.state != RecordState.RETRACTED:
                record = json.loads(found.json)
                return json.dumps({name: record[name] for name in fields if name in record})
            return found.json

        if found.state == RecordState.RETRACTED:
            return HttpResponse(body(), content_type=media_type, status=410)
        form = "jsonld" if is_markup else ",".join(fields)
        return answer_fresh(request, f"{public_id}.{found.version}{form and '.'}{form}", body, media_type)


class VersionList(PublicView):
    """What became of a verdict since it was first published."""

    @extend_schema(
        operation_id="list_versions",
        summary="List the versions of a claim, the newest first",
        responses={200: VersionsSerializer, 304: None, **problems(400, 404)},
    )
    def get(self, request: Request, public_id: str) -> HttpResponse:
        """All versions with the time for which each stood. Those of a retracted verdict cannot be read any more."""
        read_parameters(request.query_params, ())
        rows = versions_of(public_id)
        if not rows:
            raise NotFound(NOT_FOUND)
        versions = [
            {
                "version": row.version,
                "sequence": row.sequence,
                "state": row.state,
                "change": row.change or PUBLICATION,
                "from": row.from_at,
                "until": row.until_at,
                "url": settings.SITE_URL + reverse("api:version", args=[public_id, row.version]),
            }
            for row in rows
        ]
        body = {"results": versions}
        return answer_fresh(
            request,
            f"{public_id}.versions.{rows[0].version}",
            lambda: json.dumps(body, cls=DjangoJSONEncoder),
        )


class VersionDetail(PublicView):
    """One version of a claim, as it was published then."""

    @extend_schema(
        operation_id="read_version",
        summary="Read one version of a claim",
        responses={200: RecordSerializer, 304: None, 410: RETRACTED, **problems(400, 404)},
    )
    def get(self, request: Request, public_id: str, version: str) -> HttpResponse:
        """The record as it was in that version. A retracted verdict shows none of its versions."""
        read_parameters(request.query_params, ())
        found = find_json(public_id, version=int(version))
        if found is None:
            raise NotFound("There is no published claim with this id, or it has no such version.")
        if found.state == RecordState.RETRACTED:
            return HttpResponse(found.json, content_type="application/json", status=410)
        return answer_fresh(request, f"{public_id}.{found.version}", lambda: found.json)
