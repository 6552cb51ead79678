"""First names of many countries, and whether they tell a man or a woman; the lists stand in first_names.txt."""

import unicodedata
from functools import lru_cache
from pathlib import Path

LISTS = Path(__file__).with_suffix(".txt")
_GENDERS = {"women": "f", "men": "m", "both": ""}
_LETTERS = str.maketrans(
    {"æ": "ae", "ð": "d", "đ": "d", "ə": "a", "ı": "i", "ł": "l", "ø": "o", "œ": "oe", "ß": "ss", "þ": "th"}
    | dict.fromkeys("'’‘ʻ.-")
)  # letters that Unicode does not take apart


@lru_cache(maxsize=10_000)
def bare(name: str) -> str:
    """Give a name as it stands in the lists: "soren" for "Søren", "sangho" for "Sang-ho"."""
    name = name.lower().translate(_LETTERS)
    if name.isascii():
        return name
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def names_by_section() -> dict[str, list[str]]:
    """Give the lists: names of women, of men, and of both."""
    sections = LISTS.read_text("utf-8").split("# ")[1:]
    return {title: names.split() for title, _, names in (section.partition("\n") for section in sections)}


_KNOWN = {name: _GENDERS[section] for section, names in names_by_section().items() for name in names}


def is_known_name(name: str) -> bool:
    """Is it a first name of a list, whether or not it tells a man or a woman?"""
    return bare(name) in _KNOWN


def gender_of_first_name(name: str) -> str:
    """Give "m", "f" or, where the name does not tell, ""; of "Jean-Luc" the first part that tells."""
    return next((gender for part in (name, *name.split("-")) if (gender := _KNOWN.get(bare(part)))), "")
