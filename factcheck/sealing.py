"""Secrets that the database has to hold, in a form that is of no use without SECRET_KEY."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotUnseal(Exception):
    """What was sealed with a SECRET_KEY that is not known any more."""


def seal(text: str, *, purpose: str) -> str:
    """The text for the database; only the same purpose opens it again."""
    return _lock(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """The text from the database. Raises CannotUnseal."""
    try:
        return _lock(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotUnseal("It was sealed with another SECRET_KEY.") from error


def _lock(purpose: str) -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"{purpose} of {key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
