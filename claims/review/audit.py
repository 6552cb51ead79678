"""The audit as the desk reads it: newest first, along an index whatever is looked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from claims.models import AuditEntry, Claim

NEWEST_ENTRIES = ("-happened_at", "-pk")


@dataclass(frozen=True)
class AuditFilter:
    """What to look for; None or "" is everything. `subject` is a claim's public id or the name of an account."""

    person: str = ""
    subject: str = ""
    move: str = ""
    role: str = ""
    request: str = ""
    since: date | None = None
    until: date | None = None


def audit_entries(wanted: AuditFilter) -> QuerySet[AuditEntry]:
    """The entries that match, to be ordered by NEWEST_ENTRIES; days are the desk's, and both are included."""
    entries = AuditEntry.objects.select_related("actor", "claim", "person", "source")
    if wanted.person:
        entries = entries.filter(actor=_pk(User, username__iexact=wanted.person))
    if wanted.subject:
        claim = _pk(Claim, public_id=wanted.subject)
        about = {"claim": claim} if claim else {"person": _pk(User, username__iexact=wanted.subject)}
        entries = entries.filter(**about)
    if wanted.move:
        entries = entries.filter(move=wanted.move)
    if wanted.role:
        entries = entries.filter(roles__contains=[wanted.role])
    if wanted.request:
        entries = entries.filter(request_id=wanted.request)
    if wanted.since:
        entries = entries.filter(happened_at__gte=_midnight(wanted.since))
    if wanted.until:
        entries = entries.filter(happened_at__lt=_midnight(wanted.until + timedelta(days=1)))
    return entries


def _pk(model: type[User] | type[Claim], **named: str) -> int:
    """The row with this name; 0, which no row has, if there is none."""
    return model._default_manager.filter(**named).values_list("pk", flat=True).first() or 0


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
