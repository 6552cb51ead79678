"""Who tells, beside an attribution, what another said: by the words around it, for the parser takes asides apart.

Three forms: a clause ("..., the chief said", "In private, the Post reports, ..."), a phrase ("in the words of the
chief", "if the chief is to be believed") and a passive ("is quoted by the Post", "in a letter leaked to the Post").
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from claims.extraction.cues import lemma_of
from claims.extraction.noun_phrases import CONJUNCTIONS, phrase_at
from claims.extraction.proposals import Proposal, Range
from claims.extraction.relay_clauses import is_body
from claims.extraction.sources import source_of, source_range
from claims.extraction.telling_verbs import FORMS_OF_BE, WITH_A_WORD, tells
from claims.extraction.vocabulary import DOCUMENTS


def by_first_word(*phrases: str) -> dict[str, list[tuple[str, ...]]]:
    """Sort phrases by the word they begin with."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in (tuple(phrase.split()) for phrase in phrases):
        found[words[0]].append(words)
    return dict(found)


_PHRASES = by_first_word(
    "according to", "in the words of", "by the account of", "on the word of", "from the mouth of",
    "if one believes", "if you believe", "if we believe", "if one trusts", "if one can trust", "if one may trust",
    "if one is to believe", "if one is to go by",
)  # fmt: skip
_OPENING_WORDS = _PHRASES.keys() | {"per", "if", "in", "by"}
_PUBLISHING = frozenset("print publish reproduce release leak carry run".split())
_TEXTS = DOCUMENTS | {"mail"}  # "e-mail" is three tokens
_VERSIONS = frozenset("telling retelling account version recollection memory".split())
_TRUSTED = frozenset("believed trusted credited right".split())
_PASSIVES = frozenset("said reported understood heard quoted cited believed known remembered".split())
_PUBLISHED = frozenset(
    "printed published reproduced released read leaked posted shared forwarded reported".split()
)
_OPENERS = frozenset("so as still then also or".split())
_HEARERS = frozenset("we i one you".split())  # "we hear from his office"
_MARKS = frozenset((",", "—", "–", "--", "(", "-"))
_STOPS = frozenset((";", ":", ".", "?", "!"))
_NOT_SUBJECTS = ("VBG", "VBN", "IN", "CC", "TO")
_FARTHEST = 80  # tokens before and behind an attribution
_LONGEST_CLAUSE = 18  # tokens from where a clause begins to its verb
_LONGEST_PHRASE = 14
_LONGEST_GAP = 7  # tokens between the verb and whom it tells of: "wrote at the time that Ana"
_LONGEST_RECIPIENT = 3  # tokens between "hear" and "from"


def tellers(doc: Doc, proposal: Proposal, quoted: Sequence[bool]) -> list[Range]:
    """Give the words for those who tell it, in the sentence of an attribution that has a cue and a source.

    `quoted` tells of each token whether it stands inside a quotation.
    """
    if proposal.cue is None or proposal.source is None:
        return []
    found: list[Range] = []
    for start, end in Beside(doc, proposal).ranges():
        if start < end and not quoted[start] and not any(start < e and s < end for s, e in found):
            found.append((start, end))
    return found


class Beside:
    """Looks at the words beside one attribution."""

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

    def ranges(self) -> Iterator[Range]:
        yield from self.clauses()
        yield from self.governing()
        yield from self.phrases()
        yield from self.passives()

    def end_of_sentence(self, at: int) -> int:
        """Where the sentence ends that goes on at a token: "“...,” she said" may be two for the parser."""
        return self.doc[at].sent.end if at < len(self.doc) and not self.closes(at) else at

    def closes(self, at: int) -> bool:
        """Has a sentence ended before a token?"""
        before = next((t for t in reversed(self.doc[max(0, at - 3) : at]) if not t.is_quote), None)
        is_stop = before is not None and before.text in ".?!"
        return is_stop and (self.doc[at].is_space or self.doc[at].text[:1].isupper() or before.text == ".")  # type: ignore[union-attr]

    def clauses(self) -> Iterator[Range]:
        """Give the subjects of clauses that are thrown in, stand behind, or come first with a comma behind them."""
        for at in self.joints():
            start = at
            while start < len(self.doc) and is_mark(self.doc[start]):
                start += 1
            is_set_off = start > at or (at > 0 and is_mark(self.doc[at - 1]))
            if not is_set_off or start >= len(self.doc) or self.closes(start):
                continue
            end = min([self.end_of_sentence(start), *(first for first, _ in self.parts if first >= start)])
            subject, _ = self.clause(start, end)
            if subject:
                yield subject
        yield from self.clause_before()

    def joints(self) -> list[int]:
        """Where a clause may be thrown in: behind each part, and at a comma between cue and content."""
        behind = {end for _, end in self.parts}
        after_cue = [start for start, _ in self.contents if start >= self.cue[1]]
        between = range(self.cue[1], min(after_cue, default=self.cue[1]))
        return sorted(behind | {i for i in between if self.doc[i].text == ","})

    def clause_before(self) -> Iterator[Range]:
        if self.first - 1 <= self.start or self.doc[self.first - 1].text not in _MARKS:
            return
        commas = [t.i + 1 for t in self.doc[self.start : self.first - 1] if t.text == ","]
        for start in (self.start, *commas):
            subject, verb = self.clause(start, self.first)
            rest = self.doc[verb + 1 : self.first]
            if subject and not any(t.pos_ in ("VERB", "AUX") for t in rest):
                yield subject
                return

    def governing(self) -> Iterator[Range]:
        """Give the Post of "the Post reported that Ana said it", unless "she said that she believes it"."""
        start = self.source[0]
        near = range(start - 1, max(self.start, start - 1 - _LONGEST_GAP), -1)
        verb = next((i for i in near if tells(self.doc[i]) or self.doc[i].pos_ == "VERB"), self.start)
        is_clause = self.first == start and verb > self.start and tells(self.doc[verb])
        if not is_clause or any(t.is_punct or t.lower_ in CONJUNCTIONS for t in self.doc[verb : start - 1]):
            return
        subject = source_of(self.doc[verb])
        if subject is not None and subject[1] <= verb:
            is_cut = self.doc[subject[1]].lower_ == "who"
            yield (subject[0], verb) if is_cut else subject

    def clause(self, start: int, end: int) -> tuple[Range | None, int]:
        """Give subject and verb of "[so] the chief said" or "[so] said the chief"."""
        while start < end and self.doc[start].lower_ in _OPENERS:
            start += 1
        if start >= end:
            return None, start
        subject, verb = self.subject_first(start, end)
        return (subject, verb) if subject else self.verb_first(start, end)

    def subject_first(self, start: int, end: int) -> tuple[Range | None, int]:
        if self.doc[start].tag_ in _NOT_SUBJECTS and self.doc[start].lower_ not in ("both", "neither"):
            return None, start
        is_relative = False  # "a woman who left it says"
        for token in self.doc[start : min(end, start + _LONGEST_CLAUSE)]:
            if token.i > start and tells(token) and not (is_relative and in_relative_clause(token)):
                return self.subject_of(start, token, end), token.i
            if token.lower_ == "who" and token.i > start:
                is_relative = True
                continue
            is_finite = token.tag_ in ("VBZ", "VBD", "VBP", "MD") and token.pos_ != "AUX"
            if ends_clause(token) or (is_finite and not is_relative):
                break
        return None, start

    def subject_of(self, start: int, verb: Token, end: int) -> Range | None:
        """Give the words before the verb; "his office" of "we hear from his office"."""
        stop = verb.i
        while stop > start and (
            self.doc[stop - 1].pos_ in ("AUX", "ADV", "PART") or self.doc[stop - 1].text == ","
        ):
            stop -= 1
        nearby = self.doc[verb.i + 1 : min(end, verb.i + 1 + _LONGEST_RECIPIENT)]
        from_ = next((t.i for t in nearby if t.lower_ == "from"), None)
        are_hearers = stop == start + 1 and self.doc[start].lower_ in _HEARERS
        if from_ is not None and (are_hearers or verb.lemma_ == "hear"):
            return phrase_at(self.doc, from_ + 1, end)
        return None if are_hearers or stop <= start else (start, stop)

    def verb_first(self, start: int, end: int) -> tuple[Range | None, int]:
        while start < end - 1 and self.doc[start].pos_ in ("AUX", "ADV"):
            start += 1
        verb = self.doc[start]
        if start + 1 >= end or not tells(verb) or lemma_of(verb) in WITH_A_WORD or verb.tag_ == "VBN":
            return None, start
        behind = self.doc[start + 1]
        if behind.text == "," or behind.tag_ == "IN" or behind.lower_ in ("to", "how", "what", "it"):
            return None, start
        subject = phrase_at(self.doc, start + 1, end)
        is_closed = subject[1] >= end or not self.doc[subject[1]].text[0].isalnum() or start >= self.cue[1]
        return (subject if is_closed and holds_noun(self.doc, subject) else None), start

    def phrases(self) -> Iterator[Range]:
        """Give whose words they are by a phrase: "in the words of the chief", "in the chief's telling"."""
        words = [token.lower_ for token in self.doc[self.start : self.end]]
        for at, word in enumerate(words):
            if word not in _OPENING_WORDS or self.is_inside(self.start + at):
                continue
            opening = next((p for p in _PHRASES.get(word, ()) if words[at : at + len(p)] == list(p)), ())
            if opening:
                yield self.source_behind(self.start + at + len(opening))
            elif word == "per" and at and words[at - 1] == ",":
                yield phrase_at(self.doc, self.start + at + 1, self.end)
            elif word == "if":
                yield from self.trusted(self.start + at + 1)
            elif word in ("in", "by"):
                yield from self.teller_of_version(self.start + at + 1)

    def source_behind(self, start: int) -> Range:
        """Give the chief of "according to the chief", the Post of "according to minutes seen by the Post"."""
        found = phrase_at(self.doc, start, self.end)
        seen = next((t for t in self.doc[start : found[1] + 1] if t.tag_ == "VBN"), None)
        if (
            seen is not None
            and seen.i > start
            and seen.i + 2 < self.end
            and seen.nbor().lower_ in ("by", "to")
        ):
            return phrase_at(self.doc, seen.i + 2, self.end)
        return found

    def is_inside(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.parts)

    def trusted(self, start: int) -> Iterator[Range]:
        """Give the chief of "if the chief is to be believed"."""
        near = self.doc[start : min(self.end, start + _LONGEST_PHRASE)]
        if any(token.lower_ in _TRUSTED for token in near):
            verb = next((token.i for token in near if token.lower_ in FORMS_OF_BE), start)
            yield start, verb

    def teller_of_version(self, start: int) -> Iterator[Range]:
        """Give the chief of "in the chief's telling"."""
        near = self.doc[start : min(self.end, start + _LONGEST_PHRASE // 2)]
        version = next((token.i for token in near if token.lower_ in _VERSIONS), start)
        if version > start and self.doc[version - 1].tag_ in ("POS", "PRP$"):
            yield start, version - (self.doc[version - 1].tag_ == "POS")

    def passives(self) -> Iterator[Range]:
        """Give the Post of "is quoted by the Post" and "in a letter leaked to the Post"."""
        for verb in self.doc[self.start : self.end - 2]:
            if any(start <= verb.i < end for start, end in self.contents):
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
    if subject is not None and any(thing.lemma_.lower() in _TEXTS for thing in things):
        yield source_range(subject)


def in_relative_clause(token: Token) -> bool:
    before = token.doc[token.i - 1] if token.i else token
    return before.lower_ in ("who", "not") or before.pos_ == "AUX"


def ends_clause(token: Token) -> bool:
    """Can no subject go on over it?"""
    is_mark_or_blank = token.text in _STOPS or token.is_quote or token.is_space
    return is_mark_or_blank or token.lower_ in CONJUNCTIONS or token.tag_ in ("WDT", "WP")


def is_mark(token: Token) -> bool:
    return token.text in _MARKS or token.is_quote


def holds_noun(doc: Doc, words: Range) -> bool:
    return any(token.pos_ in ("NOUN", "PROPN", "PRON") for token in doc[slice(*words)])
