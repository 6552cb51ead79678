"""What the desk asks about a person on every page, by one question: rights, roles, language, what waits for them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, User
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone

from claims.notifications.inbox import unread_of
from claims.review.awaited import replies_due
from claims.review.queries import COUNT_AT_MOST as SHOWN_AT_MOST
from claims.review.rights import rights_held, rights_of

COUNT_AT_MOST = SHOWN_AT_MOST + 1  # to tell a hundred from more


@dataclass(frozen=True)
class Standing:
    """What somebody may do, by which roles, and how much waits for them, counted to a little over a hundred.

    `language` is the one they chose, "" if none.
    """

    rights: frozenset[str]
    roles: list[str]
    language: str
    counts: dict[str, int]


def standing_of(person: User) -> Standing:
    """The standing of somebody, asked once for the object of a person: from then on their rights are those."""
    if (known := getattr(person, "_standing", None)) is None:
        known = person._standing = _ask(person)  # type: ignore[attr-defined]
    return known


class Rights(ModelBackend):
    """Django's rights of accounts and groups, by one question, or none where the desk has asked already."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """The rights of somebody with an open account."""
        if user_obj.is_anonymous or not user_obj.is_active or user_obj.is_superuser or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if known := getattr(user_obj, "_standing", None):
            return set(known.rights)
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = rights_of(user_obj)
        return user_obj._perm_cache


def _ask(person: User) -> Standing:
    roles = Group.objects.filter(user=OuterRef("pk")).order_by("pk").values("name")
    counted = {
        "unread": ArraySubquery(unread_of(OuterRef("pk"), COUNT_AT_MOST)),
        "replies_due": ArraySubquery(
            replies_due(timezone.now()).order_by().values("pk")[:COUNT_AT_MOST]
        ),  # the same for everybody
    }
    asked = counted | {
        "rights": rights_held(),
        "role_names": ArraySubquery(roles),
    }
    found = User.objects.annotate(**asked).values(*asked, "chosen_language__name").get(pk=person.pk)
    counts = {name: len(found[name]) for name in counted}
    language = found["chosen_language__name"] or ""
    return Standing(frozenset(found["rights"]), found["role_names"], language, counts)
