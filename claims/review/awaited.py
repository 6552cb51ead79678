"""Who is still to be asked, and which replies are awaited: for the desk, its gates and its notices."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format

from claims.models import (
    Claim,
    ContactAttempt,
    HopRole,
    ReplyOutcome,
    Revision,
    RevisionState,
    Speaker,
)

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Place(TypedDict):
        revision_pk: int

    AwaitedReply = WithAnnotations[ContactAttempt, Place]

SOONEST_DEADLINE = ("deadline", "pk")
BEFOREHAND = timedelta(days=1)  # before its deadline a reply is worth a reminder


def speakers_of(claim: Claim) -> QuerySet[Speaker]:
    """Who said the claim, wherever it appears, in the order in which they were found."""
    said = Q(attributions__role=HopRole.ORIGINATOR, attributions__appearance__claim=claim)
    return Speaker.objects.filter(said).annotate(first=Min("attributions__pk")).order_by("first")


def replies_awaited(now: datetime) -> "QuerySet[ContactAttempt, AwaitedReply]":
    """Attempts whose deadline comes within a day or has passed, and of which nobody has written down what came back.

    With speaker, claim and assignee, and `revision_pk`, under whose address the answer is written down.
    """
    at_hand = (
        Revision.objects.filter(review=OuterRef("review"))
        .exclude(state__in=[RevisionState.SUPERSEDED, RevisionState.CANCELLED])
        .order_by("-number")
    )
    return (
        replies_due(now)
        .select_related("speaker", "review__claim", "review__assignee")
        .annotate(revision_pk=Subquery(at_hand.values("pk")[:1]))
    )


def replies_due(now: datetime) -> QuerySet[ContactAttempt]:
    """The same with nothing beside them, to be counted."""
    return _awaited().filter(deadline__lte=now + BEFOREHAND)


def clock(moment: datetime) -> str:
    """A moment as the desk writes it."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def _awaited() -> QuerySet[ContactAttempt]:
    return ContactAttempt.objects.filter(outcome=ReplyOutcome.AWAITED, withdrawn_at=None)
