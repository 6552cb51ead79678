"""The pages about the newsroom as readers see them: what stands, what stood before, and what one changed of another."""

import re
from html import unescape
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from claims.models import AboutPage, AboutVersion
from claims.publication.marked_words import changes_marked
from claims.publication.prose import plain_prose, render_markdown
from claims.publication.scale import rating_scale

__all__ = [
    "AboutPage",
    "about_history",
    "about_words",
    "changes_of_about",
    "find_about",
    "methodology_version",
    "scale_of",
]
_HEADING = re.compile("<h2>(.*?)</h2>", re.DOTALL)
_TAG = re.compile("<[^>]*>")


def find_about(page: str, *versions: int) -> tuple[AboutVersion | Any, ...]:
    """These versions of a page in their order, none for what there is not; and last the current one."""
    newest = _versions(page).values("version")[:1]
    found = {row.version: row for row in _versions(page).filter(Q(version__in=versions) | Q(version=newest))}
    return (*(found.get(version) for version in versions), found[max(found)])


def about_history(page: str) -> list[dict]:
    """Every version of a page, the newest first: its number, its day, who saved it and why."""
    rows = _versions(page).values("version", "saved_at", "saved_by", "reason")
    return [dict(row) for row in rows]


def about_words(row: AboutVersion) -> SafeString:
    """A version's text as HTML, each heading with a place to link to that is named for its words."""
    taken = {"content"}

    def with_place(match: re.Match[str]) -> str:
        name = slugify(unescape(_TAG.sub("", match[1])))
        if not name or name in taken:
            return match[0]
        taken.add(name)
        return f'<h2 id="{name}">{match[1]}</h2>'

    html = _HEADING.sub(with_place, render_markdown(row.text))
    return mark_safe(html)  # noqa: S308 - sanitized; what is put in is made of letters, digits and hyphens


def scale_of(row: AboutVersion, *, is_current: bool) -> list[dict]:
    """The scale that a version explains: as it is now, or as it was when the version was saved."""
    return row.scale if row.page != AboutPage.RATINGS or not is_current else rating_scale()


def changes_of_about(before: AboutVersion, after: AboutVersion) -> list[dict]:
    """The parts in which two versions differ, with the words marked."""
    parts = {gettext_noop("text"): (plain_prose(before.text), plain_prose(after.text))}
    parts[gettext_noop("the scale")] = (_scale_words(before.scale), _scale_words(after.scale))
    return [
        {"name": name, "words": changes_marked(old, new)} for name, (old, new) in parts.items() if old != new
    ]


def methodology_version() -> int:
    """The number of the methodology that a verdict published now is made by."""
    return _versions(AboutPage.METHOD).values_list("version", flat=True)[0]


def _versions(page: str) -> QuerySet[AboutVersion]:
    return AboutVersion.objects.filter(page=page).order_by("-version")


def _scale_words(scale: list[dict]) -> str:
    return "\n".join(f"{rating['name']}: {rating['description']}" for rating in scale)
