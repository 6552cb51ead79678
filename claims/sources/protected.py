"""Protected sources: who they are is written down once, seen by few, and confirmed by a second editor.

The only module that reads ProtectedName.name. Nothing here hands it to the audit or to a message.
"""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import ProtectedName, Source, SourceKind
from claims.sources.acts import SourceRefused, check_right, record

SEES = "claims.see_protected_name"


@transaction.atomic
def protect_source(*, editor: User, name: str, description: str, danger: str, now: datetime) -> Source:
    """Write down a source whose name readers never learn; `description` is what they may know of them."""
    check_right(editor)
    if name.strip().lower() in description.lower():
        raise SourceRefused(
            _("The description holds the name. Readers see it: write only what cannot endanger them.")
        )
    source = Source.objects.create(kind=SourceKind.PROTECTED, title=description)
    ProtectedName.objects.create(source=source, name=name, danger=danger, added_by=editor, added_at=now)
    record("protect_source", source, editor, now)
    return source


@transaction.atomic
def read_name(*, source_id: int, reader: User, now: datetime) -> ProtectedName:
    """Who a protected source is, for whoever wrote it down or has the right; each reading is written down."""
    kept = _kept(source_id)
    if kept.added_by_id != reader.pk:
        _check_sees(reader)
    record("read_protected_name", kept.source, reader, now)
    return kept


@transaction.atomic
def confirm_source(*, source_id: int, editor: User, now: datetime) -> ProtectedName:
    """Stand in for a protected source as a second editor who knows who they are; confirming again changes nothing."""
    kept = _kept(source_id)
    _check_sees(editor)
    if kept.added_by_id == editor.pk:
        raise SourceRefused(_("You wrote this source down yourself. Ask another editor to confirm it."))
    if kept.confirmed_at is None:
        kept.confirmed_by, kept.confirmed_at = editor, now
        kept.save(update_fields=["confirmed_by", "confirmed_at"])
        record("confirm_source", kept.source, editor, now)
    return kept


def _kept(source_id: int) -> ProtectedName:
    return (
        ProtectedName.objects.select_for_update(of=["self"])
        .select_related("source", "added_by", "confirmed_by")
        .get(source=source_id)
    )


def _check_sees(reader: User) -> None:
    check_right(reader, SEES)
