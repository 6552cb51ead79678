"""Who tells, beside an attribution, what another said: by the words around it, for the parser takes asides apart."""

from collections.abc import Sequence

from spacy.tokens import Doc

from claims.extraction.proposals import Proposal, Range
from claims.extraction.teller_clauses import Clauses
from claims.extraction.teller_phrases import Phrases


def tellers(doc: Doc, proposal: Proposal, quoted: Sequence[bool]) -> list[Range]:
    """Give the words for those who tell it, in the sentence of an attribution that has a cue and a source.

    `quoted` tells of each token whether it stands inside a quotation.
    """
    if proposal.cue is None or proposal.source is None:
        return []
    phrases = Phrases(doc, proposal)
    found: list[Range] = []
    for start, end in (*Clauses(doc, proposal).ranges(), *phrases.phrases(), *phrases.passives()):
        if start < end and not quoted[start] and not any(start < e and s < end for s, e in found):
            found.append((start, end))
    return found
