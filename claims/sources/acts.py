"""What the acts on sources have in common: who may, and the entry in the audit."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from claims.models import AuditEntry, Source
from claims.outbox.messages import enqueue

WRITES = "claims.write_revision"
READ_BY_GATES = ("store_copy", "type_copy", "confirm_source")  # moves that may let a review pass


class SourceRefused(Exception):
    """A refused act; its text is a sentence that says why, and what would help."""


def check_right(editor: User, right: str = WRITES) -> None:
    """Raise SourceRefused for whoever may not do this."""
    if not editor.has_perm(right):
        raise SourceRefused(_("Your account does not have this right. Ask an administrator for it."))


def record(
    move: str,
    source: Source,
    editor: User,
    now: datetime,
    *,
    reason: str = "",
    changes: dict[str, list[Any]] | None = None,
) -> None:
    """Write an act down in the audit, with what it changed, before and after."""
    entry = AuditEntry.record(
        actor=editor, source=source, move=move, reason=reason, detail=changes or {}, happened_at=now
    )
    if move in READ_BY_GATES:
        enqueue("sources.changed", key=f"audit:{entry.pk}", source_ids=[source.pk])
