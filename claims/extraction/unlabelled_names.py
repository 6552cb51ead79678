"""The organizations that the model took for nothing of the kind: capitalised words that end like their names, or that
stand beside a noun which tells what they name."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from claims.extraction.first_names import is_known_name
from claims.extraction.names import is_name_word, is_time, is_title_word
from claims.extraction.vocabulary import FIRM_NOUNS, ORGANIZATION_NAMES, ORGANIZATIONS, TITLE_NOUNS

_MAY_BE_NAMES = ("PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ")
_JOINING = frozenset(
    "at of the de do da del di du des la los & and".split()
)  # inside a name: "Coffee at Eight"
_GOES_ON = ("NOUN", "PROPN", "ADJ", "PART")  # with a noun: it is not the last of its phrase
_ENDS_OF_NAMES = frozenset(("magazine", "newspaper", "television", "radio"))
# before a name at the start of a sentence: "Insurer Alpha Mutual"
_FIRMS = frozenset(
    """insurer retailer airline broadcaster bookmaker carmaker manufacturer supplier carrier startup brokerage brewery
    supermarket newspaper""".split()
)
_BANDS = frozenset("sons daughters brothers sisters friends knights guardians brotherhood movement".split())
_OWNERS = frozenset("children people minister mayor president governor prosecutor attorney ombudsman".split())
_FARTHEST = 4  # tokens from a name to the noun behind it


def unlabelled_organizations(doc: Doc) -> Iterator[Span]:
    """Give the names that end like an organization's, whatever the model says."""
    for run in capitalised_runs(doc):
        if len(run) > 1 and run[-1].lower_ in ORGANIZATION_NAMES:
            yield run


def firms_of_partners(doc: Doc) -> Iterator[Span]:
    """Give the names like "Amber & Sons"."""
    for token in doc[1:-1]:
        if token.text == "&" and may_name(token.nbor(-1)) and may_name(token.nbor()):
            start = start_of_name(doc, token.i)
            yield doc[start : end_of_name(doc, start)]


def bodies_of_something(doc: Doc) -> Iterator[Span]:
    """Give the names like "Department of Homeland Security" and "Front of the Two Rivers"."""
    for token in doc[1:-1]:
        before, after = token.nbor(-1), token.nbor()
        if after.lower_ == "the" and after.i + 1 < len(doc):
            after = after.nbor()
        if token.lower_ in ("of", "for") and is_body_noun(before) and is_proper(after):
            start, end = before.i, after.i + 1
            while start and is_proper(doc[start - 1]):
                start -= 1
            while end < len(doc) and is_proper(doc[end]):
                end += 1
            yield doc[start:end]


def bodies_of_people(doc: Doc) -> Iterator[Span]:
    """Give the names like "Crane Drivers' Guild", "Fishermen's Union" and "Mayor's Office"."""
    for noun in doc[2:]:
        people, mark = noun.nbor(-2), noun.nbor(-1).text
        are_many = people.lower_.endswith("s") and mark in ("’", "'")
        are_many |= mark in ("’s", "'s") and (people.lower_.endswith("men") or people.lower_ in _OWNERS)
        if are_many and is_body_noun(noun):
            start = people.i + 1
            while start and may_stand_before(doc[start - 1]):
                start -= 1
            if start <= people.i:
                yield doc[start : noun.i + 1]


def may_stand_before(token: Token) -> bool:
    """Is it the "Hotel" or the "and" of "the Hotel and Catering Workers' Union"?"""
    return token.lower_ == "and" if joins(token) else may_name(token) and token.pos_ in ("PROPN", "NOUN")


def is_body_noun(token: Token) -> bool:
    return token.lower_ in ORGANIZATIONS | ORGANIZATION_NAMES | _BANDS and token.text[0].isupper()


def is_proper(token: Token) -> bool:
    return token.pos_ == "PROPN" and may_name(token)


def organizations_beside_nouns(doc: Doc) -> Iterator[tuple[Span, str]]:
    """Give the names beside nouns that tell what they name, each with its noun."""
    yield from beside_one(doc)
    yield from beside_several(doc)


def beside_several(doc: Doc) -> Iterator[tuple[Span, str]]:
    """Give the names of "the unions Alpha and Beta", each with the noun."""
    for noun in doc[1:-1]:
        if noun.tag_ == "NNS" and noun.lemma_.lower() in ORGANIZATIONS | FIRM_NOUNS | {"sponsor"}:
            yield from ((name, noun.lemma_.lower()) for name in listed_behind(noun))


def beside_one(doc: Doc) -> Iterator[tuple[Span, str]]:
    """Give the names in "the weekly The Belfry" and "Coffee at Eight, the breakfast show,", each with its noun."""
    for noun in doc[1:-1]:
        is_opening = bool(noun.is_sent_start) and noun.lower_ in _FIRMS and noun.pos_ == "PROPN"
        if noun.lower_ not in ORGANIZATIONS | FIRM_NOUNS or not (is_opening or noun.pos_ in ("NOUN", "ADJ")):
            continue
        following = noun.nbor()
        if following.text == "," and noun.lower_ in FIRM_NOUNS and noun.i + 2 < len(doc):
            if holds_title(noun):
                continue
            following = noun.nbor(2)  # "the insurer, Harbour Mutual"
        if following.text == "The" or may_begin(following) or opens_title(following):
            yield doc[following.i : end_of_name(doc, following.i)], noun.lower_
        elif (comma := comma_before(noun)) and noun.nbor().pos_ not in _GOES_ON:
            name = doc[start_of_name(doc, comma) : comma]
            if name and may_begin(name[0]):
                yield name, noun.lower_


def listed_behind(noun: Token) -> Iterator[Span]:
    """Give the names of "the unions Alpha and Beta" and "two groups, Alpha North and the Beta Trust,"."""
    doc, at = noun.doc, noun.i + 1
    is_of = noun.dep_ == "pobj" and noun.head.lower_ == "of"  # "the leaders of two parties, Ana and Ben"
    if at < len(doc) and doc[at].text == "," and not is_of:
        at += 1
    found: list[Span] = []
    while at + 1 < len(doc):
        at += doc[at].lower_ == "the"
        end = at
        while end < len(doc) and may_name(doc[end]):
            end += 1
        if end == at or is_known_name(doc[at].text) or is_title_word(doc[at]):
            break
        found.append(doc[at:end])
        if end + 1 >= len(doc) or doc[end].lower_ not in ("and", ","):
            break
        at = end + 1 + (doc[end].text == "," and doc[end + 1].lower_ == "and")
    if len(found) > 1:
        yield from found


def holds_title(noun: Token) -> bool:
    """Is it the "bank" of "the head of the bank, Ana Alpha"?"""
    before = [token.lower_ for token in noun.doc[max(0, noun.i - _FARTHEST) : noun.i]]
    return "of" in before and any(word in TITLE_NOUNS for word in before)


def may_begin(token: Token) -> bool:
    """May a token begin the name of an organization, and neither a title nor the name of a person?"""
    return (
        may_name(token) and token.pos_ != "ADP" and not is_title_word(token) and not is_known_name(token.text)
    )


def opens_title(token: Token) -> bool:
    """Is it the "Off" of "Off Beat"?"""
    return token.pos_ == "ADP" and may_name(token) and may_name(token.nbor())


def named_outlets(doc: Doc) -> Iterator[Span]:
    """Give the names that end in a noun without a capital: "Glitter magazine"."""
    for noun in doc[1:]:
        if noun.lower_ in _ENDS_OF_NAMES and noun.is_lower and may_begin(noun.nbor(-1)):
            before = noun.nbor(-1)
            if before.pos_ == "PROPN" and before.tag_ != "POS":
                yield doc[start_of_name(doc, noun.i) : noun.i + 1]


def comma_before(noun: Token) -> int:
    """Give the comma in front of "a local daily"; 0 if there is none."""
    for token in reversed(noun.doc[max(1, noun.i - _FARTHEST) : noun.i]):
        if token.lower_ in ("the", "a", "an"):
            return token.i - 1 if token.nbor(-1).text == "," else 0
        if token.pos_ not in ("ADJ", "NOUN", "PROPN"):
            break
    return 0


def end_of_name(doc: Doc, start: int) -> int:
    end = start + 1
    while end + 1 < len(doc) and (may_name(doc[end]) or joins(doc[end])):
        if doc[end].lower_ == "and" and doc[end - 1].lower_ in ORGANIZATION_NAMES:
            break  # "Alpha SA and Beta Inc"
        end += 1
    return end


def start_of_name(doc: Doc, end: int) -> int:
    start = end
    while start and (may_name(doc[start - 1]) or (start < end and joins(doc[start - 1]))):
        start -= 1
    return start


def may_name(token: Token) -> bool:
    return token.text[0].isupper() and not is_time(token)


def joins(token: Token) -> bool:
    """Is it the "at" of "Coffee at Eight"?"""
    around = token.i and token.i + 1 < len(token.doc)
    return bool(around) and token.lower_ in _JOINING and may_name(token.nbor(-1)) and may_name(token.nbor())


def capitalised_runs(doc: Doc) -> Iterator[Span]:
    start = None
    for token in doc:
        if is_capitalised(token):
            start = token.i if start is None else start
        elif start is not None:
            yield doc[start : token.i]
            start = None
    if start is not None:
        yield doc[start : len(doc)]


def is_capitalised(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ in _MAY_BE_NAMES and is_name_word(token)
