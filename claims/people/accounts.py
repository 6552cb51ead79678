"""What administrators do with people: invite them, give and take roles, close accounts and help back in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from knox.models import AuthToken

from claims.models import AuditEntry
from claims.models.audit import lock_for_this_transaction
from claims.people.sessions import end_sessions

ROLES = (
    gettext_noop("Reporter"),
    gettext_noop("Editor"),
    gettext_noop("Standards editor"),
    gettext_noop("Administrator"),
)
ADMINISTRATOR = ROLES[-1]
INVITES, MANAGES = "auth.add_user", "auth.change_user"


class PeopleRefused(Exception):
    """A refused act; its text is a sentence that says why, and what would help."""


@transaction.atomic
def invite_person(
    *,
    username: str,
    first_name: str,
    last_name: str,
    email: str,
    roles: Sequence[str],
    administrator: User,
    now: datetime,
) -> User:
    """Make an account with these roles; it has no password until its owner chooses one by a link."""
    _check(administrator, INVITES)
    if User.objects.filter(username__iexact=username).exists():
        raise PeopleRefused(
            _("Somebody already signs in as “%(username)s”. Choose another name.") % {"username": username}
        )
    person = User(username=username, first_name=first_name, last_name=last_name, email=email)
    person.set_unusable_password()
    person.is_staff = ADMINISTRATOR in roles
    person.save(force_insert=True)
    person.groups.set(Group.objects.filter(name__in=roles))
    _record("invite", person, administrator, now, roles=[[], sorted(roles)])
    return person


@transaction.atomic
def give_role(*, person_id: int, role: str, administrator: User, now: datetime) -> User:
    """Give somebody a role; it holds from their next request. Giving it again changes nothing."""
    return _change_role("give_role", person_id, role, administrator, now)


@transaction.atomic
def take_role(*, person_id: int, role: str, administrator: User, now: datetime) -> User:
    """Take a role from somebody, from their next request on. Raises PeopleRefused for the last administrator."""
    return _change_role("take_role", person_id, role, administrator, now)


@transaction.atomic
def deactivate_person(*, person_id: int, administrator: User, reason: str, now: datetime) -> User:
    """Close an account: its sessions and tokens end at once, what its owner did stays. Needs a reason."""
    person = _lock(person_id, administrator)
    if not reason.strip():
        raise PeopleRefused(_("Cannot close an account without a reason. Say in a sentence why."))
    if not person.is_active:
        return person
    _refuse_last_administrator(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person=person)
    AuthToken.objects.filter(user=person).delete()
    _record("deactivate", person, administrator, now, reason=reason.strip())
    return person


@transaction.atomic
def reactivate_person(*, person_id: int, administrator: User, now: datetime) -> User:
    """Open a closed account again, with the roles and the password it had."""
    person = _lock(person_id, administrator)
    if person.is_active:
        return person
    person.is_active = True
    person.save(update_fields=["is_active"])
    _record("reactivate", person, administrator, now)
    return person


@transaction.atomic
def renew_password(*, person_id: int, administrator: User, now: datetime) -> User:
    """Void somebody's password and every earlier link, so that they choose another by a new link."""
    person = _lock(person_id, administrator)
    if not person.is_active:
        raise PeopleRefused(_("This account is closed. Open it again first."))
    person.set_unusable_password()
    person.save(update_fields=["password"])
    end_sessions(person=person)
    _record("renew_password", person, administrator, now)
    return person


@transaction.atomic
def remove_two_factor(*, person_id: int, administrator: User, now: datetime) -> User:
    """Help somebody who has lost their phone and their recovery codes; all their sessions end."""
    person = _lock(person_id, administrator)
    if Authenticator.objects.filter(user=person).delete()[0]:
        end_sessions(person=person)
        _record("remove_two_factor", person, administrator, now)
    return person


def record_own_act(move: str, person: User, now: datetime) -> None:
    """Write down what somebody changed of how they prove who they are."""
    _record(move, person, person, now)


def _change_role(move: str, person_id: int, role: str, administrator: User, now: datetime) -> User:
    person = _lock(person_id, administrator)
    if role not in ROLES:
        raise PeopleRefused(
            _("There is no role “%(role)s”. Choose one of %(roles)s.")
            % {"role": role, "roles": ", ".join(map(_, ROLES))}
        )
    before = _roles_of(person)
    if (role in before) == (move == "give_role"):
        return person
    if move == "take_role" and role == ADMINISTRATOR:
        _refuse_last_administrator(person)
    group = Group.objects.get(name=role)
    if move == "give_role":
        person.groups.add(group)
    else:
        person.groups.remove(group)
    if role == ADMINISTRATOR:
        person.is_staff = move == "give_role" or person.is_superuser
        person.save(update_fields=["is_staff"])
    _record(move, person, administrator, now, roles=[before, _roles_of(person)])
    return person


def _lock(person_id: int, administrator: User) -> User:
    """The person, while nobody else changes anybody: who is the last administrator depends on all of them."""
    lock_for_this_transaction("people")
    _check(User.objects.get(pk=administrator.pk), MANAGES)  # who may have been demoted while they waited
    # Not the key: who writes into the audit what concerns them need not wait for this, nor this for them.
    return User.objects.select_for_update(no_key=True).get(pk=person_id)


def _check(administrator: User, right: str) -> None:
    if not administrator.has_perm(right):
        raise PeopleRefused(_("Only administrators may do this. Ask one of them."))


def _refuse_last_administrator(person: User) -> None:
    others = User.objects.filter(is_active=True).exclude(pk=person.pk)
    if person.is_active and person.has_perm(MANAGES) and not _administrators(others).exists():
        raise PeopleRefused(
            _(
                "This is the last administrator: nobody could give roles any more. Make somebody else one first."
            )
        )


def _administrators(people: Any) -> Any:
    return people.filter(groups__name=ADMINISTRATOR) | people.filter(is_superuser=True)


def _roles_of(person: User) -> list[str]:
    return sorted(person.groups.values_list("name", flat=True))


def _record(
    move: str, person: User, actor: User, now: datetime, *, reason: str = "", **detail: list[Any]
) -> None:
    AuditEntry.record(actor=actor, person=person, move=move, reason=reason, detail=detail, happened_at=now)
