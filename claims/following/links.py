"""The links in mails: signed, so that nobody can make one, and bound to what they are for."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

CONFIRM, STOP, STOP_ALL, MANAGE = "confirm", "stop", "stop-all", "manage"
CONFIRMED_WITHIN = timedelta(days=2)  # after which nothing is left of what nobody has confirmed
MANAGED_WITHIN = timedelta(days=60)  # a mail that comes later has a newer link; links to stop hold for good
HOLDS = {CONFIRM: CONFIRMED_WITHIN, STOP: None, STOP_ALL: None, MANAGE: MANAGED_WITHIN}


def address_for(purpose: str, pk: int) -> str:
    """The full address of a follower's page; `pk` is a following's, for STOP_ALL and MANAGE a follower's."""
    return settings.SITE_URL + reverse(f"public:follow-{purpose}", args=[token_for(purpose, pk)])


def token_for(purpose: str, pk: int) -> str:
    """The part of the address that nobody can guess."""
    return signing.TimestampSigner(salt=f"claims.following.{purpose}", sep="~").sign(str(pk))


def read_token(purpose: str, token: str) -> int | None:
    """The key in a token; 0, which no row has, where it is too old; None where we never wrote it for this purpose."""
    signer = signing.TimestampSigner(salt=f"claims.following.{purpose}", sep="~")
    try:
        return int(signer.unsign(token, max_age=HOLDS[purpose]))
    except signing.SignatureExpired:
        return 0
    except signing.BadSignature:
        return None
