"""What can be followed, by the name and address that readers know it by."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.models import FollowedKind, Following, PublicRecord, SubjectKind
from claims.publication.ledger import find_record
from claims.publication.subjects import find_subject, find_subjects


@dataclass(frozen=True)
class Followed:
    """A verdict, a speaker or a topic; `path` is its page, "" where there is none now."""

    kind: str
    key: str
    name: str
    path: str


def find_followed(kind: str, key: str) -> Followed | None:
    """What the public may know of under a key; None if that is nothing."""
    if kind == FollowedKind.CLAIM:
        found = find_record(key)
        return _verdict(found) if found else None
    subject = find_subject(SubjectKind(kind), key)
    return _subject(kind, key, subject.about) if subject else None


def all_followed(followings: Iterable[Following]) -> dict[int, Followed]:
    """The same for many, in two queries, by the keys of these rows; also subjects on whom no verdict stands now."""
    followings = list(followings)
    claims = [each.key for each in followings if each.kind == FollowedKind.CLAIM]
    others = [(each.kind, each.key) for each in followings if each.kind != FollowedKind.CLAIM]
    records = PublicRecord.objects.filter(until_at=None, public_id__in=claims)
    found = {(str(FollowedKind.CLAIM), row.public_id): _verdict(row) for row in records}
    found |= {place: _subject(*place, about) for place, about in find_subjects(others).items()}
    return {each.pk: found[each.kind, each.key] for each in followings if (each.kind, each.key) in found}


def _verdict(row: PublicRecord) -> Followed:
    return Followed(
        FollowedKind.CLAIM, row.public_id, row.record["claim_reviewed"], f"/claims/{row.public_id}/"
    )


def _subject(kind: str, key: str, about: dict) -> Followed:
    path = about["path"] if kind == FollowedKind.SPEAKER else f"/topics/{key}/"
    return Followed(kind, key, about["name"], path if about["verdicts"] else "")
