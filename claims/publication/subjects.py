"""Speakers and topics of the verdicts that stand now, with how many of each rating there are."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, QuerySet

from claims.models import PublicListing, PublicNotice, PublicRecord, PublicSubject, PublicTally, SubjectKind
from claims.publication.verdict import rating_mark, speaker_path

__all__ = ["SPEAKER", "TOPIC", "Subject", "SubjectKind", "find_subject", "most_checked", "verdicts_on"]
SPEAKER, TOPIC = SubjectKind.SPEAKER, SubjectKind.TOPIC
LISTED = 60  # subjects on one page; beyond it there is the search
BAR = 100  # length of a bar that is as long as can be


@dataclass(frozen=True)
class Subject:
    """A speaker or topic as the newest record that names it does, and how its verdicts fall on the ratings."""

    pk: int
    key: str
    about: dict
    verdicts: int
    ratings: list[dict]

    @property
    def shows_scorecard(self) -> bool:
        """Whether there are enough verdicts for their numbers to mean anything."""
        return self.verdicts >= settings.SCORECARD_AT_LEAST


def find_subject(kind: SubjectKind, key: str) -> Subject | None:
    """A speaker or topic on whom a verdict stands now; none else."""
    standing = PublicTally.objects.filter(subject__kind=kind, subject__key=key, verdicts__gt=0)
    tallies = list(standing.select_related("subject"))
    if not tallies:
        return None
    subject = tallies[0].subject
    return Subject(subject.pk, subject.key, _entry(subject), subject.verdicts, _ratings(tallies))


def find_subjects(places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], dict]:
    """What records say of the subjects of these kinds and keys, in one query; also of those without a verdict now."""
    wanted = {(str(kind), key) for kind, key in places}
    rows = PublicSubject.objects.filter(
        kind__in={kind for kind, _ in wanted}, key__in={key for _, key in wanted}
    )
    return {(row.kind, row.key): _entry(row) for row in rows if (row.kind, row.key) in wanted}


def verdicts_on(subject: Subject) -> QuerySet[PublicListing]:
    """Its verdicts, newest first; `sequence` is the key to page by, `record` what the ledger has."""
    listed = PublicListing.objects.filter(subject=subject.pk).order_by("-sequence")
    return listed.annotate(record=F("verdict__record__record"))


def find_followed(kind: SubjectKind, key: str) -> Subject | None:
    """A speaker or topic on whom a verdict stands or stood; none else. Without its ratings."""
    subject = PublicSubject.objects.filter(kind=kind, key=key).first()
    return Subject(subject.pk, key, _entry(subject), subject.verdicts, []) if subject else None


def news_of(subject: Subject, count: int) -> list[PublicRecord]:
    """Its newest verdicts, and the notices of those that were taken back, with their records."""
    listed, noticed = (
        rows.objects.filter(subject=subject.pk).order_by("-sequence").values(key)[:count]
        for rows, key in ((PublicListing, "verdict"), (PublicNotice, "record"))
    )
    newest = PublicRecord.objects.filter(pk__in=listed.union(noticed, all=True)).order_by("-sequence")
    return list(newest[:count])


def most_checked(kind: SubjectKind, count: int = LISTED) -> list[dict]:
    """The speakers or topics with the most verdicts: what records say of them, and how many."""
    return [_entry(row) for row in standing_subjects(kind).order_by("-verdicts", "-pk")[:count]]


def standing_subjects(kind: SubjectKind) -> QuerySet[PublicSubject]:
    """The speakers or topics on whom a verdict stands now; `key` is what to page by."""
    return PublicSubject.objects.filter(kind=kind, verdicts__gt=0)


def _entry(row: PublicSubject) -> dict:
    """What records say of a subject, where its page is, and how many verdicts stand there."""
    path = speaker_path(row.about | {"id": row.key}) if row.kind == SPEAKER else ""
    return row.about | {"verdicts": row.verdicts, "path": path}


def _ratings(tallies: list[PublicTally]) -> list[dict]:
    """The ratings in the order of the scale, the true first and those off it last, with the length of their bars."""
    most = max(tally.verdicts for tally in tallies)
    ordered = sorted(tallies, key=lambda tally: (-(tally.about["value"] or 0), tally.about["name"]))
    return [
        rating_mark(tally.about) | {"verdicts": tally.verdicts, "bar": round(tally.verdicts / most * BAR)}
        for tally in ordered
    ]
