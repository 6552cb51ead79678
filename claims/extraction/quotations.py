"""Component `quotations`: the stretches of text that stand in quotation marks."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Span

CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "‹": "›"}
MARKS = frozenset("".join(CLOSERS) + "".join(CLOSERS.values()))
SPEECH, SCARE = "speech", "scare"  # labels: something said; a word or two held at arm's length
_AFTER_BLANK = frozenset("([{—–-/“„«‘\"'")  # an opening mark follows a blank or one of these


@Language.factory("quotations", assigns=["doc.spans"])
def make_quotations(nlp: Language, name: str, scare_words: int = 2) -> "Quotations":
    """Build the component; `scare_words` is the most words that marks may hold without anybody speaking."""
    return Quotations(scare_words)


class Quotations:
    """Mark what stands in quotation marks, marks included.

    Writes doc.spans["quotations"]: one span a stretch, label "speech" or "scare". The paragraphs of one long
    quotation (each opens with a mark, only the last closes) share an id.
    """

    def __init__(self, scare_words: int):
        self.scare_words = scare_words

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text  # put together anew at every call
        spans = [self.span(doc, text, stretch) for stretch in stretches(text)]
        doc.spans["quotations"] = [span for span in spans if span is not None]
        return doc

    def span(self, doc: Doc, text: str, stretch: "Stretch") -> Span | None:
        label = SCARE if is_scare(text[stretch.start + 1 : stretch.end], self.scare_words) else SPEECH
        return doc.char_span(
            stretch.start, stretch.end, label=label, span_id=f"q{stretch.group}", alignment_mode="expand"
        )


@dataclass(frozen=True)
class Stretch:
    """Characters from an opening mark to its closing mark, or to the end of a paragraph that goes on."""

    start: int
    end: int
    group: int


@dataclass
class Reader:
    """The state of reading: which mark is open since where, and the stretches already closed."""

    opener: str = ""
    start: int = 0
    depth: int = 0
    group: int = 0
    continues: str = ""  # the opener of a quotation that the last paragraph left open
    found: list[Stretch] = field(default_factory=list)

    def open(self, mark: str, at: int) -> None:
        self.group += mark != self.continues
        self.opener, self.start, self.depth, self.continues = mark, at, 1, ""

    def close(self, at: int) -> None:
        self.found.append(Stretch(self.start, at, self.group))
        self.opener = ""

    def end_paragraph(self, at: int, next_mark: str) -> None:
        """An open quotation goes on if the next paragraph opens with its mark; else its end was forgotten."""
        self.continues = self.opener if self.opener and next_mark == self.opener else ""
        if self.continues or (self.opener == "“" and self.depth == 1):
            self.close(at)
        self.opener = ""


def stretches(text: str) -> list[Stretch]:
    """Read the text once, from left to right, and give what stands in quotation marks."""
    reader = Reader()
    for start, end, next_mark in paragraphs(text):
        for at in range(start, end):
            if text[at] in MARKS:
                read_mark(reader, text, at)
        reader.end_paragraph(end, next_mark)
    return reader.found


def paragraphs(text: str) -> Iterator[tuple[int, int, str]]:
    """Give start and end of each line with words, and the mark that opens the line after it."""
    lines, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
        start += len(line) + 1
    for (start, end), following in zip(lines, [start for start, _ in lines[1:]] + [len(text)], strict=False):
        yield start, end, text[following : following + 1]


def read_mark(reader: Reader, text: str, at: int) -> None:
    """Move the state over the mark at `at`: it opens, closes, nests, or is no quotation mark (5", the ’90s)."""
    mark = text[at]
    if not reader.opener:
        if may_open(text, at):
            reader.open(mark, at)
    elif mark in CLOSERS[reader.opener] and may_close(reader, text, at):
        reader.depth -= 1
        if not reader.depth:
            reader.close(at + 1)
    elif mark == reader.opener and mark not in CLOSERS[mark]:
        reader.depth += 1


def may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    stands_free = not before or before.isspace() or before in _AFTER_BLANK
    return text[at] in CLOSERS and stands_free and bool(after) and not after.isspace()


def may_close(reader: Reader, text: str, at: int) -> bool:
    """An apostrophe inside a word closes nothing; neither does a straight mark that opens a nested quotation."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "’":
        return not after.isalnum()
    return not (text[at] == '"' and before.isspace() and after.isalnum())


def is_scare(text: str, most_words: int) -> bool:
    """A word or two inside a sentence: a “fix”, but not “Never,” nor “No comment.”"""
    inner = text.strip("".join(MARKS) + " ")
    return len(inner.split()) <= most_words and not inner.endswith((",", ".", "?", "!", "…"))
