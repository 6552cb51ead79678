"""Where names stand in a text: those that words beside them tell, those the tagger knows, and runs of capitals."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set

from spacy.tokens import Doc, Span, Token

from claims.extraction.first_names import is_known_name
from claims.extraction.learned.heads import NAMES
from claims.extraction.names import (
    CALLED,
    is_first_name,
    is_name_word,
    is_particle,
    is_time,
    is_title_word,
    joins_names,
    start_of_name,
)
from claims.extraction.unlabelled_names import (
    beside_several,
    bodies_of_people,
    bodies_of_something,
    firms_of_partners,
    named_outlets,
    organizations_beside_nouns,
    unlabelled_organizations,
)
from claims.extraction.vocabulary import (
    BODY_OPENERS,
    NO_FIRST_NAMES,
    ORGANIZATION_NAMES,
    OUTLETS,
    TITLE_NOUNS,
)

PERSON, ORGANIZATION = NAMES
_CALLINGS = ("ist", "ician", "arian", "er", "or", "man", "woman")
_POSTNOMINALS = frozenset("KC QC SC MP MBE OBE CBE DBE KBE PhD MD RN".split())  # "Ana Alpha KC"
_NUMBERED = BODY_OPENERS | {"local", "tv"}  # "Channel 6"
_OFFICES = frozenset("minister secretary officer president governor director commissioner ambassador".split())


def names_in(doc: Doc) -> list[Span]:
    """Give the names of people and organizations: what words beside them tell, what the tagger knows, and where both
    are silent every run of capitals, of which the whole article tells later whether it is a person's.
    """
    told: list[Span] = []
    taken: set[int] = set()

    def take(names: Iterable[Span]) -> None:
        new = [name for name in names if taken.isdisjoint(range(name.start, name.end))]
        told.extend(new)
        taken.update(token.i for name in new for token in name)

    take(given_names(doc))
    people = {t.i for name in doc.spans.get("names", ()) if name.label_ == PERSON for t in name}
    beside_nouns = (name for name, _ in organizations_beside_nouns(doc))
    for one in (
        *firms_of_partners(doc),
        *bodies_of_something(doc),
        *bodies_of_people(doc),
        *named_outlets(doc),
        *beside_nouns,
    ):
        if not is_told_person(one, people):
            take([Span(doc, one.start, one.end, label=ORGANIZATION)])
    take(Span(doc, one.start, one.end, label=ORGANIZATION) for one, _ in beside_several(doc))
    for name in doc.spans.get("names", ()):
        if taken.isdisjoint(range(name.start, name.end)):
            take(bare_names(Span(doc, name.start, whole_end(name), label=name.label)))
    for run in runs_of_capitals(doc, taken):
        take(bare_names(run))
    take(Span(doc, run.start, run.end, label=ORGANIZATION) for run in unlabelled_organizations(doc))
    return told


def given_names(doc: Doc) -> Iterator[Span]:
    """Give the names that people are said to give themselves: "a man calling himself Commander Alpha"."""
    for called in CALLED.finditer(doc.text):
        if (name := doc.char_span(*called.span("name"))) is not None:
            yield Span(doc, name.start, name.end, label=PERSON)


def is_told_person(name: Span, people: Set[int]) -> bool:
    """Does the tagger take all of it for a person: "the head of the bank, Ana Alpha,"?"""
    is_likely = is_known_name(name[0].text) or (
        len(name) > 1 and not any(token.text == "&" for token in name)
    )
    return is_likely and all(token.i in people for token in name)


def whole_end(name: Span) -> int:
    """Where "Ana Alpha" ends if the tagger told "Ana"."""
    doc, end = name.doc, name.end
    while end < len(doc) and may_stand_in_name(doc, name.start, end):
        if is_title_word(doc[end]) and doc[end].lower_ not in ORGANIZATION_NAMES:
            break  # but "Alpha Builders"
        end += 1
    return end


def runs_of_capitals(doc: Doc, taken: Set[int]) -> Iterator[Span]:
    """Give the runs of proper nouns that are not taken yet, each from the first name in it on, if there is one."""
    start = 0
    while start < len(doc):
        end = start
        while end < len(doc) and end not in taken and may_stand_in_name(doc, start, end):
            end += 1
        if end > start:
            first = next((i for i in range(start, end - 1) if is_first_name(doc[i])), start)
            yield Span(doc, first, end, label=PERSON)
        start = max(end, start + 1)


def may_stand_in_name(doc: Doc, start: int, i: int) -> bool:
    """Is it a capital of a name that begins at `start`, or a "de" between two?"""
    if is_capital(doc[i]):
        return not is_time(doc[i])
    if doc[i].is_digit and i > start:
        return doc[i - 1].lower_ in _NUMBERED
    is_between = start < i < len(doc) - 1 and is_capital(doc[i + 1])
    return is_between and (is_name_word(doc[i]) or joins_names(doc[i - 1], doc[i]))


def bare_names(name: Span) -> list[Span]:
    """Give the names in a span without titles and callings, and with the parts of a name that were left out."""
    doc = name.doc
    is_double = len(name) > 2 and name[-2].text == "-"  # "Ana Beta-Fox"
    ends_so = name[-1].lower_ in ORGANIZATION_NAMES | OUTLETS and not is_double
    if name.label_ == ORGANIZATION or ends_so or is_opened(name):
        return [Span(doc, first_capital(doc, name.start), name.end, label=ORGANIZATION)]
    joints = [token.i for token in name[1:-1] if token.lower_ in ("and", "or", "nor")]
    bounds = zip([name.start, *(i + 1 for i in joints)], [*joints, name.end], strict=True)
    return [bare for start, end in bounds if (bare := bare_person(doc, start, end)) is not None]


def is_opened(name: Span) -> bool:
    """Is it an organization's for the word before it, or its first: "Radio Brack"?"""
    first = [name[0], *([name[0].nbor(-1)] if name.start else [])]
    return any(token.lower_ in BODY_OPENERS and token.text[0].isupper() for token in first)


def first_capital(doc: Doc, start: int) -> int:
    """Where the capitalised words in front of a name begin: "The Norrhaven" before "Examiner"."""
    is_lone = doc[start].lower_ in ORGANIZATION_NAMES  # "Klamish Nation", of which the first is an adjective
    while (
        start
        and (is_capital(doc[start - 1]) or (is_lone and is_adjective_of_name(doc[start - 1])))
        and not doc[start].is_sent_start
        and not is_time(doc[start - 1])
    ):
        start -= 1
    return start - (start > 0 and doc[start - 1].text == "The" and not doc[start - 1].is_sent_start)


def is_adjective_of_name(token: Token) -> bool:
    return token.pos_ == "ADJ" and token.text[0].isupper() and not token.is_sent_start


def is_capital(token: Token) -> bool:
    is_label = token.text == "Q." and token.is_sent_start
    return token.pos_ == "PROPN" and token.text[0].isupper() and not is_label


def bare_person(doc: Doc, start: int, end: int) -> Span | None:
    start = max((i + 1 for i in range(start, end - 1) if is_title_word(doc[i])), default=start)
    while start < end and (
        is_title_word(doc[start]) or any(t.is_alpha and not is_name_word(t) for t in doc[start:end])
    ):
        start += 1
    while start < end and not doc[start].text[0].isalnum():
        start += 1
    is_calling = end - start > 1 and doc[end - 1].lower_ in _OFFICES and not is_known_name(doc[start].text)
    if start == end or is_calling:
        return None  # "Fisheries Minister"
    while end - start > 1 and doc[end - 1].text in _POSTNOMINALS:
        end -= 1
    start = start_of_name(doc, with_first_name(doc, start, end))
    while end < len(doc) and joins_names(doc[end - 1], doc[end]):
        end += 1
    return Span(doc, start, end, label=PERSON)


def with_first_name(doc: Doc, start: int, end: int) -> int:
    """Where a name begins whose first words were left out, or that has other words before it."""
    is_lone = start == end - 1 or (start > 0 and is_known_name(doc[start - 1].text))
    if start > 1 and is_particle(doc[start - 1]) and may_be_first_name(doc[start - 2]):
        start -= 2  # "Ana de" before "Alpha"
    elif is_lone and start and may_be_first_name(doc[start - 1]):
        start -= 1
    while start and is_initial(doc[start - 1]):
        start -= 1
    if start and is_initial(doc[start]) and may_be_first_name(doc[start - 1]):
        start -= 1  # "Ana" of "Ana E. Alpha"
    if (
        end - start > 2
        and is_capital(doc[end - 2])
        and is_known_name(doc[end - 2].text)
        and not is_known_name(doc[start].text)
    ):
        start = end - 2  # "Gaol Ana Alpha"
    if len(doc[start:end].text.split()) > 2 and opens_with_calling(doc[start]):
        start += 1
    return start


def is_initial(token: Token) -> bool:
    """Is it the "A." of "A. B. Alpha"?"""
    return len(token) == 2 and token.text[0].isupper() and token.text[1] == "." and token.text != "Q."


def opens_with_calling(token: Token) -> bool:
    """Is it the "Geophysicist" of "Geophysicist Ana Alpha argued"?"""
    return bool(token.is_sent_start) and token.lower_.endswith(_CALLINGS) and not is_known_name(token.text)


def may_be_first_name(token: Token) -> bool:
    if token.lower_ in NO_FIRST_NAMES:
        return False
    return token.pos_ == "PROPN" and token.text.istitle() and not is_title_word(token)


def names_within(names: Sequence[Span], part: Span) -> Iterator[Span]:
    at = bisect_left(names, part.start, key=lambda name: name.start)
    while at < len(names) and names[at].end <= part.end:
        yield names[at]
        at += 1


def stands_for(name: Span, part: Span) -> bool:
    """Is it no more than a name inside: owned by another, before its noun, or behind a preposition?"""
    before = next(
        (t for t in reversed(part.doc[part.start : name.start]) if t.pos_ not in ("DET", "ADJ", "NUM")), None
    )
    behind = part.doc[name.end] if name.end < part.end else None
    is_office = part.root.lower_ in TITLE_NOUNS and name.end == part.end and len(name) > 1
    if is_office and name.label_ == PERSON and before is not None and before.pos_ == "NOUN":
        return True  # "chairman of selectors Ana Alpha"
    return not (
        (before is not None and (before.pos_ == "ADP" or is_governed(name, part, before)))
        or (behind is not None and (behind.tag_ == "POS" or goes_on_behind(behind)))
    )


def goes_on_behind(behind: Token) -> bool:
    return behind.pos_ in ("NOUN", "PROPN", "ADJ") and behind.text not in _POSTNOMINALS


def is_governed(name: Span, part: Span, before: Token) -> bool:
    """Does a noun phrase behind a preposition hold a name: "a deckhand on the tug Alpha"?"""
    within = range(part.start, name.start)
    governors = (t for t in name.root.ancestors if t.i in within and t.pos_ == "ADP")
    return before.text != "," and part.root.i < name.start and any(t.i > part.root.i for t in governors)
