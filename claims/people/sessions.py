"""Where somebody is signed in, and ending it."""

from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

SEEN = "seen_at"  # in the session: when it was last noted that it is in use
SEEN_EVERY = timedelta(minutes=1)


def open_sessions(person: User, now: datetime) -> QuerySet[UserSession]:
    """Somebody's sessions that still hold, the one last seen first."""
    live = Session.objects.filter(expire_date__gt=now).values("session_key")
    return UserSession.objects.filter(user=person, session_key__in=live).order_by("-last_seen_at", "-pk")


def note_session(request: HttpRequest, now: datetime) -> None:
    """Keep when and from where a session was last used, once a minute."""
    seen = request.session.get(SEEN)
    if seen is None or now - datetime.fromisoformat(seen) < SEEN_EVERY:
        return
    request.session[SEEN] = now.isoformat()
    UserSession.objects.filter(session_key=request.session.session_key).update(
        last_seen_at=now, ip=get_adapter().get_client_ip(request)
    )


def end_session(*, person: User, pk: int) -> bool:
    """End one of somebody's sessions at once; whether there was one."""
    return _end(UserSession.objects.filter(user=person, pk=pk)) > 0


def end_sessions(*, person: User, but: str | None = None) -> int:
    """End all of somebody's sessions, or all but the one with the key `but`; give their number."""
    return _end(UserSession.objects.filter(user=person).exclude(session_key=but))


@transaction.atomic
def _end(sessions: QuerySet[UserSession]) -> int:
    keys = list(sessions.values_list("session_key", flat=True))
    UserSession.objects.filter(session_key__in=keys).delete()
    return Session.objects.filter(session_key__in=keys).delete()[0]
