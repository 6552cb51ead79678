"""Component `lines`: a line break ends a sentence, and no sentence goes on for ever."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

_WIDEST_WRAP = 100  # characters; longer lines are paragraphs
_STAMP = re.compile(
    r"^(?:[A-Z][A-Z’'.-]+(?:[ ,/][^\n—–“\"]{0,50})? (?:—|–|--)|\d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?)(?= )",
    re.MULTILINE,
)
_STOPS = frozenset(".?!")
_TITLES = frozenset("Hon. Cllr. Insp. Supt. Const. Fr. Amb. Engr. Barr. Sgt. Cpl.".split())


@Language.factory("lines", assigns=["token.is_sent_start"])
def make_lines(nlp: Language, name: str, longest_sentence: int = 120) -> "Lines":
    """Build the component; `longest_sentence` counts tokens.

    It stands before the parser, which keeps the sentence starts it finds.
    """
    return Lines(longest_sentence)


class Lines:
    """Start a sentence after every line break that ends a heading or a paragraph.

    In a text wrapped at a fixed width (short lines, blank lines between paragraphs) only a blank line does. Words
    without a full stop are cut too: grammar over thousands of words costs minutes and means nothing.
    """

    def __init__(self, longest_sentence: int):
        self.longest_sentence = longest_sentence

    def __call__(self, doc: Doc) -> Doc:
        least_breaks = 2 if is_wrapped(doc.text) else 1
        length = 0
        for start in after_stamps(doc):
            doc[start].is_sent_start = True
        for token in doc[2:]:
            if token.text[0].isupper() and ends_in_title(doc[token.i - 2 : token.i]):
                token.is_sent_start = False
        for token in doc[:-1]:
            length = 0 if token.text in _STOPS else length + 1
            if length >= self.longest_sentence or token.text.count("\n") >= least_breaks:
                doc[token.i + 1].is_sent_start = True
                length = 0
        return doc


def after_stamps(doc: Doc) -> Iterator[int]:
    """Give the tokens behind a dateline ("BELLPORT, 3 May (Wire) —") or the time of a live report ("21.40")."""
    for stamp in _STAMP.finditer(doc.text):
        words = doc.char_span(stamp.start(), stamp.end(), alignment_mode="expand")
        if words is not None and words.end < len(doc):
            yield words.end


def ends_in_title(words: Span) -> bool:
    """Is it the "Hon." of "Hon. Ana Alpha", be it one token or two?"""
    return words[-1].text in _TITLES or (words[-1].text == "." and f"{words[0].text}." in _TITLES)


def is_wrapped(text: str) -> bool:
    """Are the lines cut in mid-sentence, as in mails and press releases?"""
    lines = text.split("\n")
    if "\n\n" not in text.strip() or max(map(len, lines)) > _WIDEST_WRAP:
        return False
    pairs = zip(lines, lines[1:], strict=False)
    return any(line[-1:].islower() and following[:1].islower() for line, following in pairs)
