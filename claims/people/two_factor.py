"""Who must prove with a second factor who they are, and whether they have."""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest

from claims.models import DemoPerson

EXCUSED = "is_excused_from_two_factor"  # in the session
RIGHTS = ("claims.approve_revision", "claims.publish_revision", "auth.change_user")


def must_have_two_factor(person: User) -> bool:
    """Whether somebody may approve, publish or give roles, and is not invented; never where the setting says so."""
    return _is_asked_of(person) and not DemoPerson.objects.filter(user=person).exists()


def has_two_factor(person: User) -> bool:
    """Whether somebody has set it up."""
    return is_mfa_enabled(person, [Authenticator.Type.TOTP])


def has_proved_it(request: HttpRequest) -> bool:
    """Whether this session was begun, or confirmed since, with a second factor."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def forget_proof(request: HttpRequest) -> None:
    """Make this session one of a password alone, after the second factor was removed."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record.get("method") != "mfa"
    ]


def lacks_two_factor(request: HttpRequest) -> bool:
    """Whether the person who asks may not go on before they have proved who they are with a second factor."""
    person = request.user
    if not person.is_authenticated or has_proved_it(request) or request.session.get(EXCUSED):
        return False
    if not _is_asked_of(person):
        return False
    if DemoPerson.objects.filter(user=person).exists():
        request.session[EXCUSED] = True  # whoever is invented stays so: one question a session
        return False
    return True


def _is_asked_of(person: User) -> bool:
    return settings.REQUIRE_TWO_FACTOR and any(person.has_perm(right) for right in RIGHTS)
