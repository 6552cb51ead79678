"""Writes that are carried out once, however often they are sent (the Idempotency-Key header)."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import HttpResponse
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from claims.api.problems import OtherRequest
from claims.models import AnsweredRequest

KEY = re.compile("[!-~]{1,255}")  # visible ASCII


@dataclass(frozen=True)
class Answer:
    """What a write answers when it was carried out."""

    status: int
    body: dict
    location: str = ""
    etag: str = ""
    shown_once: dict = field(default_factory=dict)  # answered beside the body, and kept nowhere


@transaction.atomic
def carry_out(request: Request, act: Callable[[], Answer]) -> HttpResponse:
    """Do it and answer; with a key that was answered before, answer the same and do nothing.

    What it does and its answer are one transaction, so that no crash comes between them. The same key at once waits for
    the first. A refusal is not kept: the same request may be right later. Raises OtherRequest for another request.
    """
    key = _read_key(request)
    if key is None:
        answer = act()
        return _response(_stored(AnsweredRequest(), answer), answer.shown_once)
    digest = _digest(request)
    begun = {"digest": digest, "status": 0, "body": ""}
    kept, is_new = AnsweredRequest.objects.get_or_create(person_id=request.user.pk, key=key, defaults=begun)
    if not is_new and kept.digest != digest:
        raise OtherRequest
    if not is_new:
        response = _response(kept)
        response["Idempotent-Replayed"] = "true"
        return response
    answer = act()
    _stored(kept, answer).save()
    return _response(kept, answer.shown_once)


def _read_key(request: Request) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not KEY.fullmatch(key):
        raise ValidationError({"Idempotency-Key": ["Give 1 to 255 visible characters of ASCII."]})
    return key


def _digest(request: Request) -> str:
    asked = [request.method, request.path, request.headers.get("If-Match"), request.data]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _stored(row: AnsweredRequest, answer: Answer) -> AnsweredRequest:
    row.status, row.location, row.etag = answer.status, answer.location, answer.etag
    row.body = json.dumps(answer.body, cls=DjangoJSONEncoder)
    return row


def _response(row: AnsweredRequest, shown_once: dict | None = None) -> HttpResponse:
    body = json.dumps(json.loads(row.body) | shown_once) if shown_once else row.body
    response = HttpResponse(body, content_type="application/json", status=row.status)
    for name, value in (("Location", row.location), ("ETag", row.etag)):
        if value:
            response[name] = value
    return response
