"""The desk's door for programs: what all its addresses share."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.access import BearerToken, TokenOpensIt, WorksAtDesk
from claims.api.once import Answer, carry_out
from claims.api.parsing import StrictJSONParser
from claims.api.problems import NotAsSeen, Refused, SeenNotSaid
from claims.models import Scope
from claims.review.moves import MoveNotAllowed, StaleSave

_SEEN = re.compile(r'"([0-9]{1,9})(?:\.([0-9]{1,9}))?"')


class DeskView(APIView):
    """For programs with a token of somebody who works at the desk; kept out of every cache."""

    authentication_classes = [BearerToken]
    permission_classes = [TokenOpensIt, WorksAtDesk]
    parser_classes = [StrictJSONParser]
    scope, scope_to_write = Scope.READ, Scope.MOVE

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Nobody keeps what the desk says."""
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response


def person_of(request: Request) -> User:
    """For whom the program acts."""
    assert isinstance(request.user, User), "TokenOpensIt lets nobody else in"
    return request.user


def seen(request: Request) -> tuple[int, int]:
    """The version, and the version of the review around it, that If-Match says was read.

    Raises SeenNotSaid without it, NotAsSeen for what no ETag of ours looks like.
    """
    if (given := request.headers.get("If-Match")) is None:
        raise SeenNotSaid
    if not (found := _SEEN.fullmatch(given.strip())):
        raise NotAsSeen("If-Match names no version of this. Send the ETag of what you have read, as it was.")
    return int(found[1]), int(found[2] or 0)


def make_move(request: Request, act: Callable[[], Answer]) -> HttpResponse:
    """Carry a move out once; 409 with the desk's own sentence if it is refused, 412 if somebody was faster."""
    try:
        return carry_out(request, act)
    except StaleSave as refusal:
        raise NotAsSeen(str(refusal)) from refusal
    except MoveNotAllowed as refusal:
        raise Refused(str(refusal)) from refusal
