"""Check that the history of moves is whole, and give a digest of a day to keep elsewhere."""

from argparse import FileType
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from claims.models import AuditEntry
from claims.models.audit import FIRST_HASH, broken_entries


class Command(BaseCommand):
    """Follow the chain of the audit from its first entry to its last."""

    help = (
        "Verify the hash chain of the audit. Names the entries that break it, and then ends with 1. Somebody who owns "
        "the database could write a new chain; a digest kept elsewhere shows that too."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """A digest to make, and digests that were kept."""
        parser.add_argument(
            "--digest",
            nargs="?",
            type=date.fromisoformat,
            const=timezone.localdate(),
            metavar="DAY",
            help="Print one line for what the audit held at the end of a day (2026-03-04; today if none is given).",
        )
        parser.add_argument(
            "--kept",
            type=FileType("r"),
            help="A file of such lines: check that the chain still holds what they say.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Count the entries and print whether the chain holds. Raises CommandError if it does not."""
        self.count = 0
        wrong = [
            f"Entry {entry.pk} ({entry.happened_at:%Y-%m-%d %H:%M} UTC) {what}."
            for entry, what in broken_entries(self.entries())
        ]
        wrong += broken_promises(options["kept"]) if options["kept"] else []
        self.stdout.write(f"{self.count:,} {'entry' if self.count == 1 else 'entries'} checked.")
        if wrong:
            raise CommandError("The chain is broken:\n" + "\n".join(wrong))
        self.stdout.write("The chain holds.")
        if options["digest"]:
            self.stdout.write(digest_of(options["digest"]))

    def entries(self) -> Iterator[AuditEntry]:
        """All entries in order, counted on the way."""
        for entry in AuditEntry.objects.order_by("pk").iterator(chunk_size=2000):
            self.count += 1
            yield entry


def digest_of(day: date) -> str:
    """A day, the number and key of the last entry by its end, and the hash that covers all entries up to it."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    last = AuditEntry.objects.filter(happened_at__lt=end).order_by("-pk").first()
    if last is None:
        return f"{day} 0 0 {FIRST_HASH}"
    return f"{day} {AuditEntry.objects.filter(pk__lte=last.pk).count()} {last.pk} {last.hash}"


def broken_promises(lines: TextIO) -> Iterator[str]:
    """A sentence for each line of kept digests that the chain does not bear out."""
    for line in filter(str.strip, lines):
        day, count, pk, digest, *more = [*line.split(), "", "", ""]
        if any(more) or not (count.isdecimal() and pk.isdecimal() and digest):
            yield f"This is no line of a digest: “{line.strip()}”."
            continue
        entries = AuditEntry.objects.filter(pk__lte=int(pk))
        last = entries.order_by("-pk").values_list("pk", "hash").first() or (0, FIRST_HASH)
        if (entries.count(), *last) != (int(count), int(pk), digest):
            yield f"What was there at the end of {day} is not what was kept: {count} entries up to entry {pk}."
