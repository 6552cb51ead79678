"""Check that the history of moves is whole."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.models import AuditEntry
from claims.models.audit import broken_entries


class Command(BaseCommand):
    """Follow the chain of the audit from its first entry to its last."""

    help = "Verify the hash chain of the audit. Names the entries that break it, and then ends with 1."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count the entries and print whether the chain holds. Raises CommandError if it does not."""
        self.count = 0
        broken = [
            f"Entry {entry.pk} ({entry.happened_at:%Y-%m-%d %H:%M} UTC) {what}."
            for entry, what in broken_entries(self.entries())
        ]
        self.stdout.write(f"{self.count:,} {'entry' if self.count == 1 else 'entries'} checked.")
        if broken:
            raise CommandError("The chain is broken:\n" + "\n".join(broken))
        self.stdout.write("The chain holds.")

    def entries(self) -> Iterator[AuditEntry]:
        """All entries in order, counted on the way."""
        for entry in AuditEntry.objects.order_by("pk").iterator(chunk_size=2000):
            self.count += 1
            yield entry
