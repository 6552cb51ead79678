"""Submit articles from files or standard input."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress, TaskID

from claims.intake.submit import ArticleRefused, submit_article
from claims.models import ArrivedBy

DETAILS = ("title", "outlet", "byline", "url", "published_at")
LINE_AT_MOST = 8 * settings.ARTICLE_MAX_BYTES  # bytes; JSON may write a character as \uXXXX


@dataclass(frozen=True)
class Candidate:
    """One article as it was found, or why it cannot be read; `place` is the file, or its line."""

    place: str
    fields: dict[str, Any]
    refusal: str = ""


class Command(BaseCommand):
    """Store articles and announce them to the workers, as pasting them at the desk does."""

    help = (
        "Submit articles: each FILE is one text, or JSON lines (.jsonl, .ndjson) with the fields text, title, outlet, "
        "byline, url, published_at. “-” reads standard input: JSON lines if it begins with “{”, else one text. "
        "Ends with 1 if an article was refused; the others are stored all the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and what to say of a single text."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        for name in DETAILS:
            parser.add_argument(f"--{name.replace('_', '-')}", help="of a single text", default="")

    def handle(self, *args: Any, files: list[str], **options: Any) -> None:
        """Submit all that can be read. Raises CommandError at the end if something was refused."""
        details = {name: options[name] for name in DETAILS if options[name]}
        if details and (len(files) > 1 or is_json_lines(files[0])):
            raise CommandError(
                "A title, outlet, byline, address or date can be given for one text file only."
            )
        self.counts = {"stored": 0, "already here": 0, "refused": 0}
        with Progress(console=Console(file=sys.stderr), transient=True) as progress:
            task = progress.add_task("Submitting", total=None)
            for candidate in candidates(files, details, progress, task):
                self.submit(candidate)
        self.stdout.write(", ".join(f"{count:,} {what}" for what, count in self.counts.items()) + ".")
        if self.counts["refused"]:
            raise CommandError(f"{self.counts['refused']} refused; the reasons are above.")

    def submit(self, candidate: Candidate) -> None:
        """Store one article and say what became of it."""
        try:
            if candidate.refusal:
                raise ArticleRefused({"text": [candidate.refusal]})
            found = submit_article(
                **candidate.fields, arrived_by=ArrivedBy.COMMAND, submitted_by=None, now=timezone.now()
            )
        except ArticleRefused as refusal:
            self.counts["refused"] += 1
            self.stderr.write(f"{candidate.place}: {refusal}")
            return
        self.counts["stored" if found.is_new else "already here"] += 1
        if not found.is_new:
            self.stdout.write(
                f"{candidate.place}: already here as article {found.article.pk}, “{found.article.title}”."
            )


def candidates(files: list[str], details: dict, progress: Progress, task: TaskID) -> Iterator[Candidate]:
    """The articles of all files in order, while the bar follows the bytes read."""
    progress.update(
        task, total=sum(Path(file).stat().st_size for file in files if Path(file).is_file()) or None
    )
    for file in files:
        try:
            for candidate, size in read_file(file, details):
                yield candidate
                progress.advance(task, size)
        except OSError as error:
            yield Candidate(file, {}, f"This file cannot be read: {error.strerror}.")


def read_file(file: str, details: dict) -> Iterator[tuple[Candidate, int]]:
    """The articles of one file, each with the number of bytes it took."""
    if file == "-":
        yield from read_standard_input(details)
    elif is_json_lines(file):
        with open(file, "rb") as lines:
            yield from read_lines(file, iter(lambda: lines.readline(LINE_AT_MOST), b""))
    else:
        content = Path(file).read_bytes()
        yield read_text(file, content, details), len(content)


def read_standard_input(details: dict) -> Iterator[tuple[Candidate, int]]:
    """Standard input to its end, as JSON lines or as one text."""
    content = sys.stdin.buffer.read()
    if content.lstrip().startswith(b"{") and not details:
        yield from read_lines("-", content.splitlines())
    else:
        yield read_text("-", content, details), len(content)


def read_lines(file: str, lines: Iterable[bytes]) -> Iterator[tuple[Candidate, int]]:
    """An article a line; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield read_line(f"{file}, line {number}", line), len(line)


def read_line(place: str, line: bytes) -> Candidate:
    """One line of JSON."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Candidate(place, {}, f"This is not JSON: {error}.")
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        return Candidate(place, {}, "This is not an article: an object with a “text” is needed.")
    known = {name: fields[name] for name in ("text", *DETAILS) if fields.get(name) not in (None, "")}
    if wrong := [name for name, value in known.items() if not isinstance(value, str)]:
        return Candidate(place, {}, f"These fields must be text: {', '.join(wrong)}.")
    return Candidate(place, known)


def read_text(file: str, content: bytes, details: dict) -> Candidate:
    """One text in UTF-8."""
    try:
        return Candidate(file, {"text": content.decode("utf-8-sig"), **details})
    except UnicodeDecodeError as error:
        return Candidate(file, {}, f"This is not text in UTF-8: byte {error.start + 1:,} cannot be read.")


def is_json_lines(file: str) -> bool:
    """Whether a file's name says that each line is an article."""
    return file.endswith((".jsonl", ".ndjson"))
