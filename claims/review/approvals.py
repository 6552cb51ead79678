"""How many editors must stand behind a revision: one, two where a topic is sensitive."""

from claims.models import Revision, RevisionState, Topic


def approvals_missing(revision: Revision) -> int:
    """How many more editors must approve these words."""
    needed = 2 if _is_sensitive(revision) else 1
    given = revision.approvals.filter(voided_at=None, content_hash=revision.content_hash).count()
    return max(0, needed - given)


def waits_for_another(revision: Revision) -> bool:
    """Whether an approved revision needs one more approval, for a topic of it was called sensitive since."""
    is_approved = revision.state == RevisionState.APPROVED
    return is_approved and _is_sensitive(revision) and approvals_missing(revision) > 0


def _is_sensitive(revision: Revision) -> bool:
    """As it was read with the revision for a page, else as the database says."""
    known = getattr(revision, "is_sensitive", None)
    if known is not None:
        return known
    return Topic.objects.filter(is_sensitive=True, claims__review=revision.review_id).exists()
