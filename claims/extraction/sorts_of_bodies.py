"""Of what sort a body is, by the words of its name: "the union" is the Guild, and not the Bank."""

from collections.abc import Iterable

_SORTS = {
    "union": "union guild federation association workers brotherhood",
    "club": "club fc united city rovers athletic wanderers town racing athletico atlético real sporting",
    "team": "club fc united city rovers athletic wanderers town racing athletico atlético real sporting",
    "airline": "air airlines airways aviation jet wings",
    "carrier": "air airlines airways aviation jet wings",
    "bank": "bank trust savings credit financial bancorp",
    "lender": "bank trust savings credit financial bancorp",
    "insurer": "insurance mutual re assurance life",
    "regulator": "authority agency office commission board standards inspectorate council ofcom",
    "watchdog": "authority agency office commission board standards inspectorate council ombudsman",
    "force": "police constabulary",
    "charity": "foundation trust relief aid fund society",
    "party": "party alliance front movement union league democrats",
    "ministry": "ministry department",
    "department": "department ministry",
    "council": "council",
    "court": "court tribunal",
    "hospital": "hospital clinic infirmary",
    "university": "university college institute",
    "school": "school academy college",
    "institute": "institute centre center foundation",
    "agency": "agency press reuters wire",
    "federation": "federation union association",
    "association": "association union federation society",
    "committee": "committee",
    "commission": "commission",
    "museum": "museum gallery",
}
_OF_SORTS = {noun: frozenset(words.split()) | {noun} for noun, words in _SORTS.items()}
FIRMS = frozenset("company firm maker operator supplier manufacturer retailer chain developer".split())
_BODIES = frozenset(
    """union guild federation association council court tribunal police constabulary ministry department commission
    committee university college school academy authority agency office parliament senate congress government party
    hospital museum foundation institute board embassy church""".split()
)


def is_of_sort(noun: str, words: Iterable[str]) -> bool:
    """Does a name with these words name what the noun says: "the union" the "Dock Workers"?"""
    return not _OF_SORTS.get(noun, frozenset()).isdisjoint(words)


def is_of_another_sort(noun: str, words: Iterable[str]) -> bool:
    """Does a name tell of another sort of body: "the company" of a "Council", "the union" of a "Bank"?"""
    if noun in FIRMS:
        return not _BODIES.isdisjoint(words)
    if noun not in _OF_SORTS or is_of_sort(noun, words):
        return False
    return not (_BODIES | {"bank", "airlines", "airways", "insurance"}).isdisjoint(words)
