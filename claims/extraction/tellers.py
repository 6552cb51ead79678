"""Who tells, beside an attribution, what another said: by the words around it, for the parser takes asides apart."""

from collections.abc import Sequence

from spacy.tokens import Doc

from claims.extraction.proposals import Proposal, Range
from claims.extraction.teller_clauses import Clauses, holds_noun
from claims.extraction.teller_phrases import Phrases

_RUMOURS = frozenset("rumour rumor rumours rumors legend gossip".split())


class Near(Clauses, Phrases):
    """All that stands beside one attribution."""


def tellers(doc: Doc, proposal: Proposal, quoted: Sequence[bool]) -> list[Range]:
    """Give the words for those who tell it, in the sentence of an attribution that has a cue and a source.

    `quoted` tells of each token whether it stands inside a quotation.
    """
    if proposal.cue is None or proposal.source is None:
        return []
    near = Near(doc, proposal)
    found: list[Range] = []
    for start, end in (*near.clauses(), *near.governing(), *near.phrases(), *near.passives()):
        may_tell = holds_noun(doc, (start, end)) and doc[end - 1].lower_ not in _RUMOURS
        if may_tell and not quoted[start] and not any(start < e and s < end for s, e in found):
            found.append((start, end))
    return found
