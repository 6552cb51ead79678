"""Reviews for programs of the desk: lists, one revision, its moves and its evidence."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.desk import DeskView, make_move, person_of, seen
from claims.api.desk_claims import address_of
from claims.api.desk_serializers import (
    DeskRevisionSerializer,
    MovedRevisionSerializer,
    NewEvidenceSerializer,
    RevisionListSerializer,
)
from claims.api.editing import EVIDENCE_AT_MOST, RevisionEditSerializer, edited_revision
from claims.api.move_serializers import RevisionMoveSerializer
from claims.api.moves import BY_ADDING, OF_REVISIONS, arguments
from claims.api.once import Answer
from claims.api.pages import Order, read_listing
from claims.api.parameters import OF_PAGES, read_parameters
from claims.api.problems import Refused
from claims.api.schema import CURSOR, IDEMPOTENCY_KEY, IF_MATCH, PAGE_SIZE, problems
from claims.models import Evidence, Revision
from claims.review.actions import RevisionContent, save_revision, written_content
from claims.review.blindness import is_blind_to
from claims.review.citing import EvidenceEntry
from claims.review.moves import MOVES, allowed_moves
from claims.review.revision_queries import REVISION_LISTS, revision_list

COLUMNS = {
    "id": "pk",
    "claim": "review__claim__public_id",
    "claim_text": "review__claim__text",
    "number": "number",
    "state": "state",
    "version": "version",
    "headline": "headline",
    "assignee": "review__assignee__username",
    "due_on": "review__due_on",
    "is_own_work": "is_own_work",
    "is_hidden": "is_hidden",
}
AROUND = ("id", "number", "state", "version", "publish_at", "evidence_status", "evidence_status_on")
MADE_HERE = OF_REVISIONS.keys() | BY_ADDING
BASIS = ("known", "not_known", "not_shown")
CONCLUSION = ("headline", "short_answer", "body", "why_chosen")
OF_WRITES = problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428)


class RevisionList(DeskView):
    """The lists of reviews that the desk has."""

    @extend_schema(
        operation_id="list_revisions",
        summary="List reviews that are worked on or public",
        parameters=[OpenApiParameter("list", str, enum=REVISION_LISTS, default="waiting"), CURSOR, PAGE_SIZE],
        responses={200: RevisionListSerializer, **problems(400, 401, 403)},
    )
    def get(self, request: Request) -> HttpResponse:
        """A list as it is for the token's owner, the newest first."""
        given = read_parameters(request.query_params, {"list", *OF_PAGES})
        if (name := given.get("list", "waiting")) not in REVISION_LISTS:
            raise ValidationError({"list": [f"Choose one of: {', '.join(REVISION_LISTS)}."]})
        person = person_of(request)
        listing = read_listing("api:desk-revisions", given, of=person.pk)
        page = listing.read(revision_list(name, person), tuple(COLUMNS.values()), Order(("pk",)))
        body = listing.body(page, (json.dumps(_listed(row), cls=DjangoJSONEncoder) for row in page.rows))
        return HttpResponse(body, content_type="application/json")


class RevisionDetail(DeskView):
    """One revision."""

    @extend_schema(
        operation_id="read_revision",
        summary="Read a revision as the desk has it",
        responses={200: DeskRevisionSerializer, **problems(400, 401, 403, 404)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """The words, the evidence, and what you may do with it. Send its ETag as If-Match with a move."""
        read_parameters(request.query_params, ())
        person = person_of(request)
        evidence = Prefetch("evidence", Evidence.objects.select_related("source").order_by("position"))
        rows = Revision.objects.select_related("review__claim", "review__assignee", "rating")
        shown = rows.prefetch_related(evidence).annotate(is_hidden=is_blind_to(person))
        revision = get_object_or_404(shown, pk=pk)
        hidden, assignee = getattr(revision, "is_hidden", True), revision.review.assignee
        words = {name: None if hidden else getattr(revision, name) for name in CONCLUSION}
        body = {
            **{name: getattr(revision, name) for name in (*AROUND, *BASIS)},
            **words,
            "claim": revision.review.claim.public_id,
            "assignee": assignee.username if assignee else None,
            "due_on": revision.review.due_on,
            "rating": revision.rating.slug if revision.rating and not hidden else None,
            "evidence": [_cited(use) for use in revision.evidence.all()],
            "moves": {n: why for n, why in allowed_moves(revision, person).items() if n in MADE_HERE},
        }
        return Response(body, headers={"ETag": etag_of(revision)})

    @extend_schema(
        operation_id="write_revision",
        summary="Write in a revision",
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=RevisionEditSerializer,
        responses={200: MovedRevisionSerializer, **OF_WRITES},
    )
    def patch(self, request: Request, pk: int) -> HttpResponse:
        """Save the fields you send; the others stay. It counts as an edit: approvals of other words are void."""
        read_parameters(request.query_params, ())
        _check_there_is(pk)
        asked = RevisionEditSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return _save(request, pk, lambda written: edited_revision(written, asked.validated_data))


class RevisionMoves(DeskView):
    """The moves of a review."""

    @extend_schema(
        operation_id="move_revision",
        summary="Make a move of the workflow",
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=RevisionMoveSerializer,
        responses={200: MovedRevisionSerializer, **OF_WRITES},
    )
    def post(self, request: Request, pk: int) -> HttpResponse:
        """Submit, approve, publish, correct, retract and all else, as the desk's buttons do. Refusals say why."""
        read_parameters(request.query_params, ())
        _check_there_is(pk)
        asked = RevisionMoveSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        act = OF_REVISIONS[name := given.pop("move")]
        bound: dict[str, Any] = {"revision_id": pk, "editor": person_of(request), **arguments(act, given)}
        if act.is_bound:
            of_revision, of_review = seen(request)
            bound["version"] = of_review if MOVES[name].is_bound_to == "review" else of_revision

        def move() -> Answer:
            moved = act.action(**bound, now=timezone.now())
            assert isinstance(moved, Revision), "moves of revisions give revisions"
            return _moved(moved)

        return make_move(request, move)


class RevisionEvidence(DeskView):
    """What a verdict rests on."""

    @extend_schema(
        operation_id="add_evidence",
        summary="Add a piece of evidence to a revision",
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=NewEvidenceSerializer,
        responses={200: MovedRevisionSerializer, **OF_WRITES},
    )
    def post(self, request: Request, pk: int) -> HttpResponse:
        """Cite one more work, behind those that are cited. It counts as an edit: approvals of other words are void."""
        read_parameters(request.query_params, ())
        _check_there_is(pk)
        asked = NewEvidenceSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        entry = EvidenceEntry(**{"url": ""} | asked.validated_data)

        def with_entry(written: RevisionContent) -> RevisionContent:
            if len(written.evidence) >= EVIDENCE_AT_MOST:
                raise Refused(f"A revision cites at most {EVIDENCE_AT_MOST} works.")
            return replace(written, evidence=(*written.evidence, entry))

        return _save(request, pk, with_entry)


def etag_of(revision: Revision) -> str:
    """What If-Match has to say of a revision: its version and that of its review."""
    return f'"{revision.version}.{revision.review.version}"'


def _save(request: Request, pk: int, edited: Callable[[RevisionContent], RevisionContent]) -> HttpResponse:
    """Save a revision as it stands, with what is changed in it."""
    version, _ = seen(request)

    def save() -> Answer:
        content = edited(written_content(Revision.objects.select_related("rating").get(pk=pk)))
        person, now = person_of(request), timezone.now()
        return _moved(save_revision(revision_id=pk, editor=person, version=version, content=content, now=now))

    return make_move(request, save)


def _check_there_is(pk: int) -> None:
    if not Revision.objects.filter(pk=pk).exists():
        raise Http404("There is no such revision.")


def _moved(revision: Revision) -> Answer:
    revision.refresh_from_db()
    claim = revision.review.claim.public_id
    body = {"id": revision.pk, "claim": claim, "number": revision.number, "state": revision.state}
    return Answer(
        200, body | {"version": revision.version, "url": address_of(revision.pk)}, etag=etag_of(revision)
    )


def _listed(values: tuple) -> dict:
    row = dict(zip(COLUMNS, values, strict=True))
    hidden = row.pop("is_hidden")
    return row | {"headline": None if hidden else row["headline"], "url": address_of(row["id"])}


def _cited(use: Evidence) -> dict:
    source = use.source
    return {
        **{name: getattr(source, name) for name in ("title", "publisher", "url", "kind")},
        **{name: getattr(use, name) for name in ("stance", "excerpt", "note", "unavailable")},
    }
