"""The people whom the model took for a place, a firm or nothing: runs of words written like names."""

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from claims.extraction.names import is_first_name, is_name_word, is_title_word
from claims.extraction.vocabulary import NO_FIRST_NAMES, ORGANIZATION_NAMES, TITLE_NOUNS

_FEWEST, _MOST = 2, 3  # words of a full name
_WIDEST_TITLE = 8  # tokens from "the director of the railway," back to its noun
_MAY_BE_NAMES = ("PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ")


def unlabelled_names(doc: Doc) -> list[Span]:
    """Give the names of people that the model labelled otherwise or not at all."""
    runs = list(capitalised_runs(doc))
    alone = Counter(run[0].lower_ for run in runs if len(run) == 1)
    names = [name for run in runs if (name := without_title(run)) is not None]
    return [name for name in names if names_nobody_else(name) and names_a_person(name, alone)]


def unlabelled_organizations(doc: Doc) -> list[Span]:
    """Give the names that end like an organization's and that the model took for nothing of the kind."""
    runs = (run for run in capitalised_runs(doc) if len(run) > 1 and run[-1].ent_type_ != "ORG")
    return [run for run in runs if run[-1].lower_ in ORGANIZATION_NAMES]


def capitalised_runs(doc: Doc) -> Iterator[Span]:
    """Give the stretches of words written like names, hyphens between them included."""
    start = None
    for token in doc:
        if is_capitalised(token) or (start is not None and is_joint(token)):
            start = token.i if start is None else start
        elif start is not None:
            yield doc[start : token.i]
            start = None
    if start is not None:
        yield doc[start : len(doc)]


def is_capitalised(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ in _MAY_BE_NAMES and is_name_word(token)


def is_joint(token: Token) -> bool:
    """The hyphen of a double name."""
    return token.text == "-" and not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_


def without_title(run: Span) -> Span | None:
    """Take titles off the front of a run; None unless a first and a last name are left."""
    start = run.start
    while start < run.end and is_title_word(run.doc[start]):
        start += 1
    name = run.doc[start : run.end]
    return name if _FEWEST <= len(name.text.split()) <= _MOST else None


def names_nobody_else(name: Span) -> bool:
    """Is it no organization by its last word, no place by its first, and no shouting?"""
    return (
        name[-1].lower_ not in ORGANIZATION_NAMES
        and name[0].lower_ not in NO_FIRST_NAMES
        and not name.text.isupper()
    )


def names_a_person(name: Span, alone: Counter[str]) -> bool:
    """A known first name tells, a title beside it, or a last name that stands alone elsewhere."""
    if not name[0].ent_type_ and all(token.pos_ == "PROPN" or token.text == "-" for token in name):
        return True
    return is_first_name(name[0]) or has_title(name) or bool(alone[name[-1].lower_])


def has_title(name: Span) -> bool:
    """Does a title stand before it: "Councillor", "the director of the railway,"?"""
    doc, before = name.doc, name.start - 1
    if before < 0:
        return False
    if doc[before].text != ",":
        return doc[before].lower_ in TITLE_NOUNS
    for i in range(before - 1, max(before - _WIDEST_TITLE, -1), -1):
        if doc[i].lower_ in TITLE_NOUNS:
            return True
        if doc[i].is_punct or doc[i].pos_ in ("VERB", "AUX"):
            return False
    return False
