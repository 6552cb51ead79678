"""Tokens: how programs prove for whom they act, and what for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from knox.models import AuthToken

from claims.models import AuditEntry, Scope, TokenGrant

SEEN_EVERY = timedelta(
    minutes=1
)  # a use is written down; not more often, since programs may come many times a second


@transaction.atomic
def make_token(*, person: User, name: str, scopes: Sequence[str], lifetime: timedelta, now: datetime) -> str:
    """Give a program a token that holds for a time and opens what is named. Kept as a digest, it is shown this once."""
    token, secret = AuthToken.objects.create(user=person, expiry=lifetime)
    TokenGrant.objects.create(token=token, name=name, scopes=list(scopes))
    _record("make_token", token, name, scopes, now)
    return secret


@transaction.atomic
def revoke_token(*, person: User, key: str, now: datetime) -> bool:
    """End one of a person's tokens at once; False if they have none that begins like this."""
    token = AuthToken.objects.select_for_update().filter(user=person, token_key=key).first()
    if token is None:
        return False
    grant = TokenGrant.objects.filter(token=token).first()
    _record("revoke_token", token, grant.name if grant else "", grant.scopes if grant else [], now)
    token.delete()
    return True


def scopes_in_use(token: AuthToken, *, now: datetime) -> list[str]:
    """What a token that somebody has just come with opens; that it was used is written down."""
    grant = TokenGrant.objects.filter(token=token).first()
    if grant is None:
        return [Scope.ARTICLES]
    if grant.last_used_at is None or grant.last_used_at <= now - SEEN_EVERY:
        unseen = Q(last_used_at=None) | Q(last_used_at__lt=now)
        TokenGrant.objects.filter(unseen, pk=grant.pk).update(last_used_at=now)
    return grant.scopes


def _record(move: str, token: AuthToken, name: str, scopes: Sequence[str], now: datetime) -> None:
    """What the token is called and opens, and how it begins; never the token."""
    about = {"token": token.token_key, "for": name, "opens": ", ".join(sorted(scopes))}
    is_new = move == "make_token"
    detail = {key: ["", words] if is_new else [words, ""] for key, words in about.items()}
    AuditEntry.record(actor=token.user, person=token.user, move=move, detail=detail, happened_at=now)
