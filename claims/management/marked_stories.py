"""Stories with their claims marked inline, as written for measuring and training the extraction.

A file holds the text, a line of three dashes, and a line for each mark:

    Both President [Mara Holt]… have said [the raid prevented an attack]{1}, though [neither has given proof]{1e}.
    Teo Lind called it [“a success]{2a} [that nobody will repeat,”]{2b} according to The Ledger.
    ---
    1: Mara Holt (person) + Teo Lind (person) | said | fact | none_provided
    2: Teo Lind (person) | called | opinion | unstated | relayed by The Ledger
    2b: prediction

`[words]{1}` is the claim of attribution 1; letters tell the claims of one attribution apart. `[words]{1e}` are the
words that state its evidence status (`{2be}` of claim 2b alone). Training stories also mark the words for the speaker
`{1s}`, the cue `{1q}` and the relayer `{1r}`, each as often as needed. A line names speakers with their kinds, cue,
kind, evidence status, and who relayed it; a line for a lettered claim overrides kind, and evidence status after a bar.

    names: Rowena Stagg (person) + The Ledger (organization)

A last line tells which other people and organizations the text names, in all the forms that are no part of the full
name; "-" if there are none. Whatever else is capitalised is then no such name.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MARK = re.compile(r"\[|\]\{(\d+)([a-d]?)([eqrs]?)\}|\]")
_SPEAKER = re.compile(r"(.+) \((person|organization|group|document|unnamed)\)")
KINDS = {"fact", "prediction", "pledge", "opinion"}
STATUSES = {"none_provided", "cited", "disputed", "unstated"}


class BadMark(ValueError):
    """A story is marked wrongly; the message says where."""


@dataclass
class Attribution:
    """What a line below the text says of all claims of one number."""

    speakers: list[dict[str, str]]
    cue: str
    kind: str
    evidence_status: str
    relayed_by: list[str]


Span = tuple[int, int]  # first character and the one after the last
Label = tuple[str, str]  # number of the attribution, letter of the claim
Legend = tuple[dict[str, Attribution], dict[Label, list[str]]]
Names = list[dict[str, str]] | None  # None where nobody has told them all
Roles = dict[tuple[str, str, str], list[Span]]  # by number, letter and role: e, q, r or s


def read_story(path: Path) -> dict[str, Any]:
    """The story in the form of the scorers: id, text, and claims with positions. Raises BadMark."""
    try:
        return parse_story(path.stem, path.read_text("utf-8"))
    except (BadMark, ValueError, KeyError) as error:
        raise BadMark(f"{path}: {error}") from error


def parse_story(name: str, marked: str) -> dict[str, Any]:
    """Take the marks out of a story. Raises BadMark."""
    body, bar, lines = marked.partition("\n---\n")
    if not bar:
        raise BadMark("no line of three dashes")
    text, spans, roles = _without_marks(body)
    names, lines = _names(lines)
    attributions, overrides = _legend(lines)
    if unused := attributions.keys() - {number for number, _ in spans}:
        raise BadMark(f"no words are marked {sorted(unused)}")
    claims = [
        _claim(text, span, label, (attributions, overrides), roles)
        for label, span in sorted(spans.items(), key=lambda item: item[1])
    ]
    return {"id": name, "text": text, "claims": claims, "names": names}


def _without_marks(body: str) -> tuple[str, dict[Label, Span], Roles]:
    """The plain text, the spans of claims by (number, letter), and the spans of the other marks."""
    text, last = "", 0
    spans: dict[Label, Span] = {}
    roles: Roles = {}
    open_at: list[int] = []
    for mark in _MARK.finditer(body):
        text += body[last : mark.start()]
        last = mark.end()
        if mark[0] == "[":
            open_at.append(len(text))
        elif mark[1] is None or not open_at:
            raise BadMark(f"a bracket without a number or a partner near “{text[-40:]}”")
        elif mark[3]:
            roles.setdefault((mark[1], mark[2], mark[3]), []).append((open_at.pop(), len(text)))
        else:
            spans.setdefault((mark[1], mark[2]), (open_at.pop(), len(text)))
    if open_at:
        raise BadMark(f"a bracket is not closed after “{text[open_at[-1] : open_at[-1] + 40]}”")
    return text + body[last:], spans, roles


def _names(lines: str) -> tuple[Names, str]:
    """Those whom the last line names, and the lines before it."""
    others, label, names = lines.rpartition("\nnames: ")
    if not label:
        return None, lines
    return [_speaker(one) for one in names.strip().split(" + ") if one != "-"], others


def _legend(lines: str) -> Legend:
    attributions: dict[str, Attribution] = {}
    overrides: dict[Label, list[str]] = {}
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        label, _, rest = line.partition(": ")
        parts = [part.strip() for part in rest.split(" | ")]
        if label.isdigit():
            attributions[label] = _attribution(parts)
        else:
            overrides[label[:-1], label[-1]] = parts
    return attributions, overrides


def _attribution(parts: list[str]) -> Attribution:
    who, cue, kind, status, *relayed = parts
    if kind not in KINDS or status not in STATUSES:
        raise BadMark(f"no such kind or evidence status: {kind}, {status}")
    names = relayed[0].removeprefix("relayed by ").split(" + ") if relayed else []
    return Attribution([_speaker(one) for one in who.split(" + ")], cue, kind, status, names)


def _speaker(words: str) -> dict[str, str]:
    if not (found := _SPEAKER.fullmatch(words)):
        raise BadMark(f"“{words}” is not a name with a kind in brackets")
    return {"name": found[1], "kind": found[2]}


def _claim(text: str, span: Span, label: Label, legend: Legend, roles: Roles) -> dict[str, Any]:
    attributions, overrides = legend
    said, own = attributions[label[0]], overrides.get(label)
    kind, status = said.kind, said.evidence_status
    if own:
        kind, status = own[0], own[1] if len(own) > 1 else status
    start, end = span
    number, letter = label
    cues = roles.get((number, letter, "e")) or roles.get((number, "", "e"))
    cue = cues[0] if cues else None
    return {
        "text": text[start:end],
        "start": start,
        "end": end,
        "attribution": label[0],
        "speakers": said.speakers,
        "cue": said.cue,
        "quote_type": quote_type(text, start, end),
        "relayed_by": said.relayed_by,
        "evidence_status": status,
        "evidence_cue": {"text": text[cue[0] : cue[1]], "start": cue[0], "end": cue[1]} if cue else None,
        "kind": kind,
        "cue_spans": roles.get((number, "", "q"), []),
        "source_spans": roles.get((number, "", "s"), []),
        "relay_spans": roles.get((number, "", "r"), []),
    }


def quote_type(text: str, start: int, end: int) -> str:
    """Whether the words of a claim stand in quotation marks: "direct" (all), "indirect" (none) or "mixed"."""
    opening = text.rfind("\n\n", 0, start) + 1
    quoted, inside = [], False
    for position in range(opening, end):
        character = text[position]
        inside = not inside if character == '"' else character == "“" if character in "“”" else inside
        if position >= start and character.isalnum():
            quoted.append(inside)
    return "direct" if all(quoted) else "mixed" if any(quoted) else "indirect"
