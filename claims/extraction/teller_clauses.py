"""Who tells what another said by a clause beside it: "..., the chief said", "In private, the Post reports, ..."."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from claims.extraction.beside import Beside
from claims.extraction.cues import lemma_of
from claims.extraction.noun_phrases import CONJUNCTIONS, phrase_at
from claims.extraction.proposals import Range
from claims.extraction.sources import source_of
from claims.extraction.telling_verbs import WITH_A_WORD, tells
from claims.extraction.vocabulary import OUTLET_NOUNS, names_outlet

_OPENERS = frozenset("so as still then also or".split())
_HEARERS = frozenset("we i one you".split())  # "we hear from his office"
_MARKS = frozenset((",", "—", "–", "--", "(", "-"))
_STOPS = frozenset((";", ":", ".", "?", "!"))
_NOT_SUBJECTS = ("VBG", "VBN", "IN", "CC", "TO")
_LONGEST_CLAUSE = 18  # tokens from where a clause begins to its verb
_LONGEST_GAP = 7  # tokens between the verb and whom it tells of: "wrote at the time that Ana"
_LONGEST_RECIPIENT = 3  # tokens between "hear" and "from"


class Clauses(Beside):
    """Looks at the clauses that are thrown in, stand in front or behind, or govern an attribution."""

    def clauses(self) -> Iterator[Range]:
        """Give the subjects of clauses that are thrown in, stand behind, or come first with a comma behind them."""
        for at in self.joints():
            start = at
            while start < len(self.doc) and is_mark(self.doc[start]):
                start += 1
            is_set_off = start > at or (at > 0 and is_mark(self.doc[at - 1]))
            if not is_set_off or start >= len(self.doc) or self.closes(start) or breaks(self.doc[at:start]):
                continue
            end = min([self.end_of_sentence(start), *(first for first, _ in self.parts if first >= start)])
            subject, verb = self.clause(start, end)
            if subject and not self.has_own_content(self.doc[verb]):
                yield subject
        yield from self.clause_before()

    def has_own_content(self, verb: Token) -> bool:
        """Does a clause tell something else: "..., and experts say the sting would be gone"?"""
        said = (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i)
        edges = [(c.left_edge.i, c.right_edge.i) for c in said]
        return any(
            not any(start <= right and left < end for start, end in self.parts) for left, right in edges
        )

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
        between = self.doc[verb : start - 1]
        is_set_off = (
            any(t.is_punct or t.lower_ in CONJUNCTIONS for t in between) or self.doc[start - 1].is_punct
        )
        if not is_clause or is_set_off:
            return
        subject = source_of(self.doc[verb])
        if subject is not None and subject[1] <= verb:
            is_cut = self.doc[subject[1]].lower_ == "who"
            yield (subject[0], verb) if is_cut else subject

    def clause(self, start: int, end: int) -> tuple[Range | None, int]:
        """Give subject and verb of "[so] the chief said" or "[so] said the chief"."""
        while start < end and self.doc[start].lower_ in _OPENERS:
            start += 1
        if self.doc[start : start + 2].text.lower() == "the way":
            start += 2
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
        is_somebody = holds_noun(self.doc, (start, stop)) or self.doc[start].pos_ == "DET"
        is_past = verb.tag_ in ("VBD", "VBN") and verb.lemma_ in ("hear", "learn")
        hears = is_past and not may_publish(self.doc, start, stop)  # "the court heard"
        return (start, stop) if is_somebody and not (are_hearers or hears) else None

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
        if subject[1] < end and self.doc[subject[1]].pos_ in ("AUX", "VERB"):
            return None, start  # "said he'd been there"
        return (subject if is_closed and holds_noun(self.doc, subject) else None), start


def may_publish(doc: Doc, start: int, end: int) -> bool:
    """Is it an outlet, which tells what it has heard?"""
    return names_outlet(doc[start:end].text) or doc[end - 1].lower_ in OUTLET_NOUNS


def in_relative_clause(token: Token) -> bool:
    before = token.doc[token.i - 1] if token.i else token
    return before.lower_ in ("who", "not") or before.pos_ == "AUX"


def ends_clause(token: Token) -> bool:
    """Can no subject go on over it?"""
    is_mark_or_blank = token.text in _STOPS or token.is_quote or token.is_space
    return is_mark_or_blank or token.lower_ in CONJUNCTIONS or token.tag_ in ("WDT", "WP")


def breaks(words: Span) -> bool:
    """Does a paragraph end within?"""
    return any(token.is_space and "\n" in token.text for token in words)


def is_mark(token: Token) -> bool:
    return token.text in _MARKS or token.is_quote


def holds_noun(doc: Doc, words: Range) -> bool:
    return any(token.pos_ in ("NOUN", "PROPN", "PRON") for token in doc[slice(*words)])
