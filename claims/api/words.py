"""Words that programs send, and how the OpenAPI document says which are taken."""

import re
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError as Unreadable
from django.utils import timezone
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers
from rest_framework.serializers import CharField, DateField, DateTimeField, IntegerField, RegexField, URLField

from claims.api.times import read_moment
from claims.intake.text import INVISIBLE, NEVER_READ, OVERRIDES, clean_line, refuse_unreadable

WORDS_AT_MOST = 5_000  # characters of a reason, an excerpt, a note
HIGHEST_KEY = 2**63 - 1
_BLANK = "".join(character for character in map(chr, range(0xD800)) if character.isspace())


def _pattern(never: str, some: str = "") -> str:
    """Words without any of these characters; if `some` are given, with at least one that is none of both.

    A pattern is written in ASCII as far as ECMA-262 allows. Surrogates need no word: text in UTF-8 has none.
    """
    never = never.replace("\ud800-\udfff", "")
    pattern = f"^[^{never}]*[^{never}{some}][^{never}]*$" if some else f"^[^{never}]*$"
    return re.sub("[^ -~\U00010000-\U0010ffff]", lambda found: f"\\u{ord(found[0]):04x}", pattern)


READABLE = _pattern(NEVER_READ + OVERRIDES)
WORDED = _pattern(NEVER_READ + OVERRIDES, _BLANK)
NAMED = _pattern(NEVER_READ + OVERRIDES, _BLANK + INVISIBLE)
SEARCHED = _pattern("\0", _BLANK)
WITHOUT_NUL = _pattern("\0")
# Addresses that are taken are more; that each of these is taken, the document can promise.
LINKED = r"^https?://([a-z0-9]{1,40}\.){1,3}[a-z]{2,12}(/[A-Za-z0-9._~!$'()*+,;=:@%/?#-]*)?$"


class Prose(CharField):
    """Readable text of one's own words; a number is not taken for its digits."""

    def __init__(self, **kwargs: Any):
        super().__init__(**({"max_length": WORDS_AT_MOST} | kwargs))

    def to_internal_value(self, data: Any) -> str:
        """The text. Refuses what nobody can read, saying where it is."""
        return super().to_internal_value(self.read(data)).replace("\r\n", "\n")

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Clean first, so that what is left is what may be blank or too long."""
        if isinstance(data, str):
            data = self.read(data)
        return super().run_validation(data)

    def read(self, data: Any) -> str:
        """The text as it will be stored."""
        if not isinstance(data, str):
            raise serializers.ValidationError("Send this as text in quotation marks.")
        try:
            refuse_unreadable(data)
        except Unreadable as error:
            raise serializers.ValidationError(error.messages) from error
        return data


class Line(Prose):
    """A name or title, on one line."""

    def read(self, data: Any) -> str:
        """The line without what is invisible."""
        return clean_line(super().read(data))


class Word(RegexField):
    """A slug or an id; a number is not taken for its digits."""

    def to_internal_value(self, data: Any) -> str:
        """The word."""
        if not isinstance(data, str):
            raise serializers.ValidationError("Send this as text in quotation marks.")
        return super().to_internal_value(data)


class Key(IntegerField):
    """The number of something that is stored; neither digits in a text nor a truth value are taken for it."""

    def __init__(self, **kwargs: Any):
        super().__init__(min_value=1, max_value=HIGHEST_KEY, **kwargs)

    def to_internal_value(self, data: Any) -> int:
        """The number."""
        if isinstance(data, bool) or not isinstance(data, int | float) or data != int(data):
            raise serializers.ValidationError("Send this as a whole number.")
        return super().to_internal_value(int(data))  # JSON Schema takes 7.0 for one too


class YesOrNo(serializers.BooleanField):
    """A truth value; no word or number is taken for one."""

    def to_internal_value(self, data: Any) -> bool:
        """True or false."""
        if not isinstance(data, bool):
            raise serializers.ValidationError("Send true or false.")
        return data


class Moment(DateTimeField):
    """A moment with its zone."""

    def to_internal_value(self, data: Any) -> datetime:
        """The moment, in UTC."""
        try:
            return read_moment(data if isinstance(data, str) else "")
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from None


class KnownDay(DateField):
    """A day up to today, of which something is known."""

    def to_internal_value(self, value: Any) -> date:
        """The day. Refuses those to come."""
        if (day := super().to_internal_value(value)) > timezone.localdate():
            raise serializers.ValidationError("This day is in the future.")
        return day


class WebAddress(URLField):
    """Where a work can be found."""


class WordsInTheDocument(OpenApiSerializerFieldExtension):
    """Which words are taken; drf-spectacular finds this by its target."""

    target_class = Prose
    match_subclasses = True

    def map_serializer_field(self, auto_schema: object, direction: str) -> dict:
        """Text, with the characters that it may have."""
        if self.target.allow_blank:
            return {"type": "string", "pattern": READABLE}
        return {"type": "string", "pattern": NAMED if isinstance(self.target, Line) else WORDED}


class WebAddressInTheDocument(OpenApiSerializerFieldExtension):
    """Which addresses are taken; drf-spectacular finds this by its target."""

    target_class = WebAddress

    def map_serializer_field(self, auto_schema: object, direction: str) -> dict:
        """An address of the web."""
        return {"type": "string", "format": "uri", "pattern": LINKED}
