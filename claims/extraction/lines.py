"""Component `lines`: a line break ends a sentence, unless the text was wrapped at a fixed width."""

from spacy.language import Language
from spacy.tokens import Doc, Token

_WIDEST_WRAP = 100  # characters; longer lines are paragraphs


@Language.factory("lines", assigns=["token.is_sent_start"])
def make_lines(nlp: Language, name: str) -> "Lines":
    """Build the component. It stands before the parser, which keeps the sentence starts it finds."""
    return Lines()


class Lines:
    """Start a sentence after every line break that ends a heading or a paragraph.

    In a text wrapped at a fixed width (short lines, blank lines between paragraphs) only a blank line does.
    """

    def __call__(self, doc: Doc) -> Doc:
        wrapped = is_wrapped(doc.text)
        for token in doc[:-1]:
            if token.is_space and ends_paragraph(token, wrapped):
                doc[token.i + 1].is_sent_start = True
        return doc


def ends_paragraph(blank: Token, wrapped: bool) -> bool:
    breaks = blank.text.count("\n")
    return breaks > 1 or (breaks == 1 and not wrapped)


def is_wrapped(text: str) -> bool:
    lines = text.split("\n")
    return (
        "\n\n" in text.strip()
        and max(map(len, lines)) <= _WIDEST_WRAP
        and any(
            line[-1:].islower() and following[:1].islower()
            for line, following in zip(lines, lines[1:], strict=False)
        )
    )
