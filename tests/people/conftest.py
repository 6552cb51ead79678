"""People who sign in through the door, with password and code."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory

PASSWORD = "a bridge over the Sorn"


def code_of(secret, at=None):
    """What an app that was told the secret shows at a time, by default now."""
    return format_hotp_value(hotp_value(secret, int(at or time.time()) // 30))


@pytest.fixture
def make_person(db):
    """Call it for somebody with a role and a password."""

    def make(username="ruth", role="Editor", **fields):
        person = UserFactory(username=username, role=role, **fields)
        person.set_password(PASSWORD)
        person.save()
        return person

    return make


@pytest.fixture
def person(make_person):
    return make_person()


@pytest.fixture
def secret(person):
    """The key of the person's app, which is set up."""
    key = generate_totp_secret()
    TOTP.activate(person, key)
    RecoveryCodes.activate(person)
    return key


@pytest.fixture
def recovery_codes(person, secret):
    return Authenticator.objects.get(user=person, type="recovery_codes").wrap().generate_codes()


@pytest.fixture
def enter():
    """Call it to send name and password from a browser of its own, or from the one given."""

    def enter(username="ruth", password=PASSWORD, browser=None, **data):
        browser = browser or Client()
        answer = browser.post(reverse("desk:sign-in"), {"username": username, "password": password, **data})
        answer.browser = browser
        return answer

    return enter


@pytest.fixture
def required(settings):
    """As in every newsroom that is not a demo."""
    settings.REQUIRE_TWO_FACTOR = True
