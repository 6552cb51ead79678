"""Component `relayers`: who passed on what another said."""

from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.extraction.cues import SAYING
from claims.extraction.proposals import Proposal, Range, read_proposals, trimmed, write_proposals
from claims.extraction.sources import (
    QUOTING,
    quoted_person,
    quoting_verb,
    source_of,
    source_range,
    subject_of,
)
from claims.extraction.unlabelled_names import is_capitalised
from claims.extraction.vocabulary import DOCUMENTS, ORGANIZATIONS, OUTLET_NOUNS, OUTLETS

_SAME_SPEAKER = frozenset("he she they it i we".split())  # "the mayor said she believes": nobody relays
_RELATIVE = frozenset(("WP", "WDT", "WP$"))
_ANYBODY = frozenset("person people man men woman women those someone somebody".split())
_LEAST_SHARE = 0.4  # of the outer content that the inner attribution must make up


@Language.factory("relayers", requires=["doc.spans", "token.dep"], assigns=["doc.spans"])
def make_relayers(nlp: Language, name: str) -> "Relayers":
    """Build the component."""
    return Relayers()


class Relayers:
    """Turn an attribution that only passes on another into a relay of it.

    "Ana said the dam held, according to the Post": the Post relays Ana. "Divers believe the dam held, the chief
    said": the chief relays the divers. "The Post quoted Ana as saying": the Post relays Ana; whom somebody told
    relays nothing. Writes the proposals again.
    """

    def __call__(self, doc: Doc) -> Doc:
        proposals = read_proposals(doc)
        by_cue = {p.cue[0]: p for p in proposals if p.cue}
        passed_on = set()
        for outer in proposals:
            inner = relayed_attribution(doc, outer, by_cue)
            if inner is None or outer.source is None:
                continue
            if not speaks_for_itself(doc, inner, outer.source):
                passed_on.add(inner)  # "she said she believes": one attribution, by her
                continue
            passed_on.add(outer)
            end_before(doc, inner, outer)
            if not is_document(doc, outer.source):  # court records relay nobody: they are evidence
                inner.relays += [*outer.relays, outer.source]
        for proposal in proposals:
            self.complete(doc, proposal, by_cue)
        write_proposals(doc, [p for p in proposals if p not in passed_on])
        return doc

    def complete(self, doc: Doc, proposal: Proposal, by_cue: dict[int, Proposal]) -> None:
        """Leave out documents, and look for a relayer where none is known yet."""
        told = [
            whole_words(doc, one)
            for one in proposal.relays
            if not is_told(doc, one) and is_near(doc, one, proposal)
        ]
        proposal.relays = [relay for relay in told if not is_document(doc, relay)]
        by = quoting(doc, proposal)
        if by:
            proposal.source = quoted_source(doc, proposal) or proposal.source
        proposal.relays = proposal.relays or by or as_reported(doc, proposal)
        if proposal.cue and not proposal.relays:
            proposal.relays = said_above(doc, proposal, by_cue)


def relayed_attribution(doc: Doc, outer: Proposal, by_cue: dict[int, Proposal]) -> Proposal | None:
    """Give the attribution that makes up the content of `outer`, if there is one."""
    if says_according_to(doc, outer):
        return reported_in(doc, outer, by_cue)
    for start, end in outer.contents:
        for inner in (by_cue[i] for i in range(start, end) if i in by_cue):
            if inner is not outer and makes_up(doc, inner, start, end):
                return inner
    return None


def says_according_to(doc: Doc, proposal: Proposal) -> bool:
    return proposal.cue is not None and doc[proposal.cue[0]].lower_ == "according"


def makes_up(doc: Doc, inner: Proposal, start: int, end: int) -> bool:
    """Does an attribution stand whole in the content, as its main clause or as most of its words?"""
    if inner.source is None or inner.cue is None or not start <= inner.source[0] < end:
        return False
    if doc[inner.cue[0]].tag_ == "VBG" or inner.source[0] > inner.cue[0]:
        return False  # "the farm can supply it, citing calculations": the outer speaker cites
    words = sum(min(stop, end) - max(first, start) for first, stop in inner.contents)
    opens = inner.source[0] - start <= 1
    return doc[start:end].root.i == inner.cue[0] or (opens and words >= _LEAST_SHARE * (end - start))


def reported_in(doc: Doc, outer: Proposal, by_cue: dict[int, Proposal]) -> Proposal | None:
    """Give the attribution of the sentence that "according to" stands in."""
    sentence = doc[outer.cue[0]].sent if outer.cue else doc[outer.start].sent
    found = [by_cue[i] for i in range(sentence.start, sentence.end) if i in by_cue]
    found = [p for p in found if p is not outer and p.source and not overlaps(p.source, outer.source)]
    return max(found, key=lambda p: sum(end - start for start, end in p.contents), default=None)


def overlaps(one: Range, other: Range | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]


def end_before(doc: Doc, inner: Proposal, outer: Proposal) -> None:
    """End the contents of an attribution where the words about its relayer begin."""
    if outer.cue is None or outer.source is None:
        return
    first = min(outer.cue[0], outer.source[0])
    ended = [
        trimmed(doc, start, first) if start < first < end else (start, end) for start, end in inner.contents
    ]
    inner.contents = [content for content in ended if content] or inner.contents


def is_document(doc: Doc, source: Range) -> bool:
    head = doc[source[0] : source[1]].root
    return head.pos_ == "NOUN" and head.lemma_.lower() in DOCUMENTS


def speaks_for_itself(doc: Doc, inner: Proposal, outer_source: Range) -> bool:
    """Is the inner source another than the outer: no pronoun, unless an organization cannot be "she"?"""
    first = doc[inner.source[0]].lower_ if inner.source else "it"
    if first in ("he", "she"):
        return is_body(doc[outer_source[0] : outer_source[1]].root)
    return first not in _SAME_SPEAKER


def is_body(head: Token) -> bool:
    words = (head.lower_, head.lemma_.lower())
    return head.ent_type_ == "ORG" or any(w in ORGANIZATIONS | OUTLETS | OUTLET_NOUNS for w in words)


def is_told(doc: Doc, relay: Range) -> bool:
    """Is it whom somebody told: "told the Post", "bragged to the Post"?"""
    before = doc[max(0, relay[0] - 2) : relay[0]]
    cue = (
        before[-2:][0]
        if len(before) == 2 and before[1].lower_ == "to"
        else before[-1]
        if len(before)
        else None
    )
    return cue is not None and (cue.lemma_ == "tell" or (before[-1].lower_ == "to" and cue.lemma_ in SAYING))


def is_near(doc: Doc, relay: Range, proposal: Proposal) -> bool:
    """Does no later paragraph name the relayer?"""
    end = max(end for _, end in [*proposal.contents, *filter(None, [proposal.cue])])
    return not any(token.is_space and "\n" in token.text for token in doc[end : relay[0]])


def whole_words(doc: Doc, relay: Range) -> Range:
    """Give the words for a relayer with the rest of a name that was cut, and without a clause about them."""
    start, end = relay
    if end - start == 1 and doc[start].dep_ in ("det", "poss") and doc[start].head.i > start:
        start, end = source_range(doc[start].head)
    relatives = (token.i for token in doc[start + 1 : end] if token.tag_ in _RELATIVE)
    end = next((i for i in relatives if doc[i - 1].lower_ not in _ANYBODY), end)
    while end < len(doc) and is_capitalised(doc[end - 1]) and is_capitalised(doc[end]):
        end += 1
    return start, end


def quoting(doc: Doc, proposal: Proposal) -> list[Range]:
    """Give who quotes in "the Post quoted Ana as saying", "Ana was quoted by the Post as saying"."""
    cue = doc[proposal.cue[0]] if proposal.cue else None
    verb = (
        cue if cue is not None and cue.lemma_ in QUOTING else cue and (quoting_verb(cue) or having_verb(cue))
    )
    by = subject_of(verb) if verb is not None else None
    return [source_range(by)] if by is not None and by.dep_ != "nsubjpass" else []


def having_verb(cue: Token) -> Token | None:
    """Give "has" for the "saying" in "the Post has Ana saying"."""
    has = cue.head
    return has if cue.tag_ == "VBG" and cue.dep_ in ("ccomp", "xcomp") and has.lemma_ == "have" else None


def quoted_source(doc: Doc, proposal: Proposal) -> Range | None:
    """Give the one who is quoted, whomever the tagger took for the source."""
    person = quoted_person(doc[proposal.cue[0]]) if proposal.cue else None
    return source_range(person) if person is not None else None


def said_above(doc: Doc, proposal: Proposal, by_cue: dict[int, Proposal]) -> list[Range]:
    """Give who says it in "Divers believe the dam held, the chief said", if that is no attribution of its own."""
    cue = doc[proposal.cue[0]] if proposal.cue else None
    for verb in cue.ancestors if cue is not None and cue.dep_ == "ccomp" else ():
        if verb.lemma_ in SAYING and verb.i not in by_cue and (source := source_of(verb)):
            is_another = not overlaps(source, proposal.source) and speaks_for_itself(doc, proposal, source)
            return [source] if is_another and not is_document(doc, source) else []
    return []


def as_reported(doc: Doc, proposal: Proposal) -> list[Range]:
    """Give the outlet in "As the Post reports, Ana said ..."."""
    verb = doc[proposal.cue[0]] if proposal.cue else None
    asides = (
        [c for c in verb.children if c.dep_ == "advcl" and c.left_edge.lower_ == "as"]
        if verb is not None
        else []
    )
    found = [subject for aside in asides if (subject := subject_of(aside)) is not None and is_body(subject)]
    return [source_range(subject) for subject in found[:1]]
