"""The evidence of a revision as editors give it, and how it is stored: each source once in a wording, with its copy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from claims.models import Evidence, Revision, Source, SourceKind
from claims.models.source import WORDING
from claims.review.moves import MoveNotAllowed
from claims.sources.copies import newest_copies

if TYPE_CHECKING:
    from claims.sources.queries import JudgedEvidence


@dataclass(frozen=True)
class EvidenceEntry:
    """One piece of evidence as an editor gives it.

    A protected source is named by its number alone (`source`); what else is said of it is not the entry's to say.
    """

    stance: str
    title: str
    publisher: str
    url: str
    kind: str
    excerpt: str = ""
    note: str = ""
    publisher_kind: str = ""
    interests: str = ""
    archive_url: str = ""
    accessed_on: date | None = None
    unavailable: str = ""
    source: str = ""


def entry_of(use: Evidence) -> EvidenceEntry:
    """What an editor gave for a piece of evidence."""
    source = use.source
    return EvidenceEntry(
        stance=use.stance,
        excerpt=use.excerpt,
        note=use.note,
        accessed_on=use.accessed_on,
        unavailable=use.unavailable,
        source=str(source.pk) if source.is_protected else "",
        **{name: getattr(source, name) for name in WORDING},
    )


def write_evidence(revision: Revision, entries: Sequence[EvidenceEntry]) -> None:
    """Let these be the evidence of a revision, each with the newest copy of its source."""
    sources = [_source(entry) for entry in entries]
    copies = newest_copies(sources)
    revision.evidence.all().delete()
    Evidence.objects.bulk_create(
        Evidence(
            revision=revision,
            source=source,
            copy=copies.get(source.pk),
            stance=entry.stance,
            excerpt=entry.excerpt,
            note=entry.note,
            accessed_on=entry.accessed_on,
            unavailable=entry.unavailable,
            position=position,
        )
        for position, (entry, source) in enumerate(zip(entries, sources, strict=True), start=1)
    )


def cites_newest_copies(uses: "Iterable[JudgedEvidence]") -> bool:
    """Whether every piece of evidence names the newest copy that its source has."""
    return all(use.copy_id == use.newest_copy for use in uses)


def _source(entry: EvidenceEntry) -> Source:
    if entry.source:
        protected = Source.objects.filter(pk=int(entry.source), kind=SourceKind.PROTECTED).first()
        if protected is None:
            raise MoveNotAllowed(
                _("Cannot save: there is no such protected source. Choose one that is written down.")
            )
        return protected
    source, _is_new = Source.objects.get_or_create(**{name: getattr(entry, name) for name in WORDING})
    return source
