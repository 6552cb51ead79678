"""The sets to measure on, read from a path: marked stories, marked claims, a corpus of attributions, pronouns.

| path | form | what a set holds |
| --- | --- | --- |
| a folder of `*.md`, or of such folders | claims | stories with marks, one set a folder |
| `*.json` | claims (`seed` for one named seed_gold) | `[{"id", "text", "claims"}]` |
| `*.jsonl`, `*.jsonl.gz` with `quotes` | attributions | `{"id", "text", "quotes"}` a line |
| the same with `pronoun` | pronouns | `{"doc", "start", "name", "full_name_in_article"}` a line, without texts |
| the same with `label` | sentences | `{"text", "label", "group"}` a line: worth checking (1) or not (0) |
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from claims.management.marked_stories import BadMark, read_story

Form = Literal["claims", "seed", "attributions", "pronouns", "sentences", "agreement"]
_SEED_NAME = "seed_gold"
_NEEDED = {
    "claims": ("id", "text", "claims"),
    "attributions": ("id", "text", "quotes"),
    "pronouns": ("doc", "start", "name", "full_name_in_article"),
    "sentences": ("text", "label"),
}
_NEEDED_OF_CLAIMS = ("text", "start", "end", "quote_type", "evidence_status", "kind")


class UnreadableSet(ValueError):
    """A set cannot be read; the message says which and why."""


@dataclass(frozen=True)
class MarkedSet:
    """Articles with their marks, or marked pronouns, in the form of their file."""

    name: str
    form: Form
    articles: list[dict[str, Any]]


def read_sets(path: Path) -> list[MarkedSet]:
    """Read what stands at a path. Raises UnreadableSet."""
    if path.is_dir():
        return read_folder(path)
    articles = read_json(path) if path.suffix == ".json" else read_lines(path)
    if not articles or not isinstance(articles[0], dict):
        raise UnreadableSet(f"{path} holds no articles.")
    form = form_of(articles[0])
    check_fields(path, form, articles)
    name = path.name.split(".")[0]
    return [MarkedSet(name, "seed" if name == _SEED_NAME else form, articles)]


def read_folder(folder: Path) -> list[MarkedSet]:
    """The stories of a folder, or of each folder in it."""
    folders = sorted({file.parent for file in folder.glob("*/*.md")}) or [folder]
    try:
        sets = [
            MarkedSet(one.name, "claims", [read_story(file) for file in sorted(one.glob("*.md"))])
            for one in folders
        ]
    except BadMark as error:
        raise UnreadableSet(f"A story is marked wrongly: {error}.") from error
    if not all(one.articles for one in sets):
        raise UnreadableSet(f"{folder} holds no marked stories (*.md).")
    return sets


def read_json(path: Path) -> list[Any]:
    """The articles of a JSON file."""
    try:
        articles = json.loads(read_bytes(path))
    except ValueError as error:
        raise UnreadableSet(f"{path} is not JSON: {error}.") from error
    if not isinstance(articles, list):
        raise UnreadableSet(f"{path} is not a list of articles.")
    return articles


def read_lines(path: Path) -> list[Any]:
    """One article or pronoun a line."""
    return list(_parsed(path, read_bytes(path).splitlines()))


def _parsed(path: Path, lines: list[bytes]) -> Iterator[Any]:
    for number, line in enumerate(lines, start=1):
        try:
            if line.strip():
                yield json.loads(line)
        except ValueError as error:
            raise UnreadableSet(f"{path}, line {number}, is not JSON: {error}.") from error


def read_bytes(path: Path) -> bytes:
    """The content of a file, unpacked if its name ends in .gz."""
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if path.suffix == ".gz" else data
    except OSError as error:  # an unknown packing is an OSError without a number
        raise UnreadableSet(f"{path} cannot be read: {error.strerror or error}.") from error
    except (EOFError, zlib.error) as error:
        raise UnreadableSet(f"{path} is not packed as .gz should be: {error}.") from error


def form_of(article: dict[str, Any]) -> Form:
    if "quotes" in article:
        return "attributions"
    if "label" in article:
        return "sentences"
    return "pronouns" if "pronoun" in article else "claims"


def check_fields(path: Path, form: Form, articles: list[Any]) -> None:
    """Refuse a set in which something is missing. Raises UnreadableSet."""
    for number, article in enumerate(articles, start=1):
        check_object(f"{path}, article {number},", article, _NEEDED[form])
        for place, claim in enumerate(article["claims"] if form == "claims" else (), start=1):
            check_object(f"{path}, article {number}, claim {place},", claim, _NEEDED_OF_CLAIMS)


def check_object(where: str, value: Any, fields: tuple[str, ...]) -> None:
    if not isinstance(value, dict):
        raise UnreadableSet(f"{where} is no object.")
    if missing := [field for field in fields if field not in value]:
        raise UnreadableSet(f"{where} has no {' and no '.join(missing)}.")
