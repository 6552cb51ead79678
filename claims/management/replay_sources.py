"""Replay what a demo newsroom's desk did with its sources: copies kept, names protected, a link that went dead."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import User

from claims.models import Source, SourceKind
from claims.models.source import WORDING
from claims.review.citing import EvidenceEntry
from claims.sources.copies import add_copy
from claims.sources.links import note_dead_link
from claims.sources.protected import confirm_source, protect_source


def entry_from(piece: dict[str, Any]) -> EvidenceEntry:
    """A piece of evidence as a story gives it; a protected source by what readers may know of it."""
    if "protected" not in piece:
        return EvidenceEntry(**piece)
    source = Source.objects.get(kind=SourceKind.PROTECTED, title=piece["protected"]["description"])
    said = {key: value for key, value in piece.items() if key != "protected"}
    return EvidenceEntry(**said, **{name: getattr(source, name) for name in WORDING}, source=str(source.pk))


def protecting(entry: dict[str, Any], author: User) -> Iterator[Callable[[datetime], object]]:
    """The steps that write protected sources down, before a revision cites them."""
    for piece in entry["revision"].get("evidence", []):
        if "protected" in piece:
            yield partial(_protect, piece["protected"], author)


def _protect(told: dict[str, str], author: User, now: datetime) -> None:
    words = {key: told[key] for key in ("name", "description", "danger")}
    source = protect_source(editor=author, **words, now=now)
    if "confirmed_by" in told:
        second = User.objects.get(username=told["confirmed_by"])
        confirm_source(source_id=source.pk, editor=second, now=now)


def keep_copies(entries: Iterable[EvidenceEntry], author: User, now: datetime) -> None:
    """Keep what each open source says as a copy, as if its page had been saved as text."""
    cited = [entry for entry in entries if not entry.source]
    for entry in cited:
        source, _ = Source.objects.get_or_create(**{name: getattr(entry, name) for name in WORDING})
        said = [other.excerpt for other in cited if other.url == entry.url]
        page = "\n\n".join([entry.title, entry.publisher, *said])
        add_copy(source_id=source.pk, editor=author, content=page.encode(), name="page.txt", now=now)


def find_dead(dead: dict[str, Any], now: datetime) -> None:
    """Somebody followed a link, and it led nowhere."""
    source = Source.objects.filter(url=dead["url"]).earliest("pk")
    editor = User.objects.get(username=dead["by"])
    note_dead_link(source_id=source.pk, editor=editor, reason=dead["found"], now=now)
