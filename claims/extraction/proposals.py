"""The form in which attributions are proposed, whoever proposes them: cue, source and content, tied by one id.

In a Doc they stand as spans of doc.spans["cues"], ["sources"], ["contents"] and ["relays"] (the words for who passed
it on); spans with the same id belong to one attribution, and the label of a content names its finder. The steps
behind (relayers, speakers, evidence, claims) read nothing else, so that a learned tagger can propose beside the rules
or in their place.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

Range = tuple[int, int]  # first token and the one after the last


@dataclass(eq=False)
class Proposal:
    """One attribution in the making; ranges count tokens."""

    found_by: str
    cue: Range | None = None
    source: Range | None = None
    contents: list[Range] = field(default_factory=list)
    relays: list[Range] = field(default_factory=list)
    id: str = ""  # given when it is stored

    @property
    def start(self) -> int:
        return min(start for start, _ in self.contents)


def write_proposals(doc: Doc, proposals: Iterable[Proposal]) -> None:
    """Store proposals as spans, replacing what was there; one without content is no attribution."""
    groups: dict[str, list[Span]] = {"contents": [], "cues": [], "sources": [], "relays": []}
    kept = sorted((p for p in proposals if p.contents), key=lambda p: (p.start, p.cue or (0, 0)))
    for number, proposal in enumerate(kept, start=1):
        for group, ranges in ranges_of(proposal).items():
            groups[group] += [Span(doc, *r, label=proposal.found_by, span_id=f"a{number}") for r in ranges]
    for group, spans in groups.items():
        doc.spans[group] = spans


def ranges_of(proposal: Proposal) -> dict[str, list[Range]]:
    return {
        "contents": merged(proposal.contents),
        "cues": [proposal.cue] if proposal.cue else [],
        "sources": [proposal.source] if proposal.source else [],
        "relays": proposal.relays,
    }


def read_proposals(doc: Doc) -> list[Proposal]:
    """Give the proposals stored in a Doc, in the order of their ids."""
    proposals: dict[str, Proposal] = {}
    for span in doc.spans.get("contents", ()):
        proposal = proposals.setdefault(span.id_, Proposal(span.label_, id=span.id_))
        proposal.contents.append((span.start, span.end))
    for span in doc.spans.get("cues", ()):
        proposals[span.id_].cue = (span.start, span.end)
    for span in doc.spans.get("sources", ()):
        proposals[span.id_].source = (span.start, span.end)
    for span in doc.spans.get("relays", ()):
        proposals[span.id_].relays.append((span.start, span.end))
    return list(proposals.values())


def merged(ranges: Iterable[Range]) -> list[Range]:
    """Sort ranges and join those that touch or overlap."""
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def trimmed(doc: Doc, start: int, end: int, *, keep_stop: bool = False) -> Range | None:
    """Leave out blanks and punctuation at both ends, and a leading "that"; None if nothing is left.

    Quotation marks and brackets stay: they belong to the words. With `keep_stop` a last full stop stays too.
    """
    while start < end and (is_edge(doc[start]) or opens_clause(doc[start])):
        start += 1
    while start < end and is_edge(doc[end - 1]) and not (keep_stop and doc[end - 1].text in _STOPS):
        end -= 1
    return (start, end) if start < end else None


def opens_clause(token: Token) -> bool:
    """ "(she said) that it held", and neither "That holds" nor "that bridge"."""
    return token.text == "that" and token.tag_ != "DT"


def is_edge(token: Token) -> bool:
    return token.is_space or token.text in _EDGES


_STOPS = frozenset((".", "?", "!", "…"))
_EDGES = _STOPS | {",", ";", ":", "-", "–", "—", "--", "―"}
