"""Component `relayers`: who passed on what another said."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.cues import SAYING
from claims.extraction.inner_attributions import with_inner
from claims.extraction.proposals import Proposal, Range, read_proposals, trimmed, write_proposals
from claims.extraction.relay_clauses import (
    is_body,
    is_document,
    may_relay,
    overlaps,
    quoted_source,
    quoting,
    speaks_for_itself,
)
from claims.extraction.sources import inside_quotations, source_range
from claims.extraction.tellers import tellers
from claims.extraction.telling_verbs import tells
from claims.extraction.unlabelled_names import is_capitalised, start_of_name

_RELATIVE = frozenset(("WP", "WDT", "WP$"))
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
        quoted = inside_quotations(doc)
        proposals = with_inner(doc, read_proposals(doc), quoted)
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
            inner.relays += [*outer.relays, outer.source]
        for proposal in proposals:
            self.complete(doc, proposal, quoted)
        write_proposals(doc, [p for p in proposals if p not in passed_on])
        return doc

    def complete(self, doc: Doc, proposal: Proposal, quoted: Sequence[bool]) -> None:
        """Keep those who did pass it on, by all their words, or look for them where none is known yet."""
        leave_out_teller(doc, proposal)
        beside = [one for one in tellers(doc, proposal, quoted) if may_relay(doc, proposal, one)]
        told = known_relays(doc, proposal)
        if any(
            not is_document(doc, one) for one in beside
        ):  # the Post, of "according to minutes seen by the Post"
            told = [one for one in told if not is_document(doc, one)]
        proposal.relays = [whole_words(doc, next((b for b in beside if overlaps(b, r)), r)) for r in told]
        if by := quoting(doc, proposal):
            proposal.source = quoted_source(doc, proposal) or proposal.source
        proposal.relays = proposal.relays or by or beside


def leave_out_teller(doc: Doc, proposal: Proposal) -> None:
    """Cut "The police, the clerk" to "The police" in "The police, the clerk told members, fear it"."""
    if proposal.source is None or proposal.cue is None:
        return
    start, end = proposal.source
    comma = next((i for i in range(end - 1, start, -1) if doc[i].text == ","), None)
    if comma is None or end >= proposal.cue[0]:
        return
    if tells(doc[end]) or any(relay[0] == comma + 1 for relay in proposal.relays):
        proposal.source = start, comma


def known_relays(doc: Doc, proposal: Proposal) -> list[Range]:
    """Leave out whom somebody told, who only describes another, and who stands in another sentence."""
    told = [
        one
        for one in proposal.relays
        if not is_told(doc, one) and is_near(doc, one, proposal) and not overlaps(one, proposal.source)
    ]
    told = [one for one in told if not any(describes(doc, one, other) for other in told)]
    places = [*proposal.contents, *filter(None, [proposal.cue])]
    sentences = [(doc[start].sent.start, doc[end - 1].sent.end) for start, end in places]
    return [one for one in told if any(overlaps(one, sentence) for sentence in sentences)] or told


def describes(doc: Doc, one: Range, name: Range) -> bool:
    """Does it only tell what a name before it is: "The Belfry, a magazine for collectors"?"""
    return one[0] == name[1] + 1 and doc[name[1]].text == "," and doc[one[0]].lower_ in ("a", "an", "the")


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


def end_before(doc: Doc, inner: Proposal, outer: Proposal) -> None:
    """End the contents of an attribution where the words about its relayer begin."""
    if outer.cue is None or outer.source is None:
        return
    first = min(outer.cue[0], outer.source[0])
    ended = [
        trimmed(doc, start, first) if start < first < end else (start, end) for start, end in inner.contents
    ]
    inner.contents = [content for content in ended if content] or inner.contents


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
    """Give the words for a relayer with the rest of a name that was cut, and without what is told of them aside."""
    start, end = relay
    if end - start == 1 and doc[start].dep_ in ("det", "poss") and doc[start].head.i > start:
        start, end = source_range(doc[start].head)
    if is_beside_name(doc, start, end):
        return start_of_name(doc, start - 1), start - 1
    relatives = (token.i for token in doc[start + 1 : end] if token.tag_ in _RELATIVE)
    end = next((i for i in relatives if doc[i - 1].text == ","), end)
    while end < len(doc) and is_capitalised(doc[end - 1]) and is_capitalised(doc[end]):
        end += 1
    return start, end


def is_beside_name(doc: Doc, start: int, end: int) -> bool:
    """Is it the "a daily" of "The Belfry, a daily,"?"""
    if start < 2 or doc[start].lower_ not in ("a", "an") or doc[start - 1].text != ",":
        return False
    return is_capitalised(doc[start - 2]) and is_body(doc[start:end].root)
