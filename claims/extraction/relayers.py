"""Component `relayers`: who passed on what another said."""

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.proposals import Proposal, Range, read_proposals, write_proposals
from claims.extraction.vocabulary import DOCUMENTS, OUTLETS

_SAME_SPEAKER = frozenset("he she they it i we".split())  # "the mayor said she believes": nobody relays


@Language.factory("relayers", requires=["doc.spans", "token.dep"], assigns=["doc.spans"])
def make_relayers(nlp: Language, name: str) -> "Relayers":
    """Build the component."""
    return Relayers()


class Relayers:
    """Turn an attribution that only passes on another into a relay of it.

    "Ana said the dam held, according to the Post": the Post relays Ana. "Divers believe the dam held, the chief
    said": the chief relays the divers. "Ana told the Post": the Post relays Ana. Writes the proposals again.
    """

    def __call__(self, doc: Doc) -> Doc:
        proposals = read_proposals(doc)
        by_cue = {p.cue[0]: p for p in proposals if p.cue}
        passed_on = set()
        for outer in proposals:
            inner = relayed_attribution(doc, outer, by_cue)
            if inner is None or outer.source is None:
                continue
            if not speaks_for_itself(doc, inner):
                passed_on.add(inner)  # "she said she believes": one attribution, by her
                continue
            passed_on.add(outer)
            if not is_document(doc, outer.source):  # court records relay nobody: they are evidence
                inner.relays.append(outer.source)
        for proposal in proposals:
            proposal.relays += told_outlet(doc, proposal)
        write_proposals(doc, [p for p in proposals if p not in passed_on])
        return doc


def relayed_attribution(doc: Doc, outer: Proposal, by_cue: dict[int, Proposal]) -> Proposal | None:
    """Give the attribution that makes up the content of `outer`, if there is one."""
    if outer.found_by == "according_to":
        return reported_in(doc, outer, by_cue)
    for start, end in outer.contents:
        inner = by_cue.get(doc[start:end].root.i)
        if inner and inner is not outer and inner.source and start <= inner.source[0] < end:
            return inner
    return None


def reported_in(doc: Doc, outer: Proposal, by_cue: dict[int, Proposal]) -> Proposal | None:
    """Give the attribution of the sentence that "according to" stands in."""
    cues = [i for start, end in outer.contents for i in range(start, end) if i in by_cue]
    found = [by_cue[i] for i in cues if by_cue[i] is not outer and by_cue[i].source]
    return max(found, key=lambda p: sum(end - start for start, end in p.contents), default=None)


def is_document(doc: Doc, source: Range) -> bool:
    head = doc[source[0] : source[1]].root
    return head.pos_ == "NOUN" and head.lemma_.lower() in DOCUMENTS


def speaks_for_itself(doc: Doc, inner: Proposal) -> bool:
    return inner.source is not None and doc[inner.source[0]].lower_ not in _SAME_SPEAKER


def told_outlet(doc: Doc, proposal: Proposal) -> list[Range]:
    """Give the outlet in "told the Harbour Post"."""
    if proposal.cue is None or doc[proposal.cue[0]].lemma_ != "tell":
        return []
    told = [c for c in doc[proposal.cue[0]].children if c.dep_ in ("dobj", "dative") and c.pos_ == "PROPN"]
    return [(c.left_edge.i, c.i + 1) for c in told if c.lower_ in OUTLETS]
