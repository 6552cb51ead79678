"""A claim that a reader asked for enters triage like any other, with a place where it stands: what we were sent."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from claims.models import (
    Appearance,
    ArrivedBy,
    Article,
    Claim,
    ClaimKind,
    EvidenceStatus,
    ExtractionState,
    QuoteType,
    Voice,
)
from claims.review.moves import MoveNotAllowed

ASKED_FOR = 0.5  # nobody has read the words yet: in the middle of the queue
FACTORS = [{"name": "asked_for_by_a_reader", "weight": ASKED_FOR}]
TITLE_AT_MOST = 300


@dataclass(frozen=True)
class AskedClaim:
    """The claim and where it stood, as an editor has read them over."""

    words: str
    link: str
    outlet: str


def store_asked_claim(asked: AskedClaim, *, editor: User, now: datetime) -> Claim:
    """A candidate that stands in these words alone; no machine reads them again.

    Raises MoveNotAllowed where these very words are an appearance of a claim that we hold.
    """
    article, _is_new = Article.objects.get_or_create(
        sha256=hashlib.sha256(asked.words.encode()).hexdigest(),
        defaults={
            "text": asked.words,
            "title": asked.words.split("\n", 1)[0][:TITLE_AT_MOST],
            "url": asked.link,
            "outlet": asked.outlet,
            "arrived_by": ArrivedBy.READER,
            "submitted_by": editor,
            "submitted_at": now,
            "due_at": now,
            "state": ExtractionState.DONE,
            "extracted_at": now,
        },
    )
    _refuse_if_held(article)
    claim = Claim.objects.create(
        text=asked.words,
        kind=ClaimKind.FACT,
        checkworthiness=ASKED_FOR,
        factors=FACTORS,
        evidence_status=EvidenceStatus.UNSTATED,
        evidence_status_on=now.date(),
        created_at=now,
    )
    Appearance.objects.create(
        claim=claim,
        article=article,
        start=0,
        end=len(article.text),
        words=article.text,
        voice=Voice.ATTRIBUTED,
        quote_type=QuoteType.INDIRECT,
        evidence_status=EvidenceStatus.UNSTATED,
        found_by=["a reader"],
    )
    return claim


def _refuse_if_held(article: Article) -> None:
    held = article.appearances.select_related("claim").filter(start=0, end=len(article.text)).first()
    if held:
        raise MoveNotAllowed(
            _(
                "Cannot make this a claim: these very words are held as claim %(claim)s. "
                "Join the request to that one."
            )
            % {"claim": held.claim.public_id}
        )
