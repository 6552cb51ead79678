"""When are two names the same? Three answers: for claims, for sources of a corpus, and for persons behind pronouns."""

import re
import unicodedata
from typing import Any

ANYBODY = "*"  # stands for every speaker who is only described
_CLAIM_WORDS_LEFT_OUT = frozenset("the a an mr mrs ms dr".split())
_SOURCE_WORDS_LEFT_OUT = frozenset("the a an his her its their our my your this that these those".split())
_TITLES = frozenset(
    """mr mrs ms miss dr sir president vice senator sen rep representative gov governor secretary state mayor
    judge justice gen general lt col prof professor republican democratic democrat nominee candidate the former
    presidential attorney chairman chief spokesman spokeswoman leader sheriff speaker director""".split()
)
_YOUNGER = frozenset("jr sr ii iii".split())
_SHORT_FORMS = {
    "bill": "william",
    "dan": "daniel",
    "don": "donald",
    "doug": "douglas",
    "jim": "james",
    "joe": "joseph",
    "mike": "michael",
    "pat": "patricia",
    "rich": "richard",
    "tim": "timothy",
}
_TAIL = re.compile(r",|\b(?:of|in|for|at|from|who|which|with|on|to|after|during)\b")
_CLAUSE = re.compile(r",| who | of | from ")

Speaker = dict[str, Any] | str


def name_of(speaker: Speaker) -> str:
    return speaker if isinstance(speaker, str) else str(speaker.get("name", ""))


def claim_name(name: str) -> str:
    """A name without case, marks, articles and forms of address."""
    plain = unicodedata.normalize("NFKD", name.lower())
    words = re.sub(r"[^\w ]", " ", plain).split()
    return " ".join(word for word in words if word not in _CLAIM_WORDS_LEFT_OUT)


def speakers_of(claim: dict[str, Any]) -> set[str]:
    """Who makes a claim, to be compared; who is only described counts as anybody."""
    return {_key(speaker) for speaker in claim.get("speakers") or ()}


def relayers_of(claim: dict[str, Any]) -> set[str]:
    """Who passed a claim on, to be compared."""
    return {claim_name(name_of(relayer)) for relayer in claim.get("relayed_by") or ()}


def _key(speaker: Speaker) -> str:
    name = name_of(speaker)
    is_described = not isinstance(speaker, str) and speaker.get("kind") == "unnamed"
    return ANYBODY if is_described or name.startswith(ANYBODY) else claim_name(name)


def source_words(source: str) -> list[str]:
    """The words of a source without articles, possessives and accents."""
    plain = unicodedata.normalize("NFKD", source).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"'s\b", "", plain))
    return [word for word in words if word not in _SOURCE_WORDS_LEFT_OUT]


def head_of(source: str) -> str:
    """The last word before a relative clause, a preposition or a comma: roughly who it is."""
    words = source_words(_TAIL.split(source)[0]) or source_words(source)
    return words[-1] if words else ""


def is_same_person(marked: str, found: str) -> tuple[bool, bool]:
    """Whether a found name has the person's last name and contradicts nothing; and whether it is the full name."""
    (full, is_younger), (given, is_given_younger) = _person(marked), _person(found)
    if not full or not given or given in (["he"], ["she"]) or full[-1] != given[-1]:
        return False, False
    if len(given) == 1:
        return True, False
    if is_given_younger and not is_younger:
        return False, False
    first = _SHORT_FORMS.get(given[0], given[0])
    agrees = first in (_SHORT_FORMS.get(word, word) for word in full)
    return agrees, agrees


def _person(name: str) -> tuple[list[str], bool]:
    """The parts of a person's name without titles, and whether it ends in Jr., Sr. or a number."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'s", "")
    words = [word for word in re.findall(r"[a-z-]+", _CLAUSE.split(plain)[0]) if len(word) > 1]
    return [word for word in words if word not in _TITLES | _YOUNGER], not _YOUNGER.isdisjoint(words)
