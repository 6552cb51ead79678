"""Whose words they are where the tagger took a teller for the source: "Ana said her client believes it held"."""

from spacy.tokens import Doc, Token

from claims.extraction.cues import NOUNS, SAYING, THINKING, lemma_of
from claims.extraction.noun_phrases import phrase_at
from claims.extraction.proposals import Proposal, Range
from claims.extraction.relay_clauses import overlaps
from claims.extraction.sources import SUBJECTS, source_range
from claims.extraction.telling_verbs import tells

_WIDEST_ASIDE = 10  # tokens between a subject and its cue: ", since retired, had"


def with_own_speaker(doc: Doc, proposal: Proposal) -> Proposal:
    """Put "her client" for the agent in "the agent told us her client is convinced of it"."""
    if (teller := teller_of_subject(doc, proposal)) is not None and proposal.source is not None:
        verb = told_verb(doc, proposal.source)
        proposal.cue, proposal.relays = (verb.i, verb.i + 1), [teller, *proposal.relays]
        return proposal
    ways = (own_speaker, said_by, before_teller, heard_from)
    own = next((one for one in (way(doc, proposal) for way in ways) if one), None)
    if own is not None and proposal.source is not None and not overlaps(own, proposal.source):
        is_outlet = doc[proposal.source[0]].lower_ in ("we", "i")  # "we heard from her lawyer that"
        others = [one for one in proposal.relays if not overlaps(one, own)]
        proposal.relays = [*([] if is_outlet else [proposal.source]), *others]
        proposal.source = own
    return proposal


def teller_of_subject(doc: Doc, proposal: Proposal) -> Range | None:
    """Give Ana of "Ana said the diver had admitted that it held", where "said" and "the diver" were taken together."""
    if proposal.cue is None or proposal.source is None or proposal.source[0] < proposal.cue[1]:
        return None
    outer, inner = doc[proposal.cue[0]], told_verb(doc, proposal.source)
    teller = next((child for child in outer.children if child.dep_ == "nsubj" and child.i < outer.i), None)
    is_told = inner.dep_ == "ccomp" and inner.head == outer and inner.i < proposal.start
    if teller is None or not is_told or lemma_of(inner) not in SAYING | THINKING or not tells(outer):
        return None
    return source_range(teller)


def told_verb(doc: Doc, source: Range) -> Token:
    """Give the verb whose subject a source is: "admitted" of "the diver, Ana, had admitted"."""
    root = doc[slice(*source)].root
    return root.head.head if root.dep_ == "appos" else root.head


def own_speaker(doc: Doc, proposal: Proposal) -> Range | None:
    """Give the subject of a cue that is governed by what its source tells."""
    if proposal.cue is None or proposal.source is None:
        return None
    cue = doc[proposal.cue[0]]
    verb = cue.head if cue.dep_ == "acomp" else cue
    of_auxiliary = (c for aux in verb.children if aux.dep_ in ("aux", "auxpass") for c in aux.children)
    subject = next((child for child in (*verb.children, *of_auxiliary) if child.dep_ in SUBJECTS), None)
    outer = verb.head.head if verb.head.lower_ == "known" else verb.head  # "let it be known that"
    has_telling = outer.lemma_ == "have" and verb.tag_ == "VBG"  # "the Post had the divers telling it"
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    if len(subjects) == 2 and verb.tag_ == "VBG" and any(c.lemma_ == "have" for c in verb.children):
        return source_range(subjects[1])  # "the Post has the diver moaning"
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and outer.dep_ == "dobj" and outer.head.lemma_ == "have":
        return source_range(outer)  # "the Post has Ana telling it"
    if subject is None or verb.dep_ != "ccomp" or not (tells(outer) or has_telling):
        return None
    words = source_range(subject)
    behind = doc[words[1] : words[1] + 1].text
    is_thrown_in = doc[outer.i - 1].text == behind == ","  # "Ana, reported the Post, told friends"
    is_between = proposal.source[1] <= outer.i < subject.left_edge.i < cue.i and not is_thrown_in
    return words if is_between and not any(t.is_quote for t in doc[outer.i : cue.i]) else None


def said_by(doc: Doc, proposal: Proposal) -> Range | None:
    """Give Ana of "the Post carried a remark by Ana that it held"."""
    if proposal.cue is None or proposal.source is None or proposal.source[1] > proposal.cue[0]:
        return None
    behind = doc[proposal.cue[0] + 1 : proposal.start]
    by = next((t.i for t in behind if t.lower_ in ("by", "from") and lemma_of(t.nbor(-1)) in NOUNS), None)
    return phrase_at(doc, by + 1, proposal.start) if by is not None and by + 1 < proposal.start else None


def heard_from(doc: Doc, proposal: Proposal) -> Range | None:
    """Give the lawyer of "the driver had heard from the lawyer that it held"."""
    cue = proposal.cue
    if cue is None or lemma_of(doc[cue[0]]) not in ("hear", "learn") or proposal.start <= cue[1]:
        return None
    from_ = next((t.i for t in doc[cue[0] + 1 : cue[1] + 1] if t.lower_ == "from"), None)
    return phrase_at(doc, from_ + 1, proposal.start) if from_ is not None else None


def before_teller(doc: Doc, proposal: Proposal) -> Range | None:
    """Give "The divers" of "The divers, Ana wrote, fear it" where Ana was taken for the source."""
    if proposal.cue is None or proposal.source is None:
        return None
    start, end = proposal.source
    first = doc[start].sent.start
    if not first < start - 1 < end < proposal.cue[0] or doc[start - 1].text != "," or not tells(doc[end]):
        return None
    comma = next((t.i for t in doc[end + 1 : min(proposal.cue[0], end + 3)] if t.text == ","), None)
    if comma is None or any(t.pos_ not in ("AUX", "ADV", "PART") for t in doc[comma + 1 : proposal.cue[0]]):
        return None
    is_subject = doc[first].pos_ in ("DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ")
    return (first, start - 1) if is_subject else None


def without_subjects(doc: Doc, proposals: list[Proposal]) -> list[Proposal]:
    """Join "Ana said a diver" and "[Ana] feared it held", taken apart by the tagger, to what Ana says of the diver."""
    by_source = {proposal.source: proposal for proposal in proposals if holds_subject(doc, proposal)}
    for proposal in proposals:
        told = by_source.get(proposal.source)
        if told is None or told is proposal or proposal.cue is None or proposal.source is None:
            continue
        start, end = told.contents[0]
        between = doc[end : proposal.cue[0]]
        if end <= proposal.cue[0] and between.end - end <= _WIDEST_ASIDE and between[:1].text != ".":
            del by_source[proposal.source]
            proposal.relays = [proposal.source, *proposal.relays]
            last = doc[end - 1]
            proposal.source = source_range(last.head if last.pos_ == "DET" else doc[start:end].root)
            proposals = [one for one in proposals if one is not told]
    return proposals


def holds_subject(doc: Doc, proposal: Proposal) -> bool:
    """Is all that it holds a noun phrase behind its cue: "a diver", or the "the" of it?"""
    if len(proposal.contents) != 1 or proposal.cue is None or not tells(doc[proposal.cue[0]]):
        return False
    words = doc[slice(*proposal.contents[0])]
    is_phrase = words.root.dep_ in (*SUBJECTS, "det") and not any(
        t.is_quote or t.pos_ in ("VERB", "AUX") for t in words
    )
    return is_phrase and words.start >= proposal.cue[1]


def shares_subject(doc: Doc, proposal: Proposal, inner: Proposal) -> bool:
    """Is its cue joined to the cue of an inner attribution, though it was given to the one who tells of both?"""
    if proposal.cue is None or inner.cue is None or proposal.source not in inner.relays:
        return False
    verb = doc[proposal.cue[0]]
    has_subject = any(child.dep_ in SUBJECTS for child in verb.children)
    return verb.dep_ == "conj" and verb.head.i == inner.cue[0] and not has_subject


def with_own_cue(doc: Doc, proposal: Proposal) -> Proposal:
    """Put "told" for the "had" in "Ana told the board that Ben had claimed it held" if Ana was taken for the source."""
    if proposal.cue is None or proposal.source is None or doc[proposal.cue[0]].pos_ != "AUX":
        return proposal
    verb = doc[slice(*proposal.source)].root.head
    if tells(verb) and proposal.source[1] <= verb.i < proposal.start < proposal.cue[0]:
        proposal.cue = (verb.i, verb.i + 1)
    return proposal
