"""Where a claim comes from: what readers see of it whatever a revision says, and how its speakers were heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from claims.models import Appearance, Attribution, Claim, ContactAttempt, HopRole, Review, UnaskedSpeaker
from claims.publication.replies import Heard, entries_of, heard_of, standing_attempts


@dataclass(frozen=True)
class Origin:
    """A claim's appearances, the first one first, and who said it there; asked for once in an act.

    `attempts` are those to ask speakers that stand, the oldest first; `unasked` tells why some were not asked; `links`
    is what the claim bears on, by ids that readers know.
    """

    claim: Claim
    topics: Sequence[dict]
    links: Sequence[dict]
    appearances: Sequence[Appearance]
    hops: Sequence[Attribution]
    attempts: Sequence[ContactAttempt]
    unasked: Sequence[UnaskedSpeaker]

    @cached_property
    def heard(self) -> list[Heard]:
        """What was done to hear each of those who made the claim."""
        speakers = [hop.speaker for hop in self.hops if hop.role == HopRole.ORIGINATOR]
        return heard_of(speakers, self.attempts, self.unasked)

    def content(self) -> dict:
        """All of it that is in every record."""
        return {
            "claim_reviewed": self.claim.text,
            "kind": self.claim.kind,
            "topics": self.topics,
            "speakers": _speakers(self.hops, HopRole.ORIGINATOR),
            "relayed_by": _speakers(self.hops, HopRole.RELAYER),
            "appearances": [_appearance(appearance) for appearance in self.appearances],
            "replies": entries_of(self.heard),
        }


def origin_of(review: Review) -> Origin:
    """Where the claim of a review comes from, as it stands now."""
    claim = review.claim
    in_order = ("article__published_at", "pk")
    links = claim.links.order_by("kind", "other__public_id").values_list("kind", "other__public_id")
    hops = Attribution.objects.filter(appearance__claim=claim).select_related("speaker")
    return Origin(
        claim=claim,
        links=[{"kind": kind, "claim": public_id} for kind, public_id in links],
        topics=[dict(topic) for topic in claim.topics.order_by("name").values("name", "slug")],
        appearances=list(
            claim.appearances.select_related("article").defer("article__text").order_by(*in_order)
        ),
        hops=list(hops.order_by(*(f"appearance__{field}" for field in in_order), "hop")),
        attempts=list(standing_attempts(review)),
        unasked=list(review.unasked_speakers.all()),
    )


def _speakers(hops: Sequence[Attribution], role: HopRole) -> list[dict]:
    """Each speaker once, with the title held at the first appearance."""
    first: dict[int, Attribution] = {}
    for hop in hops:
        if hop.role == role:
            first.setdefault(hop.speaker_id, hop)
    return [_speaker(hop) for hop in first.values()]


def _speaker(hop: Attribution) -> dict:
    wikidata = hop.speaker.wikidata_id
    return {
        "id": hop.speaker_id,
        "name": hop.speaker.name,
        "kind": hop.speaker.kind,
        "title": hop.title,
        "same_as": f"https://www.wikidata.org/wiki/{wikidata}" if wikidata else None,
    }


def _appearance(appearance: Appearance) -> dict:
    article = appearance.article
    return {
        "words": appearance.words,
        "quote_type": appearance.quote_type,
        "cue": appearance.cue,
        "evidence_status": appearance.evidence_status,
        "article": {
            "title": article.title,
            "outlet": article.outlet,
            "byline": article.byline,
            "url": article.url,
            "published_at": article.published_at.isoformat() if article.published_at else None,
        },
    }
