"""Slow guessing down: by whose account it is, and by where it comes from.

An attempt counts as failed until it succeeds, so that any number of guesses at once pass no more than the limit. Those
refused here do not count: whoever waits gets in again, however long somebody else has been guessing. A browser that
has signed in before is counted apart, so that guessing from elsewhere never keeps people out of their own machine.
"""

import unicodedata
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from math import ceil

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import ngettext

from claims.models import SignInAttempt
from claims.models.audit import lock_for_this_transaction

WINDOW = timedelta(hours=1)
FOR_A_PERSON = 10  # in a window
FROM_A_NETWORK = 100


class TooManyAttempts(Exception):
    """Refused without looking at the password or code; its text says when to try again."""

    def __init__(self, free_at: datetime, now: datetime):
        self.wait = max(1, ceil((free_at - now).total_seconds()))  # seconds
        minutes = ceil(self.wait / 60)
        clock = date_format(timezone.localtime(now + timedelta(minutes=minutes)), "H:i e")
        said = ngettext(
            "Too many attempts were wrong. Try again at %(clock)s, in %(minutes)s minute, or from a browser in which "
            "you have signed in before.",
            "Too many attempts were wrong. Try again at %(clock)s, in %(minutes)s minutes, or from a browser in which "
            "you have signed in before.",
            minutes,
        )
        super().__init__(said % {"clock": clock, "minutes": minutes})


@transaction.atomic
def begin_attempt(*, kind: str, name: str, device: str, address: str, now: datetime) -> SignInAttempt:
    """Count an attempt by `kind` ("password", "code") on somebody's account; delete what this gives if it was right.

    `device` tells a browser that has signed in before, "" every other. Raises TooManyAttempts.
    """
    who, network = _digest(kind, name, device), _network(address)
    for lock in sorted((f"attempts {who}", f"attempts {network}")):
        lock_for_this_transaction(lock)
    SignInAttempt.objects.filter(happened_at__lte=now - WINDOW).delete()
    limits = ({"who": who}, FOR_A_PERSON), ({"network": network}, FROM_A_NETWORK)
    waits = [_free_at(SignInAttempt.objects.filter(**those), limit) for those, limit in limits]
    if found := [moment for moment in waits if moment]:
        raise TooManyAttempts(max(found), now)
    return SignInAttempt.objects.create(who=who, network=network, happened_at=now)


def _free_at(attempts: QuerySet[SignInAttempt], limit: int) -> datetime | None:
    """When the first of the last `limit` attempts is forgotten; None if there are fewer."""
    times = list(attempts.order_by("-happened_at").values_list("happened_at", flat=True)[:limit])
    return times[-1] + WINDOW if len(times) == limit else None


def _digest(*parts: str) -> str:
    text = "\n".join(unicodedata.normalize("NFKC", part).casefold() for part in parts)
    return salted_hmac("claims.people.attempts", text, algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    """The address, for IPv6 the network of 64 bits that one household or office has to choose from."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
