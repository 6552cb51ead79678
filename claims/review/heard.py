"""What was done to hear the speakers of a review, read in the very question that reads the review itself."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from claims.models import ContactAttempt, Speaker, UnaskedSpeaker
from claims.publication.replies import Heard, heard_of

_OF_ATTEMPT = (
    "id",
    "speaker_id",
    "asked",
    "channel",
    "contacted_at",
    "deadline",
    "outcome",
    "answered_at",
    "excerpt",
    "excerpt_approved_at",
)
_OF_UNASKED = ("speaker_id", "reason", "words", "link")


def reply_rows() -> dict[str, ArraySubquery]:
    """Annotations of a revision, from which `heard_beside` reads."""
    attempts = ContactAttempt.objects.filter(review=OuterRef("review"), withdrawn_at=None)
    unasked = UnaskedSpeaker.objects.filter(review=OuterRef("review"))
    return {
        "attempt_rows": ArraySubquery(attempts.order_by("contacted_at", "pk").values(each=_row(_OF_ATTEMPT))),
        "unasked_rows": ArraySubquery(unasked.values(each=_row(_OF_UNASKED))),
    }


def heard_beside(revision: Any, speakers: Iterable[Speaker]) -> list[Heard]:
    """The same as `heard_speakers` gives, of a revision with `reply_rows`."""
    return heard_of(
        speakers,
        [ContactAttempt(**_with_moments(row)) for row in revision.attempt_rows],
        [UnaskedSpeaker(**row) for row in revision.unasked_rows],
    )


def _row(fields: Iterable[str]) -> JSONObject:
    return JSONObject(**{name: name for name in fields})


def _with_moments(row: dict[str, Any]) -> dict[str, Any]:
    """JSON has moments as text."""
    moments = ("contacted_at", "deadline", "answered_at", "excerpt_approved_at")
    return row | {name: datetime.fromisoformat(row[name]) for name in moments if row[name]}
