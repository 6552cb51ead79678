"""The right of reply for programs of the desk: whom a review asked, what came back, and what of it is printed."""

import json
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.desk import DeskView, make_move, person_of, seen
from claims.api.desk_claims import address_of
from claims.api.move_serializers import ReplyMoveSerializer
from claims.api.moves import OF_REPLIES, arguments
from claims.api.once import Answer
from claims.api.pages import Order, read_listing
from claims.api.parameters import OF_PAGES, read_parameters
from claims.api.reply_serializers import (
    DeskContactSerializer,
    HeardPageSerializer,
    MovedContactSerializer,
    NewContactSerializer,
)
from claims.api.schema import CURSOR, IDEMPOTENCY_KEY, IF_MATCH, PAGE_SIZE, problems
from claims.models import ContactAttempt, Revision, Speaker
from claims.publication.replies import Heard, heard_of
from claims.review.awaited import speakers_of
from claims.review.moves import allowed_moves
from claims.review.replies import ContactEntry, record_contact

AS_FOUND = Order(("first",), is_descending=False)
SHOWN = (
    "version",
    "asked",
    "channel",
    "contact",
    "contacted_at",
    "deadline",
    "question",
    "outcome",
    "answered_at",
    "answer",
    "excerpt",
    "excerpt_approved_at",
    "withdrawn_at",
)


class ReplyList(DeskView):
    """What was done to hear the speakers of a claim."""

    @extend_schema(
        operation_id="list_replies",
        summary="List whom a review asked, and what came back",
        parameters=[CURSOR, PAGE_SIZE],
        responses={200: HeardPageSerializer, **problems(400, 401, 403, 404)},
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        """The speakers of the claim, each with the attempts to ask them or the reason why there are none."""
        given = read_parameters(request.query_params, OF_PAGES)
        review, person = _revision(pk).review, person_of(request)
        listing = read_listing("api:desk-replies", given, args=(pk,))
        page = listing.read(speakers_of(review.claim), ("pk", "name", "kind"), AS_FOUND)
        speakers = [Speaker(pk=key, name=name, kind=kind) for key, name, kind in page.rows]
        of_these = {"speaker__in": [speaker.pk for speaker in speakers]}
        attempts = review.contact_attempts.filter(**of_these, withdrawn_at=None)
        heard = heard_of(
            speakers, attempts.order_by("contacted_at", "pk"), review.unasked_speakers.filter(**of_these)
        )
        results = (json.dumps(_heard(each, person), cls=DjangoJSONEncoder) for each in heard)
        return HttpResponse(listing.body(page, results), content_type="application/json")

    @extend_schema(
        operation_id="record_contact",
        summary="Write down that a speaker was asked",
        parameters=[IDEMPOTENCY_KEY],
        request=NewContactSerializer,
        responses={
            201: OpenApiResponse(MovedContactSerializer, description="Written down, and awaiting an answer."),
            **problems(400, 401, 403, 404, 409, 413, 415, 422),
        },
    )
    def post(self, request: Request, pk: int) -> HttpResponse:
        """It counts as an edit of an open revision: its approvals are void. The same attempt again is the same one."""
        read_parameters(request.query_params, ())
        _revision(pk)
        asked = NewContactSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        entry = ContactEntry(speaker_id=given.pop("speaker"), **given)
        known = {name: getattr(entry, name) for name in ("speaker_id", "asked", "channel", "contacted_at")}

        def record() -> Answer:
            person = person_of(request)
            told = record_contact(revision_id=pk, editor=person, entry=entry, now=timezone.now())
            attempt = told.review.contact_attempts.get(**known, withdrawn_at=None)
            return _moved(pk, attempt, told, person, status=201)

        return make_move(request, record)


class ReplyDetail(DeskView):
    """One attempt to ask a speaker."""

    @extend_schema(
        operation_id="read_reply",
        summary="Read one attempt to ask a speaker",
        responses={200: DeskContactSerializer, **problems(400, 401, 403, 404)},
    )
    def get(self, request: Request, pk: int, attempt: int) -> Response:
        """How they were asked, what came back, and what you may do with it. Send its ETag as If-Match with a move."""
        read_parameters(request.query_params, ())
        revision, person = _revision(pk), person_of(request)
        found = get_object_or_404(revision.review.contact_attempts.all(), pk=attempt)
        allowed = {} if found.withdrawn_at else allowed_moves(revision, person)
        moves = {name: why for name, why in allowed.items() if name in OF_REPLIES}
        return Response(_shown(found, person) | {"moves": moves}, headers={"ETag": f'"{found.version}"'})


class ReplyMoves(DeskView):
    """What came back, and what of it is printed."""

    @extend_schema(
        operation_id="move_reply",
        summary="Write down an answer, or choose and approve what of it is printed",
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=ReplyMoveSerializer,
        responses={
            200: MovedContactSerializer,
            **problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428),
        },
    )
    def post(self, request: Request, pk: int, attempt: int) -> HttpResponse:
        """Make a move on the attempt as you have seen it. What readers are told of it needs its approval again."""
        read_parameters(request.query_params, ())
        rows = _revision(pk).review.contact_attempts.all()
        get_object_or_404(rows.only("pk"), pk=attempt)
        asked = ReplyMoveSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given, person = dict(asked.validated_data), person_of(request)
        act = OF_REPLIES[given.pop("move")]
        bound = {"revision_id": pk, "attempt_id": attempt, "editor": person, "version": seen(request)[0]}
        action = partial(act.action, **bound, **arguments(act, given))

        def move() -> Answer:
            told = action(now=timezone.now())
            assert isinstance(told, Revision), "what is heard is told by revisions"
            return _moved(pk, rows.get(pk=attempt), told, person)

        return make_move(request, move)


def _revision(pk: int) -> Revision:
    found = Revision.objects.select_related("review__claim").filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such revision.")
    return found


def _moved(pk: int, attempt: ContactAttempt, told: Revision, person: User, *, status: int = 200) -> Answer:
    body = _shown(attempt, person) | {"revision": address_of(told.pk)}
    location = settings.SITE_URL + reverse("api:desk-reply", args=[pk, attempt.pk]) if status == 201 else ""
    return Answer(status, body, location=location, etag=f'"{attempt.version}"')


def _heard(heard: Heard, person: User) -> dict[str, Any]:
    left = heard.unasked
    return {
        "speaker": heard.speaker.pk,
        "name": heard.speaker.name,
        "kind": heard.speaker.kind,
        "is_to_ask": heard.is_to_ask,
        "said": heard.said,
        "unasked": {"why": left.reason, "words": left.words, "link": left.link} if left else None,
        "attempts": [_shown(attempt, person) for attempt in heard.attempts],
    }


def _shown(attempt: ContactAttempt, person: User) -> dict[str, Any]:
    own = person.pk in (attempt.excerpt_by_id, attempt.answer_by_id)
    about = {"id": attempt.pk, "speaker": attempt.speaker_id, "is_own_work": own}
    return about | {name: getattr(attempt, name) for name in SHOWN}
