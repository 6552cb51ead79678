"""What the page of people reads."""

from typing import TYPE_CHECKING, TypedDict

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import AuditEntry
from claims.notifications.inbox import unread_of

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Frame(TypedDict):
        role_names: list[str]
        unread: list[int]
        replies_due: list[int]

    FramedPerson = WithAnnotations[User, Frame]


def people_list() -> QuerySet[User]:
    """Everybody with their roles; `has_two_factor` if they have set it up."""
    held = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return User.objects.annotate(has_two_factor=Exists(held)).prefetch_related("groups")


def acts_on(person: User) -> QuerySet[AuditEntry]:
    """The latest acts on somebody's account, newest first."""
    entries = AuditEntry.objects.filter(person=person).select_related("actor", "person")
    return entries.order_by("-happened_at", "-pk")[:50]


def person_in_frame(pk: int, unread_at_most: int, replies_due: ArraySubquery) -> "FramedPerson | None":
    """Somebody with what stands on every page, in one question: `role_names`, and the keys of what they have not read.

    `replies_due` asks for the keys of the replies awaited, which are the same for everybody.
    """
    roles = ArrayAgg("groups__name", filter=Q(groups__isnull=False), order_by="groups__pk", default=[])
    unread = ArraySubquery(unread_of(OuterRef("pk"), unread_at_most))
    return (
        User.objects.filter(pk=pk).annotate(role_names=roles, unread=unread, replies_due=replies_due).first()
    )
