"""Webhooks for programs of administrators: who is told of what, and what was told."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.access import MayKeepWebhooks, TokenOpensIt
from claims.api.desk import DeskView, person_of, seen
from claims.api.once import Answer, carry_out
from claims.api.parameters import read_parameters
from claims.api.problems import NotAsSeen, Refused
from claims.api.schema import IDEMPOTENCY_KEY, IF_MATCH, problems
from claims.api.webhook_serializers import (
    NewWebhookSerializer,
    RenewalSerializer,
    SecretWebhookSerializer,
    WebhookChangeSerializer,
    WebhookPageSerializer,
    WebhookSerializer,
)
from claims.models import Scope, WebhookEndpoint, WebhookEvent
from claims.webhooks import endpoints
from claims.webhooks.acts import AddressRefused, WebhookChanged, WebhookRefused

OF_A_WRITE = (400, 401, 403, 404, 409, 413, 415, 422)
OF_AN_EDIT = (*OF_A_WRITE, 412, 428)


class WebhookDoor(DeskView):
    """For programs with a token for webhooks, whose owner keeps them."""

    permission_classes = [TokenOpensIt, MayKeepWebhooks]
    scope = scope_to_write = Scope.WEBHOOKS


class WebhookList(WebhookDoor):
    """All webhooks."""

    @extend_schema(
        operation_id="list_webhooks",
        summary="List webhooks",
        responses={200: WebhookPageSerializer, **problems(400, 401, 403)},
    )
    def get(self, request: Request) -> Response:
        """Every one, by name; a newsroom has at most 50."""
        read_parameters(request.query_params, ())
        found = WebhookEndpoint.objects.order_by("name", "pk")
        return Response({"results": WebhookSerializer(found, many=True).data})

    @extend_schema(
        operation_id="add_webhook",
        summary="Add a webhook",
        parameters=[IDEMPOTENCY_KEY],
        request=NewWebhookSerializer,
        responses={
            201: OpenApiResponse(SecretWebhookSerializer, description="Told of what happens from now on."),
            **problems(400, 401, 403, 409, 413, 415, 422),
        },
    )
    def post(self, request: Request) -> HttpResponse:
        """Have a receiver told of what happens from now on. The answer has its secret, this once."""
        read_parameters(request.query_params, ())
        asked = NewWebhookSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = {"events": WebhookEvent.values} | asked.validated_data

        def add() -> Answer:
            added, secret = endpoints.add_endpoint(**given, editor=person_of(request), now=timezone.now())
            return _answer(added, status=201, shown_once={"secret": secret})

        return write(request, add)


class WebhookDetail(WebhookDoor):
    """One webhook."""

    @extend_schema(
        operation_id="read_webhook",
        summary="Read a webhook",
        responses={200: WebhookSerializer, **problems(400, 401, 403, 404)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """How it is set, and how it does. Send its ETag as If-Match with a change."""
        read_parameters(request.query_params, ())
        found = find(pk)
        return Response(WebhookSerializer(found).data, headers={"ETag": f'"{found.version}"'})

    @extend_schema(
        operation_id="change_webhook",
        summary="Change, pause or resume a webhook",
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=WebhookChangeSerializer,
        responses={200: WebhookSerializer, **problems(*OF_AN_EDIT)},
    )
    def patch(self, request: Request, pk: int) -> HttpResponse:
        """Change what is named, for what waits too. One that switched itself off is switched on again here."""
        read_parameters(request.query_params, ())
        find(pk)
        asked = WebhookChangeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)

        def change() -> Answer:
            return _answer(endpoints.change_endpoint(**_edit(request, pk), **asked.validated_data))

        return write(request, change)

    @extend_schema(
        operation_id="remove_webhook",
        summary="Remove a webhook",
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=None,
        responses={200: WebhookSerializer, **problems(*OF_AN_EDIT)},
    )
    def delete(self, request: Request, pk: int) -> HttpResponse:
        """Forget it and its log; the answer is what it was."""
        read_parameters(request.query_params, ())

        def remove() -> Answer:
            was = _answer(find(pk))
            endpoints.remove_endpoint(**_edit(request, pk))
            return Answer(200, was.body)

        return write(request, remove)


class NewSecret(WebhookDoor):
    """The secret of a webhook."""

    @extend_schema(
        operation_id="renew_webhook_secret",
        summary="Renew the secret of a webhook",
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=RenewalSerializer,
        responses={200: SecretWebhookSerializer, **problems(*OF_AN_EDIT)},
    )
    def post(self, request: Request, pk: int) -> HttpResponse:
        """Make another and tell it, this once. For a day messages carry the signatures of both."""
        read_parameters(request.query_params, ())
        find(pk)
        asked = RenewalSerializer(data=request.data)
        asked.is_valid(raise_exception=True)

        def renew() -> Answer:
            renewed, secret = endpoints.renew_secret(**_edit(request, pk), **asked.validated_data)
            return _answer(renewed, shown_once={"secret": secret})

        return write(request, renew)


def find(pk: int) -> WebhookEndpoint:
    """The webhook. Raises Http404."""
    if (found := WebhookEndpoint.objects.filter(pk=pk).first()) is None:
        raise Http404("There is no such webhook.")
    return found


def _edit(request: Request, pk: int) -> dict[str, Any]:
    """What every edit of what was seen needs. Raises SeenNotSaid without it."""
    return {
        "endpoint_id": pk,
        "editor": person_of(request),
        "version": seen(request)[0],
        "now": timezone.now(),
    }


def write(request: Request, act: Callable[[], Answer]) -> HttpResponse:
    """Carry it out once; 400 for an address that cannot be, 412 if somebody was faster, 409 for any other refusal."""
    try:
        return carry_out(request, act)
    except AddressRefused as refusal:
        raise ValidationError({"url": [str(refusal)]}) from refusal
    except WebhookChanged as refusal:
        raise NotAsSeen(str(refusal)) from refusal
    except WebhookRefused as refusal:
        raise Refused(str(refusal)) from refusal


def _answer(it: WebhookEndpoint, *, status: int = 200, shown_once: dict | None = None) -> Answer:
    body = dict(WebhookSerializer(it).data)
    return Answer(status, body, etag=f'"{it.version}"', shown_once=shown_once or {})
