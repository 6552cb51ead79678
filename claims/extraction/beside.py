"""The words beside an attribution, in its sentence: where they begin and end."""

from spacy.tokens import Doc

from claims.extraction.proposals import Proposal

_FARTHEST = 80  # tokens before and behind an attribution


class Beside:
    """Knows where the parts of one attribution stand, and the words around them; it needs cue and source."""

    def __init__(self, doc: Doc, proposal: Proposal):
        assert proposal.cue is not None
        assert proposal.source is not None
        self.doc, self.cue, self.source = doc, proposal.cue, proposal.source
        self.contents = proposal.contents
        self.parts = [self.cue, self.source, *self.contents]
        self.first = min(start for start, _ in self.parts)
        self.start = max(doc[self.first].sent.start, self.first - _FARTHEST)
        last = max(end for _, end in self.parts)
        self.end = min(max(doc[last - 1].sent.end, self.end_of_sentence(last)), last + _FARTHEST)

    def end_of_sentence(self, at: int) -> int:
        """Where the sentence ends that goes on at a token: "“...,” she said" may be two for the parser."""
        return self.doc[at].sent.end if at < len(self.doc) and not self.closes(at) else at

    def closes(self, at: int) -> bool:
        """Has a sentence ended before a token?"""
        before = next((t for t in reversed(self.doc[max(0, at - 3) : at]) if not t.is_quote), None)
        is_stop = before is not None and before.text in ".?!"
        return is_stop and (self.doc[at].is_space or self.doc[at].text[:1].isupper() or before.text == ".")  # type: ignore[union-attr]

    def is_beside(self, at: int) -> bool:
        """Does a token stand outside the parts, but in a sentence of one?"""
        sentence = self.doc[at].sent
        is_inside = any(start <= at < end for start, end in self.parts)
        return not is_inside and any(
            start < sentence.end and sentence.start < end for start, end in self.parts
        )
