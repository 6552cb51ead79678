"""What every address of the API shares: who may come, and how an answer from the ledger is kept."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView


class PublicView(APIView):
    """For anyone, from any site: no key, no cookie, kept by caches that ask whether it still holds."""

    authentication_classes: list = []
    permission_classes = [AllowAny]

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Let scripts of other sites read the answer, errors included."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Headers"] = "If-None-Match"
        response["Access-Control-Expose-Headers"] = "ETag, RateLimit, RateLimit-Policy, Retry-After"
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response


class AnyMediaType(BaseRenderer):
    """For addresses that have one form and give it to whoever comes, whatever they say they accept."""

    media_type, format, charset = "*/*", "any", None

    def render(self, data: Any, *args: object) -> bytes:
        """Nothing but errors, which are problem details, comes this way."""
        return json.dumps(data).encode()


class NoSuchAddress(PublicView):
    """Whatever lies below the API and is nothing: 404 as problem details, for every method."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse before the method is looked at."""
        raise NotFound(f"There is nothing at this address. {reverse('api:docs')} lists what there is.")


@require_safe
@gzip_page
def docs(request: HttpRequest) -> HttpResponse:
    """The documentation with a console, made from the schema in the reader's browser."""
    return render(request, "api/docs.html")


def answer_fresh(
    request: Request, version: str, body: Callable[[], str], media_type: str = "application/json"
) -> HttpResponse:
    """The body, which is made only for those who do not have this version of it yet."""
    etag = f'"{version}"'
    response = get_conditional_response(request._request, etag=etag)
    response = response or HttpResponse(body(), content_type=media_type)
    response["ETag"] = etag
    return response
