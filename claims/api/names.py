"""Who the public claims are by, and what they are about."""

import json
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from claims.api.pages import Order, read_listing
from claims.api.parameters import OF_PAGES, read_parameters
from claims.api.records import SpeakerPageSerializer, TopicPageSerializer
from claims.api.schema import CURSOR, PAGE_SIZE, problems
from claims.api.views import PublicView, answer_fresh
from claims.publication.ledger import last_sequence
from claims.publication.subjects import SPEAKER, TOPIC, SubjectKind, standing_subjects

BY_KEY = Order(("key",), is_descending=False)


class SubjectList(PublicView):
    """The subjects of one kind that public verdicts have now."""

    kind: SubjectKind
    route: str

    def answer(self, request: Request) -> HttpResponse:
        """A page of subjects with the number of their claims, and where these are."""
        given = read_parameters(request.query_params, OF_PAGES)
        listing = read_listing(self.route, given)

        def body() -> str:
            page = listing.read(standing_subjects(self.kind), ("key", "about", "verdicts"), BY_KEY)
            return listing.body(page, (json.dumps(self.row(*row)) for row in page.rows))

        return answer_fresh(request, f"ledger.{last_sequence()}", body)

    def row(self, key: str, about: dict, verdicts: int) -> dict:
        """What records say of a subject, how many claims there are, and where to read them."""
        claims = f"{settings.SITE_URL}{reverse('api:claims')}?{urlencode({self.kind.value: key})}"
        return about | {"claims": verdicts, "claims_url": claims}


class SpeakerList(SubjectList):
    """Who made the claims."""

    kind, route = SPEAKER, "api:speakers"

    @extend_schema(
        operation_id="list_speakers",
        summary="List the speakers of published claims",
        parameters=[CURSOR, PAGE_SIZE],
        responses={200: SpeakerPageSerializer, 304: None, **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        """Each speaker who has a name, as their newest claim has them, and where their claims are. Follow `next`."""
        return self.answer(request)


class TopicList(SubjectList):
    """What the claims are about."""

    kind, route = TOPIC, "api:topics"

    @extend_schema(
        operation_id="list_topics",
        summary="List the topics of published claims, by slug",
        parameters=[CURSOR, PAGE_SIZE],
        responses={200: TopicPageSerializer, 304: None, **problems(400)},
    )
    def get(self, request: Request) -> HttpResponse:
        """Each topic, and where its claims are. Follow `next` until it is null."""
        return self.answer(request)
