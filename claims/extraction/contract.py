"""The contract of extraction: what is found in an article, as plain frozen values.

Positions are `start`, `end`: characters of the article's text, end excluded; `text[start:end]` gives the words again.
"""

from dataclasses import dataclass
from typing import Any, Literal

QuoteType = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "organization", "group", "document", "unnamed"]
ClaimKind = Literal["fact", "prediction", "pledge", "opinion"]
EvidenceStatus = Literal["none_provided", "cited", "disputed", "unstated"]
Voice = Literal["attributed", "outlet"]

PIPELINE_VERSION = "2.11.0"


class ModelNotInstalled(Exception):
    """A model that the extraction needs is absent or broken; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the article: its words and where they stand."""

    text: str
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class FoundSpeaker:
    """Someone who speaks or relays: the fullest name in the article, and the words used here ("he")."""

    name: str
    kind: SpeakerKind
    title: str  # held then, such as "Secretary of State"; "" if the article gives none
    mention: str
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "kind": self.kind,
            "title": self.title,
            "mention": self.mention,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class Factor:
    """One readable reason for a check-worthiness, and how much it weighs."""

    name: str
    weight: float

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "weight": self.weight}


@dataclass(frozen=True, slots=True)
class ExtractedAttribution:
    """What somebody is reported to have said: speakers, cue, and the content, which may be in pieces.

    "According to the Post, Ana said no" is two: what Ana said, relayed by the Post, and what the Post says of it. The
    claim is made of the first alone.
    """

    id: str
    spans: tuple[tuple[int, int], ...]
    cue: Words | None  # None for a quotation whose speaker is known from the one before it
    speakers: tuple[FoundSpeaker, ...]
    quote_type: QuoteType
    relayers: tuple[FoundSpeaker, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "spans": [list(span) for span in self.spans],
            "cue": self.cue.as_json() if self.cue else None,
            "speakers": [speaker.as_json() for speaker in self.speakers],
            "quote_type": self.quote_type,
            "relayed_by": [relayer.name for relayer in self.relayers],
        }


@dataclass(frozen=True, slots=True)
class ExtractedClaim:
    """One checkable statement of the article, with who made it and what the story says of the evidence."""

    text: str
    start: int
    end: int
    voice: Voice
    attribution: str | None  # id of the attribution it belongs to; None in the outlet's own voice
    speakers: tuple[FoundSpeaker, ...]
    relayers: tuple[FoundSpeaker, ...]
    cue: Words | None
    quote_type: QuoteType
    evidence_status: EvidenceStatus
    evidence_cue: Words | None
    kind: ClaimKind
    checkworthiness: float
    factors: tuple[Factor, ...]
    found_by: tuple[str, ...]

    @property
    def relayed_by(self) -> tuple[str, ...]:
        """The names of those who passed it on."""
        return tuple(relayer.name for relayer in self.relayers)

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "voice": self.voice,
            "attribution": self.attribution,
            "speakers": [{"name": speaker.name, "kind": speaker.kind} for speaker in self.speakers],
            "relayed_by": list(self.relayed_by),
            "cue": self.cue.text if self.cue else None,
            "quote_type": self.quote_type,
            "evidence_status": self.evidence_status,
            "evidence_cue": self.evidence_cue.as_json() if self.evidence_cue else None,
            "kind": self.kind,
            "checkworthiness": self.checkworthiness,
            "factors": [factor.as_json() for factor in self.factors],
            "found_by": list(self.found_by),
        }


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one article, and what found it."""

    model: str
    pipeline: str
    language: str  # ISO 639-1; nothing is looked for unless it is "en"
    attributions: tuple[ExtractedAttribution, ...] = ()
    claims: tuple[ExtractedClaim, ...] = ()

    def as_json(self, id: str) -> dict[str, Any]:
        """Give the JSON object of the contract; `id` names the article."""
        return {
            "id": id,
            "model": self.model,
            "pipeline": self.pipeline,
            "language": self.language,
            "attributions": [attribution.as_json() for attribution in self.attributions],
            "claims": [claim.as_json() for claim in self.claims],
        }
