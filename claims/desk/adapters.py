"""Where django-allauth asks this newsroom: our throttle, our sentences, our idea of a recent proof."""

import secrets
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy

from claims.models import SignInAttempt
from claims.people.attempts import TooManyAttempts, begin_attempt
from claims.people.sessions import SEEN
from claims.people.two_factor import has_two_factor
from factcheck.sealing import seal, unseal

DEVICE = "device"  # the cookie of a browser in which somebody has signed in
CODES = "second factor"  # what the keys of the codes are sealed for
DEVICE_HOLDS = 365 * 24 * 3600  # seconds


class AccountAdapter(DefaultAccountAdapter):
    """Names and passwords."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy(
            "This name and password do not belong together. Check both, and the Caps Lock key."
        ),
        "incorrect_password": gettext_lazy("This is not your password. Check the Caps Lock key."),
        "enter_current_password": gettext_lazy("This is not your present password. Check the Caps Lock key."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Every answer is a page."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only ways that stay on this site."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the desk's pages leave notes of their own."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Who these credentials belong to; a guess too many is refused before the password is looked at."""
        attempt = count_attempt(request, "password", credentials.get("username", ""))
        person = authenticate(request, **credentials)
        if person:
            attempt.delete()
        return person

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Remember the browser, and that the session is in use."""
        response = super().post_login(request, user, **kwargs)
        request.session[SEEN] = timezone.now().isoformat()
        if not known_device(request, user.get_username()):
            mark = signing.dumps([user.get_username(), secrets.token_hex(8)], salt=DEVICE)
            response.set_cookie(
                DEVICE,
                mark,
                max_age=DEVICE_HOLDS,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
                path=reverse("desk:queue"),
            )
        return response

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """A code for whoever has a second factor, else the password."""
        methods = super().get_reauthentication_methods(user)
        codes = [method for method in methods if method["id"] == "mfa_reauthenticate"]
        return codes or methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Unless the strongest proof that somebody has was given a moment ago."""
        person = context.request.user
        wanted = "mfa" if has_two_factor(person) else "password"
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(context.request, person)
        return not any(record["method"] == wanted and record["at"] > since for record in records)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Codes. What the database holds of them is of no use without SECRET_KEY."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This code is not right, or was used already. Type the one that the app shows now."
        ),
    }

    def get_totp_label(self, user: Any) -> str:
        """The name that somebody signs in with."""
        return user.get_username()

    def encrypt(self, text: str) -> str:
        """For the database."""
        return seal(text, purpose=CODES)

    def decrypt(self, encrypted_text: str) -> str:
        """From the database."""
        return unseal(encrypted_text, purpose=CODES)


def count_attempt(request: HttpRequest, kind: str, name: str) -> SignInAttempt:
    """Begin an attempt from this browser. Raises ValidationError, with the seconds to wait, if there were too many."""
    address = DefaultAccountAdapter().get_client_ip(request)
    device = known_device(request, name)
    try:
        return begin_attempt(kind=kind, name=name, device=device, address=address, now=timezone.now())
    except TooManyAttempts as refusal:
        request.retry_after = refusal.wait  # type: ignore[attr-defined]
        raise ValidationError(str(refusal), code="too_many") from refusal


def known_device(request: HttpRequest, name: str) -> str:
    """The mark of a browser in which this person has signed in; "" for every other."""
    try:
        owner, mark = signing.loads(request.COOKIES.get(DEVICE, ""), salt=DEVICE, max_age=DEVICE_HOLDS)
    except (ValueError, signing.BadSignature):
        return ""
    return mark if owner.casefold() == name.casefold() else ""
