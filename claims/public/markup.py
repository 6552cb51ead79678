"""Structured data inside a page."""

import json

from django.utils.safestring import SafeString, mark_safe

# Without these a text inside the data could close its script element.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def json_ld(data: dict) -> SafeString:
    """The data as the content of a script element of type application/ld+json."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 - escaped just here
