"""Whether the addresses of sources still lead to them: what was found there, and how a dead one is mended."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims.models import LinkCheck, Source, SourceCopy
from claims.models.source import WORDING
from claims.sources.acts import SourceRefused, check_right, record

FOUND_AT_MOST = 500  # characters


@transaction.atomic
def record_link_check(*, source_id: int, is_dead: bool, found: str, now: datetime) -> LinkCheck | None:
    """Write down what a check found at a source's address; a dead one waits at the desk until somebody mends it.

    None for a source without a link, and for one that is known to be dead already.
    """
    source = Source.objects.select_for_update().get(pk=source_id)
    return _note(source, is_dead, found, None, now) if source.url else None


@transaction.atomic
def note_dead_link(*, source_id: int, editor: User, reason: str, now: datetime) -> None:
    """Say that a source's link is dead, and what stands there now. Noting it again changes nothing."""
    source = _lock(source_id, editor)
    if not source.url:
        raise SourceRefused(_("This source has no link."))
    if not reason.strip():
        raise SourceRefused(_("Say in a few words what you found at the address, such as “page not found”."))
    if _note(source, True, reason.strip(), editor, now):
        record("note_dead_link", source, editor, now, reason=reason.strip())


@transaction.atomic
def note_working_link(*, source_id: int, editor: User, now: datetime) -> None:
    """Say that a link that was noted as dead works: the undo of noting it, and what somebody found later."""
    source = _lock(source_id, editor)
    if dead_links([source]):
        _note(source, False, gettext_noop("It works."), editor, now)
        record("note_working_link", source, editor, now)


@transaction.atomic
def rely_on_copy(*, source_id: int, editor: User, now: datetime) -> None:
    """Let the stored copy do for a dead link. Raises SourceRefused if there is none."""
    source = _lock(source_id, editor)
    if not SourceCopy.objects.filter(source__url=source.url).exists():
        raise SourceRefused(_("There is no stored copy of this source. Upload one, or give another link."))
    settle(source, editor, now, reason=gettext_noop("Mended by the stored copy."))


@transaction.atomic
def mend_link(*, source_id: int, editor: User, url: str, archive_url: str, now: datetime) -> Source:
    """Give a source another link or one to an archive: a row of its own, for what was approved stays as it was.

    Its newest copy goes with it. Raises SourceRefused if nothing is new, or if it was mended already.
    """
    source = _lock(source_id, editor)
    if source.is_protected:
        raise SourceRefused(_("A protected source has no link."))
    if (url, archive_url) == (source.url, source.archive_url):
        raise SourceRefused(_("Nothing is new. Give another link, or one to an archive."))
    if Source.objects.filter(replaces=source).exists():
        raise SourceRefused(_("This source was mended already. Mend the newer one, to which its page leads."))
    wording = {name: getattr(source, name) for name in WORDING} | {"url": url, "archive_url": archive_url}
    mended = Source.objects.filter(**wording).first()
    if mended is None:
        mended = Source.objects.create(**wording, replaces=source)
        _carry_copy(source, mended)
    before = {"link": [source.url, url], "archive": [source.archive_url, archive_url]}
    changed = {name: values for name, values in before.items() if values[0] != values[1]}
    record("mend_link", source, editor, now, changes=changed)
    settle(source, editor, now)
    return mended


def settle(source: Source, editor: User, now: datetime, *, reason: str = "") -> None:
    """Take a source's address off the list of dead links, if it stands there, and write down by what, if given."""
    open_checks = LinkCheck.objects.filter(url=source.url, is_dead=True, settled_at=None)
    if source.url and open_checks.update(settled_at=now) and reason:
        record("settle_link", source, editor, now, reason=reason)


def dead_links(sources: Iterable[Source]) -> dict[str, LinkCheck]:
    """What was found at those of these sources' addresses that are dead and not mended, by address."""
    urls = {source.url for source in sources if source.url}
    checks = LinkCheck.objects.filter(url__in=urls, is_dead=True, settled_at=None)
    return {check.url: check for check in checks}


def _lock(source_id: int, editor: User) -> Source:
    """The source, held still, for somebody who may do this."""
    check_right(editor)
    return Source.objects.select_for_update().get(pk=source_id)


def _note(source: Source, is_dead: bool, found: str, editor: User | None, now: datetime) -> LinkCheck | None:
    last = LinkCheck.objects.filter(url=source.url).order_by("-pk").first()
    if last and last.is_dead:
        if not is_dead:
            LinkCheck.objects.filter(pk=last.pk, settled_at=None).update(settled_at=now)
        elif (
            editor is None or last.settled_at is None
        ):  # what was mended stays so until somebody says otherwise
            return None
    return LinkCheck.objects.create(
        url=source.url, is_dead=is_dead, found=found[:FOUND_AT_MOST], checked_by=editor, checked_at=now
    )


def _carry_copy(source: Source, mended: Source) -> None:
    newest = SourceCopy.objects.filter(source__url=source.url).order_by("-uploaded_at", "-pk").first()
    if newest and mended.url != source.url:
        SourceCopy.objects.create(
            source=mended,
            file_id=newest.file_id,
            name=newest.name,
            uploaded_by=newest.uploaded_by,
            uploaded_at=newest.uploaded_at,
        )
