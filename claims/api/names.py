"""Who the public claims are by, and what they are about."""

import json
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from claims.api.pages import Listing
from claims.api.parameters import OF_PAGES, read_cursor, read_page_size, read_parameters, scope_of
from claims.api.records import SpeakerPageSerializer, TopicPageSerializer
from claims.api.schema import CURSOR, PAGE_SIZE, problems
from claims.api.views import PublicView, answer_fresh, page_body
from claims.publication.names import Named, names_in_ledger
from claims.publication.reading import ledger_version


class NameList(PublicView):
    """The names of one kind that the public record holds."""

    kind: str
    route: str

    def answer(self, request: Request) -> HttpResponse:
        """A page of names with the number of their claims, and where these are."""
        given = read_parameters(request.query_params, OF_PAGES)
        size = read_page_size(given.get("page_size"))
        listing = Listing(address := reverse(self.route), scope_of(address, {}), given)
        place = read_cursor(given.get("cursor"), listing.scope)
        version = ledger_version()

        def body() -> str:
            names = names_in_ledger(self.kind, after=place.key[0] if place else "", size=size + 1)
            next_key = (names[size - 1].key,) if len(names) > size else None
            results = (json.dumps(self.row(name)) for name in names[:size])
            return page_body(results, next=listing.link("next", next_key))

        return answer_fresh(request, f"ledger.{version}", body)

    def row(self, named: Named) -> dict:
        """What is said of a name, how many claims there are, and where to read them."""
        claims = f"{settings.SITE_URL}{reverse('api:claims')}?{urlencode({self.kind: named.key})}"
        return named.said | {"claims": named.claims, "claims_url": claims}


class SpeakerList(NameList):
    """Who made the claims."""

    kind, route = "speaker", "api:speakers"

    @extend_schema(
        operation_id="list_speakers",
        summary="List the speakers of published claims, by name",
        parameters=[CURSOR, PAGE_SIZE],
        responses={200: SpeakerPageSerializer, 304: None, **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        """Each speaker with the title of their newest claim, and where their claims are. Follow `next`."""
        return self.answer(request)


class TopicList(NameList):
    """What the claims are about."""

    kind, route = "topic", "api:topics"

    @extend_schema(
        operation_id="list_topics",
        summary="List the topics of published claims",
        parameters=[CURSOR, PAGE_SIZE],
        responses={200: TopicPageSerializer, 304: None, **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        """Each topic, and where its claims are. Follow `next` until it is null."""
        return self.answer(request)
