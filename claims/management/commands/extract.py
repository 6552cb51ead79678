"""`manage.py extract`: what the extraction finds in files, without a database."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from claims.extraction import load_pipeline
from claims.extraction.contract import ExtractedClaim, Extraction, ModelNotInstalled
from claims.extraction.page import page

STANDARD_INPUT = "-"


class Command(BaseCommand):
    """Print the attributions and claims of text files as JSON, as a table or as a page."""

    help = "Find the attributions and claims in text files. Reads no database and stores nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="UTF-8 text; - reads standard input")
        parser.add_argument("--format", choices=["json", "table", "html"], default="table")

    def handle(self, *args: Any, files: list[str], format: str, **options: Any) -> None:
        texts = [(article_id(file), read_text(file)) for file in files]
        try:
            pipeline = load_pipeline(settings.EXTRACTION_MODEL, settings.EXTRACTION_TAGGER)
        except ModelNotInstalled as error:
            raise CommandError(str(error)) from error
        articles = [(id, text, pipeline.extract(text)) for id, text in texts]
        if format == "json":
            found = [extraction.as_json(id) for id, _, extraction in articles]
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        elif format == "html":
            self.stdout.write(page(articles), ending="")
        else:
            console = Console()
            with console.capture() as table:
                console.print(*(claims_table(id, extraction) for id, _, extraction in articles))
            self.stdout.write(table.get())


def article_id(file: str) -> str:
    return "standard_input" if file == STANDARD_INPUT else Path(file).stem


def read_text(file: str) -> str:
    """Read a file as UTF-8. Raises CommandError with a sentence if it is not text."""
    try:
        data = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is not UTF-8 text: byte {error.start} cannot be decoded.") from error
    if "\0" in text:
        raise CommandError(f"{file} is not a text file: it holds NUL bytes.")
    return text


def claims_table(id: str, extraction: Extraction) -> Table:
    """Lay out the claims of one article, most check-worthy first."""
    title = f"{id}: {len(extraction.attributions)} attributions, {len(extraction.claims)} claims"
    table = Table("check", "claim", "speakers", "kind", "evidence", title=escape(title), show_lines=True)
    for claim in sorted(extraction.claims, key=lambda claim: (-claim.checkworthiness, claim.start)):
        status = claim.evidence_status.replace("_", " ")
        table.add_row(
            f"{claim.checkworthiness:.2f}", escape(claim.text), escape(who(claim)), claim.kind, status
        )
    return table


def who(claim: ExtractedClaim) -> str:
    """Say who stands behind a claim, and who passed it on."""
    if claim.voice == "outlet":
        return "the outlet itself"
    names = "\n".join(speaker.name for speaker in claim.speakers) or "nobody named"
    return f"{names}\n(relayed by {', '.join(claim.relayed_by)})" if claim.relayers else names
