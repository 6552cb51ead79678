"""The gates asked anew where nothing was written: what they read beside the words has changed, or may have."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from claims.models import Revision, Source
from claims.models.review import UNPUBLISHED
from claims.review.moves import MoveNotAllowed
from claims.review.passing import check_gates
from claims.review.revising import lock_revision


@transaction.atomic
def check_again(*, revision_id: int, editor: User, version: int, now: datetime) -> Revision:
    """Ask the gates anew: what they read beside the words may have changed. Nothing else changes; `version` is any."""
    revision = lock_revision(revision_id)
    if not editor.has_perm("claims.write_revision"):
        raise MoveNotAllowed(
            _("Cannot check again: your account does not have this right. Ask an administrator for it.")
        )
    if revision.state in UNPUBLISHED:
        check_gates(revision, now=now)
    return revision


def ask_about_sources(*, source_ids: Sequence[int], now: datetime) -> None:
    """Ask the gates of all that is not yet public and rests on these sources, or others of the same address.

    Running it again changes nothing but the time it was asked.
    """
    urls = Source.objects.filter(pk__in=source_ids).exclude(url="").values("url")
    resting = Q(evidence__source__in=source_ids) | Q(evidence__source__url__in=urls)
    found = Revision.objects.filter(resting, state__in=UNPUBLISHED).order_by("pk").distinct()
    for pk in found.values_list("pk", flat=True):
        with transaction.atomic():
            revision = lock_revision(pk)
            if revision.state in UNPUBLISHED:
                check_gates(revision, now=now)
