"""The answer to a form without a valid token, in the look of the room it was sent to."""

from django.http import HttpRequest, HttpResponse

from claims.desk import page
from claims.public import error_reports


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A reader sees their report again, to send it once more; an editor what they had typed, to copy it."""
    if request.resolver_match and request.resolver_match.namespace == "public":
        return error_reports.stale_form(request, **request.resolver_match.kwargs)
    return page.stale_form(request, reason)
