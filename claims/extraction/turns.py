"""Whose turn it is in a transcript or an interview: whom a label names, and whom "you" means."""

from collections.abc import Sequence

from spacy.tokens import Span

from claims.extraction.cast import Cast
from claims.extraction.names import words_of
from claims.extraction.people import Person
from claims.extraction.transcripts import INTERVIEWEE
from claims.extraction.vocabulary import HONORIFICS


class Turns:
    """Remembers in front of which paragraphs a label stands; `paragraphs` gives the number of each token's."""

    def __init__(self, cast: Cast, paragraphs: Sequence[int]):
        self.cast, self.paragraphs = cast, paragraphs
        self.interviewee: Person | None = None  # told by what stands before the first answer
        self.taken: list[tuple[int, Person]] = []

    def take(self, person: Person, at: int) -> None:
        """Keep in mind whose label stands at a token."""
        self.taken.append((self.paragraphs[at], person))

    def labelled(self, part: Span) -> Person | None:
        """Give whom a label of a transcript means: "ALPHA", "A.", "A.B."."""
        part = part[1:] if len(part) > 1 and part[0].lower_ in HONORIFICS else part  # "Ms ALPHA"
        text = part.text.rstrip(".")
        if text == INTERVIEWEE:
            self.interviewee = self.interviewee or self.cast.protagonist(part.start)
            return self.interviewee
        if part.text.isupper() and "." in text:
            return self.cast.with_initials(part.text.replace(".", ""))
        return self.cast.called(words_of(part), part.start) if part.text.isupper() else None

    def addressed(self, part: Span) -> Person | None:
        """Give whom "you" means: the one called by name in front of it, or else who had the turn before."""
        before = part.doc[max(0, part.start - 2) : part.start]
        if before.text.endswith(",") and (person := self.cast.called((before[0].text,), part.start)):
            return person
        here = self.paragraphs[part.start]
        before_it = (person for paragraph, person in reversed(self.taken) if paragraph < here)
        return next(before_it, self.interviewee)
