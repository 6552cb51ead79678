"""How often programs may come: a bucket of tokens for each token of the desk, and for each network without one."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from knox.models import AuthToken
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from factcheck.buckets import MINUTE, buckets, network_of


class TokenBucket(BaseThrottle):
    """Lets a request pass if its bucket holds a token."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Take one; what is left goes with the answer."""
        if isinstance(request.auth, AuthToken):
            key, a_minute = f"token:{request.auth.pk}", settings.API_PER_MINUTE_AND_TOKEN
        else:
            address = get_adapter(request).get_client_ip(request._request)
            key, a_minute = f"network:{network_of(address)}", settings.API_PER_MINUTE_AND_NETWORK
        self.taken = buckets.take(key, a_minute, MINUTE)
        request._request.api_limit = self.taken  # type: ignore[attr-defined]
        return self.taken.is_allowed

    def wait(self) -> int:
        """Seconds until it may come again."""
        return self.taken.wait


class RateLimitHeaders:
    """Say with every answer of the API how many are left (IETF httpapi, RateLimit header fields)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with what is left of the bucket, where one was asked."""
        response = self.get_response(request)
        if taken := getattr(request, "api_limit", None):
            response["RateLimit-Policy"] = f'"default";q={taken.most};w={taken.seconds}'
            response["RateLimit"] = f'"default";r={int(taken.left)};t={taken.wait}'
        return response
