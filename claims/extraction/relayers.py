"""Component `relayers`: who passed on what another said."""

from collections.abc import Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.cues import SAYING
from claims.extraction.hearsay import Hearsay, passes_it_on
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
from claims.extraction.relayer_words import describes, whole_words
from claims.extraction.sources import inside_quotations
from claims.extraction.tellers import tellers
from claims.extraction.telling_verbs import tells
from claims.extraction.vocabulary import OUTLET_NOUNS

_PRONOUNS = frozenset("he she they it".split())
_SPEAKING = frozenset("radio recount talk speak".split())
_REPORTERS = frozenset("correspondent reporter writer columnist".split())
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
        hearsay = Hearsay(doc, proposals)
        for proposal in proposals:
            cited = hearsay.cited(proposal)
            if cited and proposal.source and all(overlaps(relay, cited) for relay in proposal.relays):
                proposal.source, proposal.relays = cited, [proposal.source]
            self.complete(doc, proposal, quoted)
            proposal.relays += hearsay.of(proposal, proposal.relays)
            proposal.relays = [whole_words(doc, relay) for relay in proposal.relays]
        kept = [proposal for proposal in proposals if proposal not in passed_on]
        share_relays(doc, kept)
        write_proposals(doc, kept)
        return doc

    def complete(self, doc: Doc, proposal: Proposal, quoted: Sequence[bool]) -> None:
        """Keep those who did pass it on, by all their words, or look for them where none is known yet."""
        leave_out_teller(doc, proposal)
        beside = [one for one in tellers(doc, proposal, quoted) if may_relay(doc, proposal, one)]
        told = known_relays(doc, proposal)
        if not all(is_document(doc, one) for one in beside):
            told = [
                one for one in told if not is_document(doc, one)
            ]  # "according to minutes seen by the Post"
        proposal.relays = [next((longer(b, r) for b in beside if overlaps(b, r)), r) for r in told]
        if by := quoting(doc, proposal):
            proposal.source = quoted_source(doc, proposal) or proposal.source
            proposal.relays = [one for one in proposal.relays if not overlaps(one, proposal.source)]
        proposal.relays = proposal.relays or by or beside
        proposal.relays += people_beside(doc, proposal.relays, beside)
        proposal.relays = [
            one
            for one in proposal.relays
            if not is_own(doc, one) and not stands_for_another(doc, one, proposal.relays)
        ]


def people_beside(doc: Doc, relays: Sequence[Range], beside: Sequence[Range]) -> list[Range]:
    """Give Ben, of "Ben claimed in an e-mail leaked to the Post", where only the Post is known."""
    if not all(is_body(doc[slice(*one)].root) or is_label(doc, one) for one in relays):
        return []
    people = (one for one in beside if not is_body(doc[slice(*one)].root) and doc[one[0]].tag_ != "PRP")
    return [one for one in people if not is_label(doc, one) and not any(overlaps(one, r) for r in relays)]


def stands_for_another(doc: Doc, one: Range, relays: Sequence[Range]) -> bool:
    """Is it the "he" of "according to their lawyer; neither expects it, he says"?"""
    is_pronoun = one[1] - one[0] == 1 and doc[one[0]].lower_ in _PRONOUNS
    return is_pronoun and any(other[1] <= one[0] and doc[other[0]].tag_ != "PRP" for other in relays)


def longer(beside: Range, told: Range) -> Range:
    """Give the words by the parser, or those by the tagger if they begin there too and go on."""
    return (told[0], max(beside[1], told[1])) if beside[0] == told[0] else beside


def share_relays(doc: Doc, proposals: Sequence[Proposal]) -> None:
    """Give "and promised to repay it" the relayers of "She said, according to the minutes, that it was lost"."""
    placed = sorted((p for p in proposals if p.cue), key=lambda p: p.cue or (0, 0))
    for before, proposal in pairwise(placed):
        if bool(before.relays) == bool(proposal.relays) or not goes_on(doc, before, proposal):
            continue
        proposal.relays = proposal.relays or [
            one for one in before.relays if not overlaps(one, proposal.source)
        ]
        behind = max(end for _, end in proposal.contents)
        before.relays = before.relays or [one for one in proposal.relays if one[0] >= behind]


def goes_on(doc: Doc, before: Proposal, proposal: Proposal) -> bool:
    """Is it the next clause of the sentence, with the same source or a pronoun for it?"""
    if proposal.cue is None or proposal.source is None or before.source is None:
        return False
    is_same = proposal.source == before.source
    first = proposal.cue[0] if is_same else min(proposal.cue[0], proposal.source[0])
    is_pronoun = proposal.source[1] - proposal.source[0] == 1 and doc[proposal.source[0]].lower_ in _PRONOUNS
    is_behind = doc[first].sent.start < before.start < first and doc[first - 1].lower_ in ("and", "but")
    return is_behind and (is_same or is_pronoun)


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
        if (not is_told(doc, one) or passes_it_on(doc, one))
        and is_near(doc, one, proposal)
        and not overlaps(one, proposal.source)
        and not is_own(doc, one)
        and not governs_another(doc, one, proposal)
    ]
    told = [one for one in told if not any(describes(doc, one, other) for other in told)]
    places = [*proposal.contents, *filter(None, [proposal.cue])]
    sentences = [(doc[start].sent.start, doc[end - 1].sent.end) for start, end in places]
    is_here = [is_label(doc, one) or any(overlaps(one, sentence) for sentence in sentences) for one in told]
    return [one for one, here in zip(told, is_here, strict=True) if here] or told


def is_label(doc: Doc, words: Range) -> bool:
    """Does it tell who speaks in front of a line of a transcript?"""
    return words[1] < len(doc) and doc[words[1]].text == ":"


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
    """Is it whom somebody told, or spoke for: "told the Post", "radioed it to the Post", "on behalf of the Post"?"""
    if relay[0] < 2:
        return False
    last, before = doc[relay[0] - 1], doc[relay[0] - 2]
    if last.text == "to":
        return before.lemma_ in SAYING or before.lower_ == "close" or last.head.lemma_ in SAYING | _SPEAKING
    name = doc[slice(*relay)].root
    described = name.head if name.dep_ == "appos" else name  # "told a neighbour, Ben Beta"
    is_object = described.dep_ in ("dobj", "dative") and described.head.lemma_ == "tell"
    hears = doc[relay[1] : relay[1] + 2].text.lower() == "heard from"
    return is_object or hears or last.lemma_ == "tell" or (last.lower_ == "of" and before.lower_ == "behalf")


def is_own(doc: Doc, words: Range) -> bool:
    """Is it the outlet itself: "this newspaper"?"""
    return doc[words[0]].lower_ in ("this", "our") and doc[words[1] - 1].lower_ in OUTLET_NOUNS | _REPORTERS


def governs_another(doc: Doc, relay: Range, proposal: Proposal) -> bool:
    """Does another sentence begin with "According to" it?"""
    if relay[0] < 2 or doc[relay[0] - 2].text != "According":
        return False
    sentence = doc[relay[0] - 2].sent
    return not any(overlaps(content, (sentence.start, sentence.end)) for content in proposal.contents)


def is_near(doc: Doc, relay: Range, proposal: Proposal) -> bool:
    """Does no later paragraph name the relayer?"""
    end = max(end for _, end in [*proposal.contents, *filter(None, [proposal.cue])])
    return not any(token.is_space and "\n" in token.text for token in doc[end : relay[0]])
