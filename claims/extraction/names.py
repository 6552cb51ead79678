"""What a name looks like: its bare words, its title, and whether it is a person's or an organization's."""

import re

from spacy.tokens import Doc, Span, Token

from claims.extraction.first_names import is_known_name
from claims.extraction.vocabulary import (
    FIRM_NOUNS,
    HONORIFICS,
    NO_FIRST_NAMES,
    ORGANIZATION_NAMES,
    ORGANIZATIONS,
    OUTLETS,
    TIMES,
    TITLE_MODIFIERS,
    TITLE_NOUNS,
)

# "a woman who gave her name as Ana", "a user who posts as bluewhale"
CALLED = re.compile(
    r"\b(?:call(?:s|ing)? (?:him|her|it|them)sel(?:f|ves)"
    r"|gives? (?:his|her|their) names? as|gave (?:his|her|their) names? as"
    r"|signs? (?:him|her|them)sel(?:f|ves)|posts? as|writes? as|by the name of)"
    r" (?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)"
)
KNOWN_AS = re.compile(f"{CALLED.pattern}$")
LONGEST_TITLE = 6  # words before a name


def start_of_name(doc: Doc, start: int) -> int:
    """Where a name begins whose first name is in three tokens: "Ana" in "Ana-Lu Beta", before "Lu" or "Beta"."""
    for last in (start, start - 1):
        if last > 1 and joins_names(doc[last - 1], doc[last]) and joins_names(doc[last - 2], doc[last - 1]):
            return last - 2 if doc[last - 2].text[0].isupper() and is_name_word(doc[last]) else start
    return start


def is_first_name(token: Token) -> bool:
    is_known = is_known_name(token.text) and not is_title_word(token)
    is_known &= token.lower_ not in NO_FIRST_NAMES
    return is_known and token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "X")


def is_time(token: Token) -> bool:
    """Is it the name of a day or a month?"""
    return token.lower_ in TIMES


def is_title_word(token: Token) -> bool:
    word = token.lower_
    if token.i + 1 < len(token.doc) and token.nbor().text == "." and not token.whitespace_:
        word += "."  # "Sgt." may be two tokens
    return (
        word in HONORIFICS
        or word in TITLE_NOUNS
        or word in TITLE_MODIFIERS
        or word in ("the", "both", "neither", "either")
        or (word.endswith("s") and word.removesuffix("s") in TITLE_NOUNS)
    )


def joins_names(before: Token, token: Token) -> bool:
    """Is this the hyphen of a double name, or what stands behind it?"""
    return not before.whitespace_ and (token.text == "-" or (before.text == "-" and token.text[0].isalpha()))


def is_name_word(token: Token) -> bool:
    if token.text == "-":
        return not token.whitespace_
    is_joined = token.i > 0 and len(token) <= _SHORT and joins_names(token.nbor(-1), token)  # "Ana-lu Beta"
    return token.text[0].isalpha() and (token.text[0].isupper() or token.lower_ in _PARTICLES or is_joined)


def is_particle(token: Token) -> bool:
    return token.lower_ in _PARTICLES and token.is_lower


_SHORT = 4  # characters: "Third-placed Beta" is no first name
_PARTICLES = frozenset(
    "de del della der den di da dos du el la le van von bin ibn al ben bint ole ter ten zu zum af av abu abd".split()
)


def words_of(name: Span) -> tuple[str, ...]:
    return tuple(name.text.split())  # not by token: "Alpha-Beta" is one


def organization_name(entity: Span) -> str:
    """The name without "the", unless it is part of it: "The Harbour Post"."""
    last = entity[:-1] if len(entity) > 1 and entity[-1].tag_ == "POS" else entity
    words = [token.text_with_ws for token in last if not token.is_space]
    inside = entity.start > entity.sent.start
    if words and (words[0].strip() == "the" or (words[0].strip() == "The" and not inside)):
        words = words[1:]
    return "".join(words).strip()


def names_no_one(name: Span) -> bool:
    """Is it only "the Company", as in contracts?"""
    return len(name) == 1 and name[0].lower_ in FIRM_NOUNS


def names_firm(name: Span) -> bool:
    """May its first word stand for it: "Brill & Partners", "Crownvale Estates", but not "Bellport Council"?"""
    places = ORGANIZATIONS | OUTLETS  # have their own behind the name of a place
    return len(name) > 1 and (name[1].text == "&" or name[-1].lower_ in ORGANIZATION_NAMES - places)


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def honorific_before(name: Span) -> str:
    """Give the gender that "Mr." or "Mrs." in front of a name tells; "" without."""
    return HONORIFICS.get(name.doc[name.start - 1].lower_, "") if name.start else ""


def title_before(doc: Doc, start: int) -> str:
    """Give the title in front of a name: "Secretary of State", "Republican nominee"; "" if there is none."""
    first = start
    while first > max(0, start - LONGEST_TITLE) and may_be_title(doc, first - 1):
        first -= 1
    words = [token.text for token in doc[first:start]]
    while (
        words
        and (words[0].islower() or not words[0][0].isalpha())
        and words[0] not in TITLE_NOUNS | TITLE_MODIFIERS
    ):
        words = words[1:]
    is_office = words[-1:] == ["of"]  # "the founder of Alpha": somebody else's title
    return " ".join(words) if not is_office and any(word.lower() in TITLE_NOUNS for word in words) else ""


def may_be_title(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.lower_ == "of":
        return i > 0 and doc[i - 1].lower_ in TITLE_NOUNS
    return (
        token.pos_ in ("PROPN", "NOUN", "ADJ") and token.lower_ not in HONORIFICS and token.text[0].isalpha()
    )


def callings_beside(name: Span) -> set[str]:
    """Give the nouns that say what someone is: "the dentist Ana Alpha", "Ana Alpha, a retired dentist"."""
    doc, head = name.doc, name.root
    beside = [c for c in head.children if c.dep_ in ("appos", "compound", "nmod")]
    beside += [head.head] if head.dep_ == "appos" else []
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        beside += [c for c in head.head.children if c.dep_ == "attr"]
    start = name.start
    while start > max(0, name.start - _LONGEST_CALLING) and doc[start - 1].pos_ in ("NOUN", "PROPN", "ADJ"):
        start -= 1
    beside += doc[start : name.start]
    if (
        name.start > 1
        and doc[name.start - 1].text == ","
        and doc[name.start - 2].pos_ == "NOUN"
        and closes(name)
    ):
        beside += [doc[name.start - 2]]
    if name.end + 1 < len(doc) and doc[name.end].text == ",":
        beside += until_preposition(doc, name.end + 1)
    words = {calling_of(t) for t in beside if t.i not in range(name.start, name.end)}
    return {word for word in words if word[0].isalpha()}


def calling_of(noun: Token) -> str:
    """Give "director" for "directors", whose names follow, and "colonel" for "Col."."""
    word = noun.lemma_.lower() if noun.tag_ == "NNS" else noun.lower_
    return _IN_FULL.get(word.rstrip("."), word)


def deeds_beside(name: Span) -> set[str]:
    """Give what somebody who acts could be called: "driver" and "drivor" in "Ana Alpha, who drives a bus"."""
    head = name.root
    verbs = [c for c in head.children if c.dep_ == "relcl" and c.pos_ == "VERB"]
    verbs += [head.head] if head.dep_ == "nsubj" and head.head.pos_ == "VERB" else []
    return {agent for verb in verbs for agent in agents_of(verb.lemma_.lower())}


def agents_of(verb: str) -> set[str]:
    stem = verb.removesuffix("e")
    return {stem + "er", stem + "or", verb + verb[-1] + "er"}


def closes(name: Span) -> bool:
    """Does a comma or a stop follow: "her dentist, Ana Alpha," and not "said the dentist, Ana Alpha paid"?"""
    return name.end < len(name.doc) and name.doc[name.end].text in (",", ".", ";")


def until_preposition(doc: Doc, start: int) -> list[Token]:
    """Give the nouns of "a retired dentist from Sarn" in "Ana Alpha, a retired dentist from Sarn,"."""
    found = []
    for token in doc[start : start + _LONGEST_CALLING]:
        if token.pos_ in ("ADP", "PUNCT", "VERB", "AUX", "PRON", "SCONJ"):
            break
        found += [token] if token.pos_ in ("NOUN", "PROPN", "ADJ") else []
    return found


_LONGEST_CALLING = 6  # tokens
_IN_FULL = {
    "col": "colonel", "gen": "general", "gov": "governor", "sen": "senator", "rep": "representative",
    "sgt": "sergeant", "lt": "lieutenant", "capt": "captain", "prof": "professor", "dr": "doctor", "rev": "reverend",
    "cllr": "councillor", "maj": "major", "cmdr": "commander", "insp": "inspector", "supt": "superintendent",
    "const": "constable", "cpl": "corporal",
}  # fmt: skip


def age_beside(name: Span) -> int:
    """Give the age told beside a name: "Ana Alpha, 66,", "66-year-old Ana Alpha"; 0 without."""
    doc, end = name.doc, name.end
    if end + 1 < len(doc) and doc[end].text in (",", "(", "is") and _AGE.fullmatch(doc[end + 1].text):
        return int(doc[end + 1].text)
    before = _YEARS_OLD.search(doc[max(0, name.start - LONGEST_TITLE) : name.start].text)
    return int(before[1]) if before else 0


_AGE = re.compile(r"[1-9]\d")
_YEARS_OLD = re.compile(r"\b([1-9]\d)-year-old\b(?!.*[,.])")


def title_after(head: Token) -> str:
    """Give the title beside a name: "mayor of Bellport" in "Ana Alpha, the mayor of Bellport, said"."""
    beside = [c for c in head.children if c.dep_ == "appos"] + ([head.head] if head.dep_ == "appos" else [])
    noun = next((token for token in beside if token.lower_ in TITLE_NOUNS), None)
    if noun is None:
        return ""
    cut = [c.left_edge.i for c in noun.children if c.i > noun.i and c.dep_ in _ASIDES]
    possessor = [
        c.i + 2 for c in noun.children if c.dep_ == "poss" and c.i + 1 < noun.i and c.nbor().tag_ == "POS"
    ]
    words = noun.doc[
        max(noun.left_edge.i, *possessor, 0) : max(min(cut, default=noun.right_edge.i + 1), noun.i + 1)
    ]
    title = "".join(token.text_with_ws for token in words if token.dep_ not in ("det", "poss")).strip()
    return title if len(words) <= 2 * LONGEST_TITLE else noun.text


_ASIDES = ("punct", "relcl", "acl", "appos", "cc", "conj")
