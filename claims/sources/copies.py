"""Keep a copy of a source, and what it says."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims.models import MediaType, ReadingState, Source, SourceCopy, StoredFile
from claims.outbox.messages import enqueue
from claims.sources.acts import SourceRefused, check_right, record
from claims.sources.excerpts import squeeze
from claims.sources.links import settle
from claims.sources.media import IMAGES, decode, file_name, media_type
from claims.sources.read_file import tidy
from factcheck.languages import as_recorded

KEPT_IN_AUDIT = 2_000  # characters of what was typed


@transaction.atomic
def add_copy(*, source_id: int, editor: User, content: bytes, name: str, now: datetime) -> SourceCopy:
    """Keep a file as a copy of a source, which also settles its dead link; the same file again changes nothing.

    Raises SourceRefused for what we do not keep, and for protected sources.
    """
    source = Source.objects.get(pk=source_id)
    check_right(editor)
    if source.is_protected:
        raise SourceRefused(
            _("No copy of a protected source is kept here, since a file may say who they are.")
        )
    if len(content) > settings.COPY_MAX_BYTES:
        raise SourceRefused(too_large())
    file = _store(content, media_type(content, file_name(name)), now)
    uploaded = {"name": file_name(name), "uploaded_by": editor, "uploaded_at": now}
    copy, is_new = SourceCopy.objects.get_or_create(source=source, file=file, defaults=uploaded)
    if is_new:
        with as_recorded():
            stored = f"{file} ({file.size:,} bytes)"
        record("store_copy", source, editor, now, changes={"copy": [None, stored]})
    settle(source, editor, now, reason=gettext_noop("Mended by a stored copy."))
    return copy


@transaction.atomic
def type_text(*, copy_id: int, editor: User, text: str, now: datetime) -> SourceCopy:
    """Store what an editor has read in a copy that the machine cannot read: an image, a scan, a broken file."""
    copy = SourceCopy.objects.select_related("source").get(pk=copy_id)
    check_right(editor)
    file = StoredFile.objects.select_for_update().only("state", "text").get(pk=copy.file_id)
    if file.state == ReadingState.WAITING:
        raise SourceRefused(_("This copy is still being read. Wait a moment, and look whether it has text."))
    if file.state == ReadingState.READ:
        raise SourceRefused(_("The machine has read this copy; its text is not typed over."))
    text = tidy(text)
    if not text:
        raise SourceRefused(_("Type what the copy says, at least the words that you quote."))
    if text != file.text:
        before, file.text, file.squeezed, file.state = file.text, text, squeeze(text), ReadingState.TYPED
        file.save(update_fields=["text", "squeezed", "state"])
        changed = [before[:KEPT_IN_AUDIT], text[:KEPT_IN_AUDIT]]
        record("type_copy", copy.source, editor, now, changes={"text": changed})
    return copy


def too_large() -> str:
    """Why a file is not taken, with the limit in words."""
    limit = f"{settings.COPY_MAX_BYTES / 1_000_000:g}"
    return _(
        "This file is larger than %(limit)s MB. Save the source without its pictures, or only the pages you rely on."
    ) % {"limit": limit}


def copies_of(source: Source) -> QuerySet[SourceCopy]:
    """The copies of a source, also of what stands under the same address in other words, the newest first."""
    same = Q(source=source) | (Q(source__url=source.url) if source.url else Q())
    return SourceCopy.objects.filter(same).order_by("-uploaded_at", "-pk")


def newest_copies(sources: Iterable[Source]) -> dict[int, SourceCopy]:
    """The newest copy of each source that has one, in one question."""
    sources = list(sources)
    urls = [source.url for source in sources if source.url]
    known = SourceCopy.objects.filter(Q(source__in=sources) | Q(source__url__in=urls)).select_related(
        "source"
    )
    by_source: dict[int, SourceCopy] = {}
    by_url: dict[str, SourceCopy] = {}
    for copy in known.order_by("uploaded_at", "pk"):
        by_source[copy.source_id] = copy
        by_url[copy.source.url] = copy
    found = {
        source.pk: by_url.get(source.url) if source.url else by_source.get(source.pk) for source in sources
    }
    return {pk: copy for pk, copy in found.items() if copy}


def texts_of(copies: Iterable[SourceCopy]) -> dict[str, StoredFile]:
    """What the files of copies say, by their hash: no more than it takes to compare excerpts with them."""
    shas = {copy.file_id for copy in copies}
    return StoredFile.objects.only("state", "squeezed").in_bulk(shas) if shas else {}


def _store(content: bytes, kind: MediaType, now: datetime) -> StoredFile:
    """The row of a content, stored once; two who send the same at once get the same."""
    text = tidy(decode(content) or "") if kind == MediaType.TEXT else ""
    state = ReadingState.WAITING
    if kind in IMAGES:
        state = ReadingState.UNREADABLE
    elif text:
        state = ReadingState.READ
    file, is_new = StoredFile.objects.defer("content", "text", "squeezed").get_or_create(
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={
            "media_type": kind,
            "size": len(content),
            "content": content,
            "stored_at": now,
            "state": state,
            "text": text,
            "squeezed": squeeze(text),
        },
    )
    if is_new and state == ReadingState.WAITING:
        enqueue("copy.stored", key=f"copy:{file.pk}", sha256=file.pk)
    return file
