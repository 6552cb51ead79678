"""Buckets of tokens, by which whoever comes too often is asked to wait: programs, and senders of forms.

The buckets stand in Valkey or Redis, for all web processes together. While it cannot be reached, and where the broker
is another, each process keeps its own, so that a limit never opens.
"""

from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from math import ceil
from time import monotonic

import redis
from django.conf import settings

REDIS = ("redis://", "rediss://")  # how addresses of Redis and Valkey begin; RabbitMQ keeps no numbers
PATIENCE = 0.1  # seconds for Valkey to answer
ASKED_AGAIN_AFTER = 5.0  # seconds without Valkey
LOCAL_AT_MOST = 10_000  # buckets that a process keeps by itself; the oldest is forgotten first
MINUTE, HOUR = 60, 3600  # seconds
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
    """Whether there was one to take, how many are left, and how many there are in so many seconds."""

    is_allowed: bool
    left: float
    most: int
    seconds: int

    @property
    def wait(self) -> int:
        """Seconds until there is one again."""
        return max(0, ceil((1 - self.left) * self.seconds / self.most))


class LocalBuckets:
    """Buckets of one process."""

    def __init__(self) -> None:
        self.held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, most: int, seconds: int = MINUTE) -> Taken:
        """One out of a bucket that holds `most` and is filled in so many seconds; what is refused takes none."""
        now = monotonic()
        left, at = self.held.pop(key, (float(most), now))
        left = min(most, left + (now - at) * most / seconds)
        is_allowed = left >= 1
        left -= is_allowed
        self.held[key] = (left, now)
        if len(self.held) > LOCAL_AT_MOST:
            self.held.popitem(last=False)
        return Taken(is_allowed, left, most, seconds)


class SharedBuckets:
    """Buckets of all processes, and one's own while these cannot be reached, or the broker at `address` has none."""

    def __init__(self, address: str) -> None:
        patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
        is_redis = address.startswith(REDIS)
        self.script = redis.from_url(address, **patience).register_script(_TAKE) if is_redis else None
        self.local, self.ask_again_at = LocalBuckets(), 0.0

    def take(self, key: str, most: int, seconds: int = MINUTE) -> Taken:
        """One out of a bucket that holds `most` and is filled in so many seconds; what is refused takes none."""
        if self.script and monotonic() >= self.ask_again_at:
            try:
                taken, left = self.script(keys=[f"limit:{key}"], args=[most, most / seconds])
                return Taken(bool(taken), float(left), most, seconds)
            except (redis.RedisError, ValueError):
                self.ask_again_at = monotonic() + ASKED_AGAIN_AFTER
        return self.local.take(key, most, seconds)


buckets = SharedBuckets(settings.CELERY_BROKER_URL)


def network_of(address: str) -> str:
    """The address; for IPv6 the network of 64 bits that one household or office has to choose from."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
