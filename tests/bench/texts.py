"""Texts to read at speed: the demo's articles and the marked stories, and prose of any size made of them."""

import tomllib
from itertools import cycle
from pathlib import Path

from claims.management.marked_stories import read_story

PROJECT = Path(__file__).resolve().parents[2]


def articles(split: str = "*") -> list[str]:
    """The texts of the demo and of the marked stories, of all or of one split."""
    demo = [
        tomllib.loads(file.read_text("utf-8")).get("article", {}).get("text", "")
        for file in sorted((PROJECT / "claims/management/demo").glob("*.toml"))
    ]
    stories = sorted((PROJECT / "tests/extraction/stories").glob(f"{split}/*.md"))
    return [text for text in demo if text] + [read_story(file)["text"] for file in stories]


def prose(size: int) -> str:
    """Articles one after the other, again from the first when they end, `size` characters in all."""
    parts, length = [], 0
    for text in cycle(articles()):
        parts.append(text)
        length += len(text) + 2
        if length >= size:
            break
    return "\n\n".join(parts)[:size]
