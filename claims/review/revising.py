"""What every change of a revision's content has in common: a new hash, an edit on record, approvals void."""

from datetime import datetime

from django.contrib.auth.models import User

from claims.models import Claim, Revision, RevisionEdit, RevisionState
from claims.models.review import UNPUBLISHED
from claims.publication.record import content_hash, content_of


def open_revision(claim: Claim) -> Revision | None:
    """The claim's revision that is not yet published, locked; None if there is none."""
    return Revision.objects.select_for_update().filter(review__claim=claim, state__in=UNPUBLISHED).first()


def void_approvals(revision: Revision, *, now: datetime) -> None:
    """Make an approved revision a draft again before its content changes: it was approved in other words."""
    if revision.state == RevisionState.APPROVED:
        Revision.objects.filter(pk=revision.pk).update(state=RevisionState.DRAFT)
        revision.state = RevisionState.DRAFT
    revision.approvals.filter(voided_at=None).update(voided_at=now)


def record_edit(revision: Revision, *, editor: User, now: datetime) -> None:
    """Save a changed revision under the hash of its new content; `editor` is one of its editors from now on."""
    revision.content_hash = content_hash(content_of(revision))
    revision.version += 1
    revision.updated_at = now
    revision.save()
    RevisionEdit.objects.create(
        revision=revision, editor=editor, content_hash=revision.content_hash, edited_at=now
    )
