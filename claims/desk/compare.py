"""Two versions of the same content side by side, for whoever saved too late."""

from datetime import date
from typing import Any

from claims.models import Topic

NAMES = {
    "evidence_status_on": "evidence status as of",
    "body": "what we found",
    "why_chosen": "why we checked it",
    "primary_explanation": "why no primary source",
    "correction_note": "note to readers",
    "raised_to": "count it as",
}


def differences(stored: Any, typed: Any) -> list[dict]:
    """The fields in which two contents of the same kind differ: what is stored now, and what was typed."""
    return [
        {
            "name": NAMES.get(field, field.replace("_", " ")),
            "stored": _readable(field, old),
            "typed": _readable(field, new),
        }
        for field, old in vars(stored).items()
        if (new := vars(typed)[field]) != old
    ]


def _readable(field: str, value: Any) -> str:
    """A value as lines of text."""
    if field == "topics":
        return ", ".join(Topic.objects.filter(pk__in=value).order_by("name").values_list("name", flat=True))
    if isinstance(value, tuple):
        return "\n".join(", ".join(str(said) for said in vars(entry).values() if said) for entry in value)
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    return str(value).replace("_", " ") if field in ("kind", "evidence_status") else str(value or "")
