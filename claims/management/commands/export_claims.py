"""Write the whole public record into files that can be handed on."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.encoding import force_bytes

from claims.publication.exports import FORMATS


class Command(BaseCommand):
    """Write finished files: whoever sees one sees all of it."""

    help = (
        "Write every published claim into files named for the day (claims-2026-03-04.jsonl), each with its SHA-256 "
        "beside it in the form that `sha256sum --check` reads."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and in which forms."""
        parser.add_argument("folder", type=Path, help="An existing folder; today's files in it are replaced.")
        parser.add_argument(
            "--formats",
            nargs="+",
            choices=FORMATS,
            default=list(FORMATS),
            help="Which forms; all by default.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files and print their names. Raises CommandError if the folder cannot be written."""
        for form in options["formats"]:
            file = options["folder"] / f"claims-{timezone.now():%Y-%m-%d}.{form}"
            try:
                write_export(form, file)
            except OSError as error:
                raise CommandError(f"{file} could not be written: {error.strerror}.") from error
            self.stdout.write(str(file))


def write_export(form: str, file: Path) -> None:
    """One file and its checksum; both appear under their names when they are whole, and not before."""
    digest, unfinished = hashlib.sha256(), file.with_name(f".{file.name}.part")
    with unfinished.open("wb") as out:
        for part in map(force_bytes, FORMATS[form]()):
            digest.update(part)
            out.write(part)
    checksum = file.with_name(f"{file.name}.sha256")
    unfinished.replace(file)
    unfinished.write_text(f"{digest.hexdigest()}  {file.name}\n")
    unfinished.replace(checksum)
