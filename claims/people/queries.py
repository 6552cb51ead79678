"""What the page of people reads."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet

from claims.models import AuditEntry


def people_list() -> QuerySet[User]:
    """Everybody with their roles; `has_two_factor` if they have set it up."""
    held = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return User.objects.annotate(has_two_factor=Exists(held)).prefetch_related("groups")


def acts_on(person: User) -> QuerySet[AuditEntry]:
    """The latest acts on somebody's account, newest first."""
    entries = AuditEntry.objects.filter(person=person).select_related("actor", "person")
    return entries.order_by("-happened_at", "-pk")[:50]
