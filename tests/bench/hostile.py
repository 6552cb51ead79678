"""Texts that slow readers down: each is English enough to be read, and of the size asked for."""

import random
from collections.abc import Callable
from itertools import count

LETTERS = "bdfgklmnprstvz"
OPENING = "The dam holds, said Ana Alpha, and that is all there is to it for now. "


def filled(pattern: str) -> Callable[[int], str]:
    """A text of one pattern after a sentence that makes it English."""
    return lambda size: (OPENING + pattern * (size // len(pattern) + 1))[:size]


def numbered(pattern: str) -> Callable[[int], str]:
    """The same with a new name each time."""

    def text(size: int) -> str:
        chance, parts, length = random.Random(1), [OPENING], len(OPENING)
        for number in count(1):
            if length >= size:
                break
            parts.append(pattern.format(name=name(chance), other=name(chance), number=number))
            length += len(parts[-1])
        return "".join(parts)[:size]

    return text


def name(chance: random.Random) -> str:
    """A first and a last name that nobody has."""
    return " ".join(
        "".join(chance.choice(LETTERS) + chance.choice("aeiou") for _ in "123").title() for _ in "12"
    )


TEXTS: dict[str, Callable[[int], str]] = {
    "opening quotation marks": filled("“"),
    "straight quotation marks": filled('"'),
    "apostrophes": filled("'"),
    "brackets": filled("(["),
    "full stops": filled("."),
    "one word without end": filled("a"),
    "blanks": filled(" "),
    "a word a line": filled("said\n"),
    "one sentence without end": filled("and the dam that the river fills holds "),
    "that he said that he said": filled("he said that she had said that "),
    "quoted words": filled('the "dam" is “safe” and '),
    "nested quotations": filled("“He said ‘she said “no’ to it”. "),
    "paragraphs that never close": filled("“The dam holds and it will hold.\n\n"),
    "short answers": filled("“No,” she said. “Yes,” he said. "),
    "joint speakers without end": numbered("{name} and "),
    "a new speaker each sentence": numbered("{name} said the dam of {other} holds. "),
    "according to without end": numbered("according to {name} of the "),
    "names and pronouns": numbered("{name} told {other} that he had said she was there. He said it. "),
    "code": numbered('{{"the_{number}": ["is", {{"of": {number}}}], "and": null}},\n'),
    "a table": numbered("the {number}\t{number}.5 %\tof\t{name}\n"),
    "capitals": filled("THE DAM OF THE CITY HOLDS, SAID ANA ALPHA. "),
    "accents apart from their letters": filled("the de\u0301a\u0300m\u0302 i\u0308s safe, said A\u0301na. "),
    "invisible signs": filled("the\u200b \u2060dam\u202e is\u00ad safe\ufeff. "),
}
