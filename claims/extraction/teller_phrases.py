"""Who tells what another said by a phrase ("in the words of the chief", "if the chief is to be believed") or a passive
("is quoted by the Post", "in a letter leaked to the Post") beside it.
"""

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Token

from claims.extraction.beside import Beside
from claims.extraction.cues import NOUNS, lemma_of
from claims.extraction.noun_phrases import phrase_at
from claims.extraction.proposals import Range
from claims.extraction.relay_clauses import is_body
from claims.extraction.relayer_words import VERSIONS
from claims.extraction.sources import source_range
from claims.extraction.telling_verbs import FORMS_OF_BE
from claims.extraction.vocabulary import DOCUMENTS, names_outlet


def by_first_word(*phrases: str) -> dict[str, list[tuple[str, ...]]]:
    """Sort phrases by the word they begin with."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in (tuple(phrase.split()) for phrase in phrases):
        found[words[0]].append(words)
    return dict(found)


_PHRASES = by_first_word(
    "according to", "as per", "in the words of", "by the account of", "on the word of", "from the mouth of",
    "if one believes", "if you believe", "if we believe", "if one trusts", "if one can trust", "if one may trust",
    "if one is to believe", "if one is to go by",
)  # fmt: skip
_OPENING_WORDS = _PHRASES.keys() | {"per", "if", "in", "by"}
_PUBLISHING = frozenset("print publish reproduce release leak carry run".split())
_TEXTS = DOCUMENTS | {"mail"}  # "e-mail" is three tokens
_TRUSTED = frozenset("believed trusted credited right correctly".split())
_PASSIVES = frozenset("said reported understood heard quoted cited believed known remembered".split())
_PUBLISHED = frozenset(
    "printed published reproduced released read leaked posted shared forwarded reported carried aired broadcast".split()
)
_LONGEST_PHRASE = 14


class Phrases(Beside):
    """Looks at the phrases and passives in the sentence of an attribution."""

    def phrases(self) -> Iterator[Range]:
        """Give whose words they are by a phrase: "in the words of the chief", "in the chief's telling"."""
        words = [token.lower_ for token in self.doc[self.start : self.end]]
        for at, word in enumerate(words):
            if word not in _OPENING_WORDS or not self.is_beside(self.start + at):
                continue
            opening = next((p for p in _PHRASES.get(word, ()) if words[at : at + len(p)] == list(p)), ())
            if opening:
                yield self.source_behind(self.start + at + len(opening))
            elif word == "per" and at and not words[at - 1][-1].isalnum():
                yield phrase_at(self.doc, self.start + at + 1, self.end)
            elif word == "if":
                yield from self.trusted(self.start + at + 1)
            elif word in ("in", "by"):
                yield from self.teller_of_version(self.start + at + 1)

    def source_behind(self, start: int) -> Range:
        """Give the chief of "according to the chief", the Post of "according to minutes seen by the Post"."""
        found = phrase_at(self.doc, start, self.end)
        seen = next((t.i for t in self.doc[start + 1 : found[1] + 1] if t.tag_ == "VBN"), self.end)
        is_split = seen + 1 < self.end and self.doc[seen + 1].lower_ in ("out", "aloud")
        by = seen + 1 + is_split
        if by + 1 < self.end and self.doc[by].lower_ in ("by", "to"):
            return phrase_at(self.doc, by + 1, self.end)
        return found

    def trusted(self, start: int) -> Iterator[Range]:
        """Give the chief of "if the chief is to be believed"."""
        near = self.doc[start : min(self.end, start + _LONGEST_PHRASE)]
        if any(token.lower_ in _TRUSTED for token in near):
            yield start, next((token.i for token in near if token.pos_ in ("VERB", "AUX")), start)

    def teller_of_version(self, start: int) -> Iterator[Range]:
        """Give the chief of "in the chief's telling"."""
        near = self.doc[start : min(self.end, start + _LONGEST_PHRASE // 2)]
        version = next((token.i for token in near if token.lower_ in VERSIONS), start)
        if version > start and self.doc[version - 1].tag_ in ("POS", "PRP$"):
            yield start, version - (self.doc[version - 1].tag_ == "POS")

    def passives(self) -> Iterator[Range]:
        """Give the Post of "is quoted by the Post" and "in a letter leaked to the Post"."""
        for verb in self.doc[self.start : self.end - 2]:
            if verb.pos_ not in ("VERB", "AUX") or any(start <= verb.i < end for start, end in self.contents):
                continue
            behind = (
                verb.i
                + 1
                + (self.doc[verb.i + 1].pos_ in ("ADV", "ADP") and self.doc[verb.i + 1].lower_ != "by")
            )
            by = self.doc[behind] if behind < self.end and self.doc[behind].lower_ == "by" else None
            near = self.doc[max(self.start, verb.i - 3) : verb.i]
            is_passive = verb.lower_ in _PASSIVES and any(t.lower_ in FORMS_OF_BE for t in near)
            is_quoted = verb.lower_ in ("quoted", "heard") and verb.i >= self.source[1]
            if by is not None and (is_passive or is_quoted or verb.lower_ in _PUBLISHED):
                yield phrase_at(self.doc, by.i + 1, self.end)
            elif verb.lower_ == "leaked" and self.doc[verb.i + 1].lower_ == "to":
                yield phrase_at(self.doc, verb.i + 2, self.end)
            elif lemma_of(verb) in _PUBLISHING and (verb.i < self.first or verb.dep_ == "relcl"):
                yield from publishers(verb)
            elif verb.lower_ in ("quoted", "cited"):
                yield from self.quoting_paper(verb.i + 1)

    def quoting_paper(self, start: int) -> Iterator[Range]:
        """Give the Post of "is quoted (as saying) in (or by) the Post", "is quoted as telling the Post"."""
        at = start
        if self.doc[at].lower_ == "as" and at + 2 < self.end:
            at += 2
            if self.doc[at - 1].lower_ == "telling":
                yield phrase_at(self.doc, at, self.end)
        if self.doc[at].lower_ in ("in", "by", "on") and at + 1 < self.end:
            paper = phrase_at(self.doc, at + 1, self.end)
            if self.doc[at].lower_ == "by" or is_body(self.doc[slice(*paper)].root):
                yield paper


def publishers(verb: Token) -> Iterator[Range]:
    """Give the Post of "the Post printed a letter in which" and "a letter that the Post printed"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")), None)
    things = [c for c in verb.children if c.dep_ == "dobj"] + [verb.head] * (verb.dep_ == "relcl")
    if (
        subject is not None
        and may_print(subject)
        and any(thing.lemma_.lower() in _TEXTS | NOUNS for thing in things)
    ):
        yield source_range(subject)


def may_print(subject: Token) -> bool:
    """Is it an outlet or another body, and nobody who hands out papers?"""
    is_titled = subject.pos_ == "PROPN" and subject.left_edge.lower_ == "the"  # "the Courant"
    return is_titled or is_body(subject) or names_outlet(subject.doc[slice(*source_range(subject))].text)
