"""Tokens: how programs prove for whom they act, and what for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from knox.models import AuthToken

from claims.models import Scope, TokenGrant

SEEN_EVERY = timedelta(
    minutes=1
)  # a use is written down; not more often, since programs may come many times a second


@transaction.atomic
def make_token(*, person: User, name: str, scopes: Sequence[str], lifetime: timedelta) -> str:
    """Give a program a token that holds for a time and opens what is named. Kept as a digest, it is shown this once."""
    token, secret = AuthToken.objects.create(user=person, expiry=lifetime)
    TokenGrant.objects.create(token=token, name=name, scopes=list(scopes))
    return secret


def scopes_in_use(token: AuthToken, *, now: datetime) -> list[str]:
    """What a token that somebody has just come with opens; that it was used is written down."""
    grant = TokenGrant.objects.filter(token=token).first()
    if grant is None:
        return [Scope.ARTICLES]
    if grant.last_used_at is None or grant.last_used_at <= now - SEEN_EVERY:
        unseen = Q(last_used_at=None) | Q(last_used_at__lt=now)
        TokenGrant.objects.filter(unseen, pk=grant.pk).update(last_used_at=now)
    return grant.scopes
