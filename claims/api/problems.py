"""Refusals as problem details (RFC 9457): one form for every error, with sentences a person can act on."""

from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.http import JsonResponse
from django.utils.encoding import escape_uri_path
from rest_framework.exceptions import APIException, ErrorDetail, ParseError, ValidationError
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"


class TooLarge(APIException):
    """More than we take in one request; the detail names the limit."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


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
