"""Through whom words came to be known, where no clause says "she reported": "told a neighbour, who told us", "the Post
has it from a cleaner", "it was the nurse who passed this on".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import itemgetter

from spacy.tokens import Doc, Token

from claims.extraction.cues import SAYING, lemma_of
from claims.extraction.noun_phrases import phrase_at
from claims.extraction.proposals import Proposal, Range
from claims.extraction.relay_clauses import is_document, overlaps
from claims.extraction.sources import source_range, subject_of
from claims.extraction.vocabulary import OUTLET_NOUNS, TITLE_NOUNS, UNNAMED, names_outlet

_IT = r"(?:it|this|that|the \w+)"
_TELL = r"(?:say|swear|claim|insist|tell|told|said|swore|pass|repeat|relay)"
# whom they name stands behind them
_NAMING = re.compile(
    rf"\b(?:have|has|had|having|heard|got) {_IT},?(?: all| only| also)? from "
    r"|\b(?:this|that|it),? (?:we|i) (?:have|had|heard)(?: only)? from "
    r"|\b(?:this|that|it) (?:comes|came) from "
    rf"|\battribut\w+ {_IT} to "
    r"|\bcredit(?:s|ed|ing) "
    r"|\b(?:its|his|her|their|our) (?:only )?sources? (?:is|are|was|were) "
    r"|\bnam(?:es|ed|ing) (?=[^.;:]{1,60} as (?:its|his|her|their) sources?\b)"
    rf"|\b(?:it|that) (?:is|was) (?=[^.;:]{{1,60}},? who {_TELL})"
    rf"|\bso {_TELL}\w* "
    r"|\bthat,?(?: at least,)? (?:is|was) what (?=[^.;:]{1,60}\b(?:told us|told me|relayed|says|tells)\b)"
    r"|\b(?P<cites>citing|quoting|on the authority of|with reference to) ",
    re.IGNORECASE,
)
# whom they name stands in front of them
_NAMED = re.compile(
    r",? (?:[^.,;:]{1,40}, )?(?:is|was|are|were) (?:our|its|the paper.s) (?:only )?sources?\b"
    r"| (?:told|informed) (?:us|me)\b"
    r"| (?:recounted|retold|repeated|relayed|passed) (?:it|this|that)\b",
    re.IGNORECASE,
)
_PEOPLE = (
    TITLE_NOUNS
    | UNNAMED
    | frozenset("official aide diplomat person people witness friend ally guard".split())
)
_WHO = frozenset("who whom which".split())
_SOMEBODY = frozenset("one somebody someone anybody nobody".split())
_PASSING = frozenset("pass take repeat swear relay bring recount".split())
_WIDEST_GAP = 3  # tokens between an outlet and "citing"
_LONGEST_PHRASE = 20
_FARTHEST = 60  # tokens behind an attribution
_LONGEST_ASIDE = 8  # tokens between a recipient and the "who" that tells of him


class Hearsay:
    """Knows every place of a text where the words name somebody as the source of what was just told."""

    def __init__(self, doc: Doc, proposals: Sequence[Proposal]):
        self.doc = doc
        self.named = sorted(places_named(doc))
        self.starts = sorted(
            min(s for s, _ in (*p.contents, *filter(None, (p.cue, p.source)))) for p in proposals
        )

    def of(self, proposal: Proposal, relays: Sequence[Range]) -> list[Range]:
        """Give who passed it on besides `relays`."""
        found: list[Range] = []
        for one in (*recipients(self.doc, proposal), *self.behind(proposal, relays)):
            known = (*found, *relays, *filter(None, (proposal.source,)))
            if one[0] < one[1] and not any(overlaps(one, other) for other in known):
                found.append(one)
        return found

    def cited(self, proposal: Proposal) -> Range | None:
        """Give the guards of "reports the Post, citing three guards", who say what the Post reports."""
        if proposal.cue is None or proposal.source is None or not is_outlet(self.doc, proposal.source):
            return None
        start, sentence = max(proposal.cue[1], proposal.source[1]), self.doc[proposal.cue[0]].sent
        stop = max(start + _WIDEST_GAP, proposal.cue[0])
        cited = (words for _, by_teller, words in self.between(proposal.source[1], stop) if by_teller)
        return next(cited, None) if stop < sentence.end else None

    def between(self, start: int, stop: int) -> Iterator[tuple[int, bool, Range]]:
        """Give the places that begin from one token on and before another."""
        first = bisect_left(self.named, start, key=itemgetter(0))
        behind = bisect_left(self.named, stop, lo=first, key=itemgetter(0))
        yield from self.named[first:behind]

    def behind(self, proposal: Proposal, relays: Sequence[Range]) -> Iterator[Range]:
        """Give whom the words behind an attribution name, in its sentence and the next."""
        places = [*proposal.contents, *filter(None, (proposal.cue, proposal.source))]
        last = max(end for _, end in places)
        start = max([last, *(end for s, end in relays if s < last + _FARTHEST)])
        nearest = bisect_left(self.starts, start)
        another = self.starts[nearest : nearest + 1]  # what is told behind its start is of that one
        stop = min([end_of_next_sentence(self.doc, start), *another])
        for at, by_teller, words in self.between(start, stop):
            if not by_teller or any(relay[1] <= at for relay in relays):
                yield words


def places_named(doc: Doc) -> Iterator[tuple[int, bool, Range]]:
    """Give where each place begins, whether only one who tells may say so, and whom it names."""
    text = doc.text
    for match in _NAMING.finditer(text):
        span = doc.char_span(*match.span(), alignment_mode="expand")
        if span is None:
            continue
        start = span.end
        end = min(doc[start - 1].sent.end, start + _LONGEST_PHRASE)
        words = phrase_at(doc, start, max(start, end))
        is_cited = match["cites"] is not None
        holder = holder_of(span.root)
        if may_be_heard(doc, words) and (is_person(doc, words) or not (is_cited or holder)):
            yield span.start, is_cited, words
        if holder is not None:
            yield span.start, is_cited, holder
    for match in _NAMED.finditer(text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        verb = next((t for t in span or () if t.pos_ in ("VERB", "AUX")), None)
        subject = subject_of(verb) if verb is not None else None
        if subject is not None and verb is not None and subject.i < verb.i and may_tell(subject):
            yield subject.left_edge.i, False, source_range(subject)


def is_outlet(doc: Doc, words: Range) -> bool:
    head = doc[slice(*words)].root
    return head.lemma_.lower() in OUTLET_NOUNS or names_outlet(doc[slice(*words)].text)


def may_tell(subject: Token) -> bool:
    """Is it the subject of a clause of its own: "..., and she told us", "...; a guest recounted it"?"""
    before = subject.doc[subject.left_edge.i - 1] if subject.left_edge.i else subject
    return before.lower_ in ("and", ";", ":") or bool(subject.left_edge.is_sent_start)


def may_be_heard(doc: Doc, words: Range) -> bool:
    """Is it somebody, and neither "somebody" nor who says what follows: "has it from the crews that ..."?"""
    start, end = words
    near = takewhile(lambda token: not token.is_punct, doc[end : end + 4])
    says_more = any(token.lower_ == "that" for token in near)
    return start < end and doc[start].tag_ != "PRP" and doc[start].lower_ not in _SOMEBODY and not says_more


def holder_of(verb: Token) -> Range | None:
    """Give Ana of "Ana had it from the postman"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    is_named = subject is not None and subject.pos_ == "PROPN" and verb.lemma_ == "have"
    return source_range(subject) if is_named and subject is not None else None


def is_person(doc: Doc, words: Range) -> bool:
    head = doc[slice(*words)].root
    is_called_so = head.lemma_.lower() in _PEOPLE or head.lower_.endswith(("man", "woman", "men", "women"))
    return is_called_so or (head.text[0].isupper() and not is_document(doc, words))


def end_of_next_sentence(doc: Doc, at: int) -> int:
    """Where the sentence behind the one that ends at a token or goes on there ends, in its paragraph."""
    end = doc[at - 1].sent.end
    if end < len(doc) and end > at + 1:
        end = doc[end].sent.end
    elif end < len(doc):
        end = doc[min(end + 1, len(doc) - 1)].sent.end
    blank = next((t.i for t in doc[at:end] if t.is_space and "\n" in t.text), end)
    return min(blank, at + _FARTHEST)


def recipients(doc: Doc, proposal: Proposal) -> Iterator[Range]:
    """Give whom somebody told, if he passes it on."""
    if proposal.cue is None or lemma_of(doc[proposal.cue[0]]) not in SAYING:
        return
    at = proposal.cue[1]
    while at < len(doc) and doc[at].lower_ == "to":
        at += 1
    if at < len(doc) and (doc[at].pos_ in ("DET", "PROPN", "NOUN") or doc[at].tag_ == "PRP$"):
        recipient = phrase_at(doc, at, min(doc[at].sent.end, at + _LONGEST_ASIDE))
        if passes_it_on(doc, recipient):
            yield recipient


def passes_it_on(doc: Doc, recipient: Range) -> bool:
    """Is it the neighbour of "told a neighbour, Ana Alpha, who told us" or "from whom I have it"?"""
    near = doc[recipient[0] + 1 : min(len(doc), recipient[1] + _LONGEST_ASIDE)]
    who = next((t for t in near if t.lower_ in _WHO or t.text in ".;:" or t.is_quote), None)
    if who is None or who.lower_ not in _WHO:
        return False
    behind = doc[who.i + 1 : who.i + 1 + _LONGEST_ASIDE]
    if who.nbor(-1).lower_ == "from":
        return any(t.lemma_ == "have" for t in behind)
    verb = next((t for t in behind if t.pos_ == "VERB"), None)
    if verb is None or verb.i + 1 >= len(doc):
        return False
    following = verb.nbor()
    tells_us = verb.lemma_ == "tell" and (
        following.lower_ in ("us", "me") or following.pos_ in ("PROPN", "DET")
    )
    return tells_us or (verb.lemma_ in _PASSING and following.lower_ in ("it", "this", "that"))
