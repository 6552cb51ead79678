"""Claims for programs of the desk: the queues, one claim, and the decisions on it."""

import json
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.desk import DeskView, make_move, person_of, seen
from claims.api.desk_serializers import (
    DeskClaimSerializer,
    MovedClaimSerializer,
    QueueSerializer,
)
from claims.api.editing import ClaimEditSerializer, edited_claim
from claims.api.move_serializers import ClaimMoveSerializer
from claims.api.moves import OF_CLAIMS, arguments
from claims.api.once import Answer
from claims.api.pages import Order, read_listing
from claims.api.parameters import OF_PAGES, read_parameters
from claims.api.schema import CURSOR, IDEMPOTENCY_KEY, IF_MATCH, PAGE_SIZE, problems, words
from claims.models import Attribution, Claim, ClaimKind, ClaimStatus, EvidenceStatus, Revision
from claims.review.linking import links_of
from claims.review.moves import allowed_moves
from claims.review.queues import TRIAGED, QueueFilter, review_queue, with_speakers
from claims.review.revision_queries import latest_revision
from claims.review.triage import edit_claim

CHOICES = {"status": [str(s) for s in TRIAGED], "kind": ClaimKind.values, "evidence": EvidenceStatus.values}
NAMED = ("speaker", "outlet", "words")
COLUMNS = ("text", "status", "kind", "evidence_status", "checkworthiness", "version", "created_at", "said_by")
BY_WORTH = Order(("checkworthiness", "pk"))
OF_WRITES = problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428)
LONGEST = 300  # characters of what is looked for


class Queue(DeskView):
    """The claims in triage, and those that were accepted or dismissed."""

    @extend_schema(
        operation_id="list_queue",
        summary="List the claims of a queue",
        parameters=[
            *(OpenApiParameter(name, str, enum=values) for name, values in CHOICES.items()),
            *(words(name, "What a claim must have.") for name in NAMED),
            CURSOR,
            PAGE_SIZE,
        ],
        responses={200: QueueSerializer, **problems(400, 401, 403)},
    )
    def get(self, request: Request) -> HttpResponse:
        """Claims of a status (`candidate` if none is named), the most check-worthy first. Filters narrow together."""
        given = read_parameters(request.query_params, {*CHOICES, *NAMED, *OF_PAGES})
        errors = {
            n: [f"Known: {', '.join(known)}."]
            for n, known in CHOICES.items()
            if given.get(n, known[0]) not in known
        }
        errors |= {
            n: [f"Give 1 to {LONGEST} characters."]
            for n in NAMED
            if n in given and not 0 < len(given[n]) <= LONGEST
        }
        if errors:
            raise ValidationError(errors)
        listing = read_listing("api:desk-claims", given)
        kind, evidence, speaker, outlet, words = (given.get(n, "") for n in ("kind", "evidence", *NAMED))
        narrowed = QueueFilter(kind, evidence, speaker, outlet, words=words)
        rows = with_speakers(review_queue(ClaimStatus(given.get("status", "candidate")), narrowed=narrowed))
        page = listing.read(rows, ("public_id", *COLUMNS), BY_WORTH)
        body = listing.body(page, (json.dumps(_listed(*row), cls=DjangoJSONEncoder) for row in page.rows))
        return HttpResponse(body, content_type="application/json")


class QueuedClaim(DeskView):
    """One claim."""

    @extend_schema(
        operation_id="read_queued_claim",
        summary="Read a claim as the desk has it",
        responses={200: DeskClaimSerializer, **problems(400, 401, 403, 404)},
    )
    def get(self, request: Request, public_id: str) -> Response:
        """The claim with all places where it was made, and what may be done with it. Its ETag is its version."""
        read_parameters(request.query_params, ())
        claim = get_object_or_404(Claim.objects.prefetch_related("topics"), public_id=public_id)
        hops = Prefetch("attributions", Attribution.objects.select_related("speaker").order_by("hop"))
        places = claim.appearances.select_related("article").defer("article__text").prefetch_related(hops)
        revision = latest_revision(claim)
        shown = (
            "text",
            "status",
            "kind",
            "evidence_status",
            "evidence_status_on",
            "checkworthiness",
            "factors",
        )
        body = {
            "id": claim.public_id,
            **{name: getattr(claim, name) for name in (*shown, "version")},
            "topics": sorted(topic.slug for topic in claim.topics.all()),
            "appearances": [_place(place) for place in places.order_by("pk")],
            "links": [
                {"claim": each.claim.public_id, "kind": each.kind, "to": each.other.public_id}
                for each in links_of(claim)
            ],
            "revision": address_of(revision.pk) if revision else None,
            "moves": {
                n: why for n, why in allowed_moves(claim, person_of(request)).items() if n in OF_CLAIMS
            },
        }
        return Response(body, headers={"ETag": f'"{claim.version}"'})

    @extend_schema(
        operation_id="edit_claim",
        summary="Change a claim's words, kind, topics, evidence status or speakers",
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=ClaimEditSerializer,
        responses={200: MovedClaimSerializer, **OF_WRITES},
    )
    def patch(self, request: Request, public_id: str) -> HttpResponse:
        """Save the fields you send; the others stay. Approvals of its open revision are void."""
        read_parameters(request.query_params, ())
        pk = get_object_or_404(Claim.objects.only("pk"), public_id=public_id).pk
        asked = ClaimEditSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        version, _ = seen(request)

        def edit() -> Answer:
            content = edited_claim(Claim.objects.get(pk=pk), asked.validated_data)
            person, now = person_of(request), timezone.now()
            edit_claim(claim_id=pk, editor=person, version=version, content=content, now=now)
            return _moved(Claim.objects.get(pk=pk), None)

        return make_move(request, edit)


class ClaimMoves(DeskView):
    """What is decided on a claim."""

    @extend_schema(
        operation_id="move_claim",
        summary="Accept, dismiss, merge, link or review a claim",
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=ClaimMoveSerializer,
        responses={200: MovedClaimSerializer, **OF_WRITES},
    )
    def post(self, request: Request, public_id: str) -> HttpResponse:
        """Make a move on the claim as you have seen it. Refusals say why, and what would help."""
        read_parameters(request.query_params, ())
        pk = get_object_or_404(Claim.objects.only("pk"), public_id=public_id).pk
        asked = ClaimMoveSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        act = OF_CLAIMS[given.pop("move")]
        version, _ = seen(request)
        bound = {"claim_id": pk, "editor": person_of(request), "version": version, **arguments(act, given)}

        def move() -> Answer:
            moved = act.action(**bound, now=timezone.now())
            revision = moved if isinstance(moved, Revision) else None
            return _moved(Claim.objects.get(pk=pk), revision)

        return make_move(request, move)


def address_of(revision: int) -> str:
    """Where programs read a revision."""
    return settings.SITE_URL + reverse("api:desk-revision", args=[revision])


def _moved(claim: Claim, revision: Revision | None) -> Answer:
    body = {"id": claim.public_id, "status": claim.status, "version": claim.version}
    body |= {"revision": address_of(revision.pk) if revision else None}
    return Answer(200, body, etag=f'"{claim.version}"')


def _listed(public_id: str, *values: Any) -> dict:
    row = {"id": public_id} | dict(zip(COLUMNS, values, strict=True))
    url = settings.SITE_URL + reverse("api:desk-claim", args=[public_id])
    return row | {"speakers": row.pop("said_by"), "url": url}


def _place(place: Any) -> dict:
    article, said = place.article, place.attributions.all()
    shown = ("words", "start", "end", "quote_type", "evidence_status")
    return {
        **{name: getattr(place, name) for name in shown},
        "speakers": [{"name": hop.speaker.name, "role": hop.role, "title": hop.title} for hop in said],
        "article": {n: getattr(article, n) for n in ("title", "outlet", "byline", "url", "published_at")},
    }
