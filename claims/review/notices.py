"""Whom a move concerns: told in its transaction, so that nobody misses what happened or hears of what did not."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import F

from claims.models import AuditEntry, NotificationKind, Revision, SecondRating
from claims.notifications.telling import notify
from claims.review.mentions import called_in
from claims.review.moves import editors_since_last_approval

__all__ = ["followers_of", "notify", "tell", "writers_of"]


def tell(entry: AuditEntry, revision: Revision) -> None:
    """Tell whom a move concerns, except whoever made it; most moves concern nobody else."""
    if entry.move in TELLERS:
        TELLERS[entry.move](entry, revision)


def _tell(
    kind: NotificationKind, entry: AuditEntry, revision: Revision, people: set[int] | None, but: set[int]
) -> None:
    notify(
        kind,
        people,
        event=f"audit:{entry.pk}",
        claim=revision.review.claim,
        revision=revision,
        entry=entry,
        but=but,
        now=entry.happened_at,
    )


def _of(
    kind: NotificationKind, concerned: Callable[[Revision], set[int]]
) -> Callable[[AuditEntry, Revision], None]:
    """Tell those concerned, without the actor."""
    return lambda entry, revision: _tell(kind, entry, revision, concerned(revision), {entry.actor_id})


def _judges(entry: AuditEntry, revision: Revision) -> None:
    """Everybody who may approve, and whose own work it is not."""
    own = {entry.actor_id, revision.review.assignee_id} | editors_since_last_approval(revision)
    _tell(NotificationKind.WAITING, entry, revision, None, own)


def _readers(entry: AuditEntry, revision: Revision) -> None:
    """Who wrote or follows what readers see from now on."""
    kind = NotificationKind.CORRECTED if revision.is_correction else NotificationKind.PUBLISHED
    _tell(kind, entry, revision, writers_of(revision) | followers_of(revision), {entry.actor_id})


def _commented(entry: AuditEntry, revision: Revision) -> None:
    """Whoever is called by name hears of that, and so not once more of the comment as the others do."""
    called = {person.pk for person in called_in(entry.reason).people}
    _tell(NotificationKind.MENTIONED, entry, revision, called, {entry.actor_id})
    _tell(NotificationKind.COMMENTED, entry, revision, followers_of(revision), {entry.actor_id})


def _planners(entry: AuditEntry, revision: Revision) -> None:
    """Who set the time of a publication that does not come about, and who does the review.

    A revision that is due and may not be published is taken off in the name of whoever set the time: they do not know.
    """
    if not entry.reason:  # taken off by hand
        return
    set_by = (
        revision.audit_entries.filter(move="schedule").order_by("-pk").values_list("actor", flat=True)[:1]
    )
    was_due = datetime.fromisoformat(entry.detail["publish at"][0]) <= entry.happened_at
    people = {*set_by, revision.review.assignee_id}
    _tell(NotificationKind.NOT_PUBLISHED, entry, revision, people, set() if was_due else {entry.actor_id})


def _disagreed(entry: AuditEntry, revision: Revision) -> None:
    """Who wrote a review of which somebody, not knowing its rating, gives another."""
    given = SecondRating.objects.filter(revision=revision, rater=entry.actor_id)
    if given.exclude(rating=F("first_rating")).exists():
        _tell(NotificationKind.DISAGREED, entry, revision, writers_of(revision), {entry.actor_id})


def _assignee(revision: Revision) -> set[int]:
    return {revision.review.assignee_id}


def followers_of(revision: Revision) -> set[int]:
    """Who follows a review, and who does it."""
    return _assignee(revision) | set(revision.review.followers.values_list("pk", flat=True))


def writers_of(revision: Revision) -> set[int]:
    """Who wrote in a revision, and who does the review."""
    return _assignee(revision) | set(revision.edits.values_list("editor", flat=True))


def _everybody(revision: Revision) -> set[int]:
    return followers_of(revision) | writers_of(revision)


TELLERS: dict[str, Callable[[AuditEntry, Revision], None]] = {
    "assign": _of(NotificationKind.ASSIGNED, _assignee),
    "submit": _judges,
    "return": _of(NotificationKind.RETURNED, writers_of),
    "approve": _of(NotificationKind.APPROVED, writers_of),
    "publish": _readers,
    "unschedule": _planners,
    "comment": _commented,
    "rate": _disagreed,
    "retract": _of(NotificationKind.CORRECTED, _everybody),
    "restore": _of(NotificationKind.CORRECTED, _everybody),
}
