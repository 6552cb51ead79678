"""Refusals as problem details (RFC 9457): one form for every error, with sentences a person can act on."""

from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.encoding import escape_uri_path
from django.views import defaults
from rest_framework.exceptions import APIException, ErrorDetail, ParseError, ValidationError
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"


class TooLarge(APIException):
    """More than we take in one request; the detail names the limit."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


class Refused(APIException):
    """A move that the workflow does not allow as things stand; the detail says why, and what would help."""

    status_code = HTTPStatus.CONFLICT
    default_code = "refused"


class OtherRequest(APIException):
    """The same Idempotency-Key for something else."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "key_is_used"
    default_detail = "This Idempotency-Key was used for another request. Give each request a key of its own."


class NotAsSeen(APIException):
    """An edit of something that has changed since it was read."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "not_as_seen"


class SeenNotSaid(APIException):
    """An edit that does not say what it has seen."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_code = "seen_not_said"
    default_detail = (
        "Send the ETag of what you read as If-Match, so that nobody's change is overwritten unseen."
    )


def answer_problem(exc: Exception, context: dict) -> JsonResponse | None:
    """The answer to an exception; None, so that it goes on to the log, for what is a fault of ours."""
    if isinstance(exc, SuspiciousOperation):  # Django's own limits, such as on the number of parameters
        exc = ParseError(str(exc))
    response = exception_handler(exc, context)
    if response is None:
        return None
    problem = {
        "type": "about:blank",  # RFC 9457, 4.2.1: no more is meant than the status says
        "title": HTTPStatus(response.status_code).phrase,
        "status": response.status_code,
        "detail": _detail(exc, response.data),
        "instance": escape_uri_path(context["request"].path),
    }
    if isinstance(exc, ValidationError):
        problem["errors"] = _errors(exc.detail)
    kept = {name: value for name, value in response.items() if name != "Content-Type"}
    return JsonResponse(problem, status=response.status_code, content_type=MEDIA_TYPE, headers=kept)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django itself refuses before any view, such as a forged host name."""
    if not request.path.startswith("/api/"):
        return defaults.bad_request(request, exception)
    return _plain_problem(request, HTTPStatus.BAD_REQUEST, "This request cannot be read as it was sent.")


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; the log has what led to it."""
    if not request.path.startswith("/api/"):
        return defaults.server_error(request)
    sentence = "The fault is ours and has been logged. Nothing was stored; try again in a minute."
    return _plain_problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, sentence)


def _plain_problem(request: HttpRequest, status: HTTPStatus, detail: str) -> JsonResponse:
    problem = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    problem["instance"] = escape_uri_path(request.path)
    return JsonResponse(problem, status=status, content_type=MEDIA_TYPE)


def _detail(exc: Exception, data: dict) -> str:
    if isinstance(exc, ValidationError):
        return "Nothing was done, because some values cannot be taken. `errors` says which and why."
    return str(data["detail"])


def _errors(detail: dict | list) -> dict[str, list[str]]:
    """Sentences for each field."""
    by_field = detail if isinstance(detail, dict) else {"request": detail}
    return {field: [str(e) for e in _as_list(errors)] for field, errors in by_field.items()}


def _as_list(errors: list | ErrorDetail) -> list:
    return errors if isinstance(errors, list) else [errors]
