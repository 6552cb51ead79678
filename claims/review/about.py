"""Saving a page about the newsroom: each save is a version that readers see at once, and that stays."""

import hashlib
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims.models import AboutPage, AboutVersion, AuditEntry, name_of
from claims.models.audit import lock_for_this_transaction
from claims.publication.scale import rating_scale
from claims.review.moves import MoveNotAllowed, StaleSave

EDITS_ABOUT = "claims.add_aboutversion"


def current_about() -> QuerySet[AboutVersion]:
    """The current version of each page."""
    return AboutVersion.objects.order_by("page", "-version").distinct("page")


@transaction.atomic
def save_about(
    *, page: str, editor: User, version: int, text: str, reason: str, now: datetime
) -> AboutVersion:
    """Put another version of a page in the place of `version`; sent twice, it is one.

    The same words may be saved again: readers are told that the page was read anew, and why.
    Raises MoveNotAllowed, or StaleSave after somebody else's save.
    """
    if not User.objects.get(pk=editor.pk).has_perm(EDITS_ABOUT):
        raise MoveNotAllowed(
            _("Cannot save: these pages are for standards editors and administrators. Ask one of them.")
        )
    if not text.strip():
        raise MoveNotAllowed(_("Cannot save a page without words. Write what readers should know."))
    if not reason.strip():
        raise MoveNotAllowed(
            _("Cannot save without a reason. Say in a sentence what readers should know of it.")
        )
    lock_for_this_transaction(f"about {page}")
    stored = AboutVersion.objects.filter(page=page).latest("version")
    said = {"text": text, "reason": reason.strip(), "saved_by": name_of(editor)}
    if version == stored.version - 1 and all(getattr(stored, name) == each for name, each in said.items()):
        return stored
    if version != stored.version:
        raise StaleSave(
            _(
                "Cannot save: somebody has changed this page since you opened it. What they changed is marked "
                "below, and your words are still in the form; if you save now, they take the place of theirs."
            )
        )
    scale = rating_scale() if page == AboutPage.RATINGS else []
    saved = AboutVersion.objects.create(page=page, version=version + 1, scale=scale, saved_at=now, **said)
    AuditEntry.record(
        actor=editor,
        person=editor,
        move="save_about",
        reason=saved.reason,
        detail={"page": ["", AboutPage(page).label], "version": [str(version), str(saved.version)]},
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        happened_at=now,
    )
    return saved
