"""Addresses and numbers of people, which stay at the desk: never before readers, never in the audit."""

import re

from django.utils.translation import gettext as _

from claims.review.moves import MoveNotAllowed

_MAIL = r"[^\s@<>()]+@[^\s@<>()]+\.\w{2,}"
# With the sign or the nought that such numbers begin with, or in the groups of North America; never within a number.
_PHONE = r"(?<![\w.,+])(?:(?:\+|0)(?:[ ()/\-–]{0,2}\d){6,}|\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4})(?![\w])"
_DETAILS = re.compile(f"{_MAIL}|{_PHONE}")


def refuse_contact_details(text: str, *, act: str) -> None:
    """Raise MoveNotAllowed if the text holds a mail address or a phone number."""
    if _DETAILS.search(text):
        raise MoveNotAllowed(
            _(
                "Cannot %(act)s: the words hold a mail address or a phone number, which never leaves the desk. "
                "Keep it in the field for it alone."
            )
            % {"act": act}
        )
