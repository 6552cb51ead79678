"""Two versions of the same content side by side, for whoever saved too late, and what they take from each."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from claims.models import ClaimKind, EvidenceStatus, Rating, Topic
from claims.publication.marked_words import sides_marked
from factcheck.labels import within

Content = TypeVar("Content", bound=Any)
TAKE = "take_"  # begins the name of each choice between the two versions
NAMES = {
    "kind": _("kind"),
    "speakers": _("speakers"),
    "evidence_status_on": _("evidence status as of"),
    "body": _("what we found"),
    "why_chosen": _("why we checked it"),
    "primary_explanation": _("why no primary source"),
    "correction_note": _("note to readers"),
    "raised_to": _("count it as"),
}

LABELS = {"kind": dict(ClaimKind.choices), "evidence_status": dict(EvidenceStatus.choices)}


def differences(
    stored: Any, typed: Any, base: str = "", choices: Mapping[str, str] | None = None
) -> list[dict]:
    """The fields in which two contents of the same kind differ: what is stored now, and what was typed.

    `base` tells what both began with (see base_of): what only one of them has changed is chosen beforehand.
    """
    began = dict(part.partition(":")[::2] for part in base.split(","))
    return [
        _row(field, old, new, (choices or {}).get(TAKE + field) or _changed_by(field, old, new, began))
        for field, old in vars(stored).items()
        if (new := vars(typed)[field]) != old
    ]


def base_of(content: Any) -> str:
    """What a form was filled with when it was opened, as a short digest of each field."""
    return ",".join(f"{field}:{_digest(value)}" for field, value in vars(content).items())


def chosen(typed: Content, stored: Any, choices: Mapping[str, str]) -> Content:
    """What was typed, with what is stored in those fields where that was chosen."""
    taken = {name: value for name, value in vars(stored).items() if choices.get(TAKE + name) == "stored"}
    return replace(typed, **taken)


def is_choosing(data: Mapping[str, str]) -> bool:
    """Whether a form was sent from a page that showed both versions."""
    return any(name.startswith(TAKE) for name in data)


def _row(field: str, old: Any, new: Any, choice: str) -> dict:
    stored, typed = _readable(field, old), _readable(field, new)
    stored_marked, typed_marked = sides_marked(stored, typed)
    return {
        "field": field,
        "name": NAMES.get(field, field.replace("_", " ")),
        "stored": stored,
        "typed": typed,
        "stored_marked": stored_marked,
        "typed_marked": typed_marked,
        "choice": choice,
    }


def _changed_by(field: str, old: Any, new: Any, began: dict[str, str]) -> str:
    """Whose version to take if one of them alone is a change; "" where both are, or nobody knows."""
    if field not in began:
        return ""
    by_them, by_us = _digest(old) != began[field], _digest(new) != began[field]
    return "" if by_them == by_us else "stored" if by_them else "typed"


def _digest(value: Any) -> str:
    return hashlib.sha256(repr(_plain(value)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _plain(value: Any) -> Any:
    """A value as it reads the same whether it was stored or typed."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, tuple | list):
        return [_plain(vars(each) if hasattr(each, "__dict__") else each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return str(value)


def _readable(field: str, value: Any) -> str:
    """A value as lines of text."""
    if field == "topics":
        return ", ".join(Topic.objects.filter(pk__in=value).order_by("name").values_list("name", flat=True))
    if isinstance(value, tuple | list):
        return "\n".join(", ".join(str(part) for part in vars(each).values() if part) for each in value)
    if isinstance(value, date):
        return date_format(value)
    if field in LABELS:
        return within(str(LABELS[field].get(value, value or "")))
    return gettext(value.name) if isinstance(value, Rating) else str(value or "")
