"""What the calendar, readers and new facts say to people; each sweep tells what was not told yet."""

from datetime import datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from claims.models import (
    Approval,
    AuditEntry,
    ErrorReport,
    LinkCheck,
    Notification,
    NotificationKind,
    ReportState,
    Review,
    Revision,
    RevisionEdit,
    RevisionState,
)
from claims.models.review import LIVE, UNPUBLISHED
from claims.notifications.telling import notify
from claims.review.awaited import replies_awaited
from claims.review.notices import followers_of
from claims.review.stale import stale_verdicts

NEWS_FOR = timedelta(
    days=7
)  # of a reply or a report; whoever was not told by then wants to hear nothing of it
AT_MOST = 100  # stale verdicts in a sweep


def remind_people(*, now: datetime) -> int:
    """Tell people of what is due, of replies, of readers' reports and of stale verdicts, each once; count them.

    Running it again tells nobody. The days are those of the newsroom's time zone.
    """
    today = timezone.localdate(now)
    soon = {"review__due_on__gte": today, "review__due_on__lte": today + timedelta(days=1)}
    late = {"review__due_on__lt": today}
    due = _remind("due", soon, now) + _remind("overdue", late, now)
    return due + _remind_of_replies(now) + _tell_of_reports(now) + _tell_of_stale_verdicts(now)


def _remind(event: str, when: dict, now: datetime) -> int:
    """Tell each assignee once that a review is due by tomorrow, and once that it is overdue."""
    told = Notification.objects.filter(
        person=OuterRef("review__assignee"),
        claim=OuterRef("review__claim"),
        day=OuterRef("review__due_on"),
        event__startswith=f"{event}:",
    )
    due = Revision.objects.filter(~Exists(told), state__in=UNPUBLISHED, **when)
    return sum(
        notify(
            NotificationKind.DUE,
            {revision.review.assignee_id},
            event=f"{event}:{revision.review_id}:{revision.review.due_on}",
            claim=revision.review.claim,
            revision=revision,
            day=revision.review.due_on,
            now=now,
        )
        for revision in due.select_related("review__claim").order_by("pk")
    )


def _remind_of_replies(now: datetime) -> int:
    """Tell whoever asked, and whoever does the review, once before the deadline of a reply and once after it."""
    awaited = replies_awaited(now).filter(deadline__gt=now - NEWS_FOR)
    number = 0
    for event, when in (("reply", Q(deadline__gt=now)), ("late reply", Q(deadline__lte=now))):
        for attempt in awaited.filter(when, ~_was_told(event)).order_by("pk"):
            number += notify(
                NotificationKind.REPLY_DUE,
                {attempt.recorded_by_id, attempt.review.assignee_id},
                event=f"{event}:{attempt.pk}",
                claim=attempt.review.claim,
                revision=Revision.objects.filter(pk=attempt.revision_pk).first(),
                day=timezone.localdate(attempt.deadline),
                now=now,
            )
    return number


def _tell_of_reports(now: datetime) -> int:
    """Tell whoever wrote or approved a verdict that a reader finds an error in it; not who deals with it already."""
    received = ErrorReport.objects.filter(
        ~_was_told("report"), state=ReportState.OPEN, received_at__gt=now - NEWS_FOR
    )
    return sum(
        notify(
            NotificationKind.REPORTED,
            _behind(report.claim.review),
            event=f"report:{report.pk}",
            claim=report.claim,
            revision=report.claim.review.revisions.filter(state__in=LIVE).first(),
            day=report.due_on,
            but={report.assignee_id} if report.assignee_id else (),
            now=now,
        )
        for report in received.select_related("claim__review").order_by("pk")
    )


def _tell_of_stale_verdicts(now: datetime) -> int:
    """Tell those whom a verdict concerns, once after it was last found to hold, that it may not hold any more."""
    today = timezone.localdate(now)
    told = Notification.objects.filter(
        kind=NotificationKind.STALE,
        revision=OuterRef("pk"),
        created_at__gt=OuterRef("review__checked_at"),
    )
    stale = stale_verdicts(today).filter(~Exists(told)).order_by("-pk")[:AT_MOST]
    return sum(
        notify(
            NotificationKind.STALE,
            _behind(revision.review) | followers_of(revision),
            event=f"stale:{revision.pk}:{revision.review.checked_at.timestamp():.0f}",
            claim=revision.review.claim,
            revision=revision,
            but=set() if revision.recheck_on <= today else _know_why(revision),
            now=now,
        )
        for revision in stale
    )


def _behind(review: Review) -> set[int]:
    """Who wrote what readers have seen of a review, who approved it, and who does the review."""
    was_public = {"revision__review": review, "revision__state__in": [*LIVE, RevisionState.SUPERSEDED]}
    written = RevisionEdit.objects.filter(**was_public).values_list("editor", flat=True)
    approved = Approval.objects.filter(**was_public, voided_at=None).values_list("approver", flat=True)
    return {review.assignee_id, *written.union(approved)}


def _know_why(revision: Revision) -> set[int]:
    """Who made a verdict stale by what they did themselves."""
    since = revision.review.checked_at
    noted = AuditEntry.objects.filter(
        Q(move="note_evidence", claim=revision.review.claim)
        | Q(move="merge", claim__merged_into=revision.review.claim),
        happened_at__gt=since,
    )
    found = LinkCheck.objects.filter(
        url__in=revision.evidence.values("source__url"), checked_at__gt=since, checked_by__isnull=False
    )
    return {*noted.values_list("actor", flat=True), *found.values_list("checked_by", flat=True)} - {None}


def _was_told(event: str) -> Exists:
    """Whether anybody was told of the event of this name about a row."""
    name = Concat(Value(f"{event}:"), Cast(OuterRef("pk"), CharField()))
    return Exists(Notification.objects.filter(event=name))
