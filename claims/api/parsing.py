"""JSON as strictly as RFC 8259 and RFC 7493 mean it: what is not clear to every reader is refused."""

import json
from collections.abc import Mapping
from math import isinf
from typing import Any

from django.conf import settings
from django.utils.http import parse_header_parameters
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser

from claims.api.problems import TooLarge

DEEPEST = 32  # objects and lists within each other; what we ask for needs three


class StrictJSONParser(BaseParser):
    """One JSON object in UTF-8, no larger than the settings allow, without duplicate names, NaN or deep nesting."""

    media_type = "application/json"

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping | None = None
    ) -> dict:
        """The object that the request carries."""
        _, parameters = parse_header_parameters(media_type or "")
        if parameters.get("charset", "utf-8").lower() != "utf-8":
            raise UnsupportedMediaType(media_type or "", detail="Send JSON in UTF-8.")
        return parse_object(_read(stream, settings.DATA_UPLOAD_MAX_MEMORY_SIZE))


def parse_object(body: bytes) -> dict:
    """The JSON object in `body`; raises ParseError with what is wrong and where."""
    try:
        parsed = json.loads(
            body.decode(),
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse_constant,
            parse_float=_finite,
        )
        _refuse_depth(parsed, DEEPEST)
    except UnicodeDecodeError as error:
        raise ParseError(f"Byte {error.start + 1:,} of the request is not UTF-8.") from error
    except RecursionError as error:
        raise ParseError("The JSON is nested too deeply.") from error
    except ValueError as error:
        raise ParseError(f"This is not valid JSON: {error}.") from error
    if not isinstance(parsed, dict):
        raise ParseError("Send one JSON object, with the fields by their names.")
    return parsed


def _read(stream: Any, limit: int) -> bytes:
    body = stream.read(limit + 1)
    if len(body) > limit:
        raise TooLarge(f"The request is larger than {limit:,} bytes, the most we take at once.")
    return body


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _finite(number: str) -> float:
    if isinf(read := float(number)):
        raise ValueError("a number is too large")
    return read


def _refuse_depth(value: Any, left: int) -> None:
    if not isinstance(value, dict | list):
        return
    if not left:
        raise ValueError(f"it is nested more than {DEEPEST} deep")
    for each in value.values() if isinstance(value, dict) else value:
        _refuse_depth(each, left - 1)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")
