"""What a new version is to readers of the one before: spelling, an update or a correction, computed from the words.

What readers were told and are told no longer, or otherwise, is a correction; what was only added is an update; what
reads the same but for spelling, case and punctuation is minor. (IFCN 6.3: open and honest corrections.)
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

from claims.models import CorrectionClass

MINOR, UPDATE, CORRECTION = CorrectionClass.MINOR, CorrectionClass.UPDATE, CorrectionClass.CORRECTION
WEIGHT = {"": 0, MINOR: 1, UPDATE: 2, CORRECTION: 3}
_LISTS = {"speakers": CORRECTION, "relayed_by": CORRECTION, "appearances": UPDATE, "links": UPDATE}
_WHERE_IT_IS_KEPT = ("copy", "archive_url", "accessed_on")  # of a work; says nothing else about it
# An answer may follow on silence and nothing on an answer: each outcome, and how many have come before it.
_REPLY_STEPS = {"not_asked": 0, "awaited": 1, "none": 2, "answered": 3, "declined": 3}
_PROSE = [
    "claim_reviewed",
    "headline",
    "short_answer",
    "body",
    "known",
    "not_known",
    "not_shown",
    "why_chosen",
    "primary_explanation",
]
_LEFT_OUT_WHEN_EMPTY = ("links",)
_NOT_OF_THE_CLAIM = ("correction", "waivers")  # they tell how we work, and have a place of their own
# Words, numbers with their sign and decimals, and the signs that change what a number or a passage says.
_TOKEN = re.compile(r"[-−]?\d+(?:[.,]\d+)*|[^\W\d_]+|~~|[%‰$€£°<>=]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n+")
_SHORTEST_TYPO = 5  # letters; shorter words that differ are other words


def class_of_change(before: dict, after: dict) -> CorrectionClass | None:
    """The heaviest class of all that differs between two contents of a record; None if readers see no difference."""
    return max(changed_parts(before, after).values(), key=WEIGHT.__getitem__, default=None)


def heavier(one: str, other: str) -> str:
    """The class that weighs more; "" weighs nothing."""
    return max(one, other, key=WEIGHT.__getitem__)


def changed_parts(before: dict, after: dict) -> dict[str, CorrectionClass]:
    """Map each part of a record's content that differs to the class of its change."""
    parts = dict.fromkeys((*after, *_LEFT_OUT_WHEN_EMPTY))
    found = {
        key: _change(key, before.get(key), after.get(key)) for key in parts if key not in _NOT_OF_THE_CLAIM
    }
    return {key: kind for key, kind in found.items() if kind}


def _change(key: str, before: Any, after: Any) -> CorrectionClass | None:
    if before == after or not (before or after):
        return None
    if key == "replies":
        return _change_of_replies(before or [], after)
    if key in _PROSE:
        return _change_of_prose(before or "", after or "")
    if key == "evidence":
        return _change_of_evidence(before or [], after)
    if key in _LISTS:
        return _change_of_list(_without_ids(before or []), _without_ids(after or []), added=_LISTS[key])
    if key == "rating":
        return MINOR if before and after and before["slug"] == after["slug"] else CORRECTION
    if key == "evidence_status":
        return UPDATE if after["as_of"] > before["as_of"] else CORRECTION
    return MINOR if key == "topics" else CORRECTION


def _change_of_list(before: list[dict], after: list[dict], *, added: CorrectionClass) -> CorrectionClass:
    """Of speakers, places or evidence: taken away or changed is a correction, `added` weighs as its kind says."""
    if all(entry in after for entry in before):
        return added if len(after) > len(before) else MINOR
    if len(before) == len(after):
        pairs = zip(before, after, strict=True)
        if all(old == new or _is_spelling(_words(_text(old)), _words(_text(new))) for old, new in pairs):
            return MINOR
    return CORRECTION


def _change_of_replies(before: list[dict], after: list[dict]) -> CorrectionClass:
    """What was asked or came in since is an update; what we had told of a speaker and do not any more, a correction."""
    now = {reply["speaker"]: reply for reply in after}
    kinds = [_change_of_reply(reply, now.get(reply["speaker"])) for reply in before]
    if len(after) > len(before):
        kinds.append(UPDATE)
    return max(filter(None, kinds), key=WEIGHT.__getitem__, default=MINOR)


def _change_of_reply(before: dict, after: dict | None) -> CorrectionClass | None:
    if before == after:
        return None
    if after is None or any(each not in after["excerpts"] for each in before["excerpts"]):
        return CORRECTION
    has_more = any(len(after[key]) > len(before[key]) for key in ("asked", "excerpts"))
    goes_on = has_more or _REPLY_STEPS[after["outcome"]] > _REPLY_STEPS[before["outcome"]]
    if goes_on and all(each in after["asked"] for each in before["asked"]):
        return UPDATE
    return _change_of_prose(before["said"], after["said"])


def _change_of_evidence(before: list[dict], after: list[dict]) -> CorrectionClass:
    """Where a work is kept is no news to readers; what it says, and that it is there, is."""
    old, new = ([_what_is_said(work) for work in works] for works in (before, after))
    return MINOR if old == new else _change_of_list(old, new, added=UPDATE)


def _what_is_said(work: dict) -> dict:
    return {key: value for key, value in work.items() if key not in _WHERE_IT_IS_KEPT}


def _without_ids(entries: list[dict]) -> list[dict]:
    """Who is meant is told by the name; an id says nothing to readers, and records of old had none."""
    return [{key: value for key, value in entry.items() if key != "id"} for entry in entries]


def _change_of_prose(before: str, after: str) -> CorrectionClass:
    """Every sentence of old must still be there, but for its spelling; what remains of the new ones is added."""
    if _is_spelling(_words(before), _words(after)):
        return MINOR
    old, new = _sentences(before), _sentences(after)
    kept = Counter(old) & Counter(new)
    gone, come = _without(old, kept), _without(new, kept)
    waiting = iter(come)
    for sentence in gone:  # in one pass: both stand in the order of the text
        if not any(_is_spelling(sentence, other) for other in waiting):
            return CORRECTION
    return UPDATE if len(come) > len(gone) else MINOR


def _sentences(text: str) -> list[tuple[str, ...]]:
    found = (_words(piece) for piece in _SENTENCE_END.split(text))
    return [words for words in found if words]


def _without(sentences: Iterable[tuple[str, ...]], kept: Counter) -> list[tuple[str, ...]]:
    left = Counter(kept)
    rest = []
    for sentence in sentences:
        if left[sentence]:
            left[sentence] -= 1
        else:
            rest.append(sentence)
    return rest


def _text(value: object) -> str:
    """All that an entry of a list says, in one text."""
    if isinstance(value, dict):
        return " | ".join(f"{key}: {_text(inner)}" for key, inner in sorted(value.items()))
    return "" if value is None else str(value)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text))


def _is_spelling(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether both are the same words, apart from case, accents and slips of the pen."""
    return len(before) == len(after) and all(map(_is_same_word, before, after))


def _is_same_word(one: str, other: str) -> bool:
    return one == other or _plain(one) == _plain(other) or _is_typo(one, other)


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _is_typo(one: str, other: str) -> bool:
    """One letter missing, doubled or too many, or two changed places; never a name, a number or a word's ends."""
    if not (one[0].islower() and other[0].islower() and (one[0], one[-1]) == (other[0], other[-1])):
        return False
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_TYPO or len(long) - len(short) > 1:
        return False
    at = next(place for place, letter in enumerate(long) if place >= len(short) or letter != short[place])
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
