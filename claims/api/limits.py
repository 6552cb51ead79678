"""How often programs may come: a bucket of tokens for each token of the desk, and for each network without one.

The buckets stand in Valkey or Redis, for all web processes together. While it cannot be reached, and where the broker
is another, each process keeps its own, so that a limit never opens.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic
from typing import Any

import redis
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from knox.models import AuthToken
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from claims.publication.error_reports import network_of

REDIS = ("redis://", "rediss://")  # how addresses of Redis and Valkey begin; RabbitMQ keeps no numbers
PATIENCE = 0.1  # seconds for Valkey to answer
ASKED_AGAIN_AFTER = 5.0  # seconds without Valkey
LOCAL_AT_MOST = 10_000  # buckets that a process keeps by itself; the oldest is forgotten first
# Fills the bucket for the time that has passed, by Valkey's clock, and takes one out of it if there is one.
_TAKE = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local most, a_second = tonumber(ARGV[1]), tonumber(ARGV[2])
local held = redis.call('HMGET', KEYS[1], 'left', 'at')
local left = math.min(most, (tonumber(held[1]) or most) + (now - (tonumber(held[2]) or now)) * a_second)
local taken = left >= 1 and 1 or 0
redis.call('HSET', KEYS[1], 'left', left - taken, 'at', now)
redis.call('EXPIRE', KEYS[1], math.ceil(most / a_second) + 1)
return {taken, tostring(left - taken)}
"""


@dataclass(frozen=True)
class Taken:
    """Whether there was one to take, how many are left, and how many there are a minute."""

    is_allowed: bool
    left: float
    a_minute: int

    @property
    def wait(self) -> int:
        """Seconds until there is one again."""
        return max(0, ceil((1 - self.left) * 60 / self.a_minute))


class LocalBuckets:
    """Buckets of one process."""

    def __init__(self) -> None:
        self.held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, a_minute: int) -> Taken:
        """One out of a bucket."""
        now = monotonic()
        left, at = self.held.pop(key, (float(a_minute), now))
        left = min(a_minute, left + (now - at) * a_minute / 60)
        is_allowed = left >= 1
        left -= is_allowed
        self.held[key] = (left, now)
        if len(self.held) > LOCAL_AT_MOST:
            self.held.popitem(last=False)
        return Taken(is_allowed, left, a_minute)


class SharedBuckets:
    """Buckets of all processes, and one's own while these cannot be reached, or the broker at `address` has none."""

    def __init__(self, address: str) -> None:
        patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
        is_redis = address.startswith(REDIS)
        self.script = redis.from_url(address, **patience).register_script(_TAKE) if is_redis else None
        self.local, self.ask_again_at = LocalBuckets(), 0.0

    def take(self, key: str, a_minute: int) -> Taken:
        """One out of a bucket."""
        if self.script and monotonic() >= self.ask_again_at:
            try:
                taken, left = self.script(keys=[f"limit:{key}"], args=[a_minute, a_minute / 60])
                return Taken(bool(taken), float(left), a_minute)
            except (redis.RedisError, ValueError):
                self.ask_again_at = monotonic() + ASKED_AGAIN_AFTER
        return self.local.take(key, a_minute)


buckets = SharedBuckets(settings.CELERY_BROKER_URL)


class TokenBucket(BaseThrottle):
    """Lets a request pass if its bucket holds a token."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Take one; what is left goes with the answer."""
        if isinstance(request.auth, AuthToken):
            key, a_minute = f"token:{request.auth.pk}", settings.API_PER_MINUTE_AND_TOKEN
        else:
            address = get_adapter(request).get_client_ip(request._request)
            key, a_minute = f"network:{network_of(address)}", settings.API_PER_MINUTE_AND_NETWORK
        self.taken = buckets.take(key, a_minute)
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
            response["RateLimit-Policy"] = f'"default";q={taken.a_minute};w=60'
            response["RateLimit"] = f'"default";r={int(taken.left)};t={taken.wait}'
        return response
