"""A revision as its gates see it: what readers would see of it, and what it rests on, asked for once."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from claims.models import ContactAttempt, Revision
from claims.publication.ledger import preview_record
from claims.publication.record import content_of
from claims.review.awaited import replies_open, speakers_to_ask
from claims.sources.queries import evidence_in_order

if TYPE_CHECKING:
    from claims.sources.queries import CitedEvidence


@dataclass
class Judged:
    """`content` is what readers would see, as an approval would be bound to it."""

    revision: Revision
    content: dict

    @cached_property
    def record(self) -> dict:
        """The public record that publishing it would write."""
        return preview_record(self.revision, content=self.content, now=self.revision.updated_at)

    @cached_property
    def evidence(self) -> "list[CitedEvidence]":
        """The evidence in its order, with sources, copies and confirmations."""
        return cited(self.revision)

    @cached_property
    def not_asked(self) -> list[str]:
        """The speakers whom nobody has asked or left unasked for a reason, by name."""
        return list(speakers_to_ask(self.revision.review).values_list("name", flat=True))

    @cached_property
    def last_awaited(self) -> ContactAttempt | None:
        """The attempt with the latest deadline of which nobody has written down what came back."""
        return replies_open(self.revision.review).last()


def judged(revision: Revision) -> Judged:
    """A revision as it stands now."""
    return Judged(revision, content_of(revision))


def cited(revision: Revision) -> "list[CitedEvidence]":
    """The evidence of a revision in its order, with sources and confirmations; asked for once where it is loaded."""
    if "evidence" in getattr(revision, "_prefetched_objects_cache", {}):
        return cast("list[CitedEvidence]", list(revision.evidence.all()))
    return list(evidence_in_order().filter(revision=revision))
