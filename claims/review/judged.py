"""A revision as its gates see it: what readers would see of it, and what it rests on, asked for once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from claims.models import ContactAttempt, ReplyOutcome, Revision
from claims.publication.ledger import preview_record
from claims.publication.origin import Origin, origin_of
from claims.publication.record import content_of
from claims.sources.queries import evidence_in_order, evidence_to_judge

if TYPE_CHECKING:
    from claims.sources.queries import CitedEvidence, JudgedEvidence


@dataclass
class Judged:
    """`content` is what readers would see, as an approval would be bound to it.

    `evidence` comes in its order, with sources, copies and confirmations.
    """

    revision: Revision
    origin: Origin
    evidence: "Sequence[JudgedEvidence]"
    content: dict

    @cached_property
    def record(self) -> dict:
        """The public record that publishing it would write."""
        return preview_record(self.revision, content=self.content, now=self.revision.updated_at)

    @property
    def not_asked(self) -> list[str]:
        """The speakers whom nobody has asked or left unasked for a reason, by name."""
        return [heard.speaker.name for heard in self.origin.heard if heard.is_to_ask]

    @property
    def last_awaited(self) -> ContactAttempt | None:
        """The attempt with the latest deadline of which nobody has written down what came back."""
        awaited = [each for each in self.origin.attempts if each.outcome == ReplyOutcome.AWAITED]
        return max(awaited, key=lambda attempt: (attempt.deadline, attempt.pk), default=None)


def judged(revision: Revision, origin: Origin | None = None) -> Judged:
    """A revision as it stands now; `origin` is given where it has been read already."""
    origin, evidence = (
        origin or origin_of(revision.review),
        list(evidence_to_judge().filter(revision=revision)),
    )
    return Judged(revision, origin, evidence, content_of(revision, origin=origin, evidence=evidence))


def cited(revision: Revision) -> "list[CitedEvidence]":
    """The evidence of a revision as a page wants it; asked for once where it is loaded."""
    if "evidence" in getattr(revision, "_prefetched_objects_cache", {}):
        return cast("list[CitedEvidence]", list(revision.evidence.all()))
    return list(evidence_in_order().filter(revision=revision))
