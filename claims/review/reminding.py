"""What the calendar says to people: their review is due, or overdue."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from claims.models import Notification, NotificationKind, Revision
from claims.models.review import UNPUBLISHED
from claims.notifications.telling import notify


def remind_people(*, now: datetime) -> int:
    """Tell each assignee once that a review is due by tomorrow, and once that it is overdue; count them.

    Running it again tells nobody. The days are those of the newsroom's time zone.
    """
    today = timezone.localdate(now)
    soon = {"review__due_on__gte": today, "review__due_on__lte": today + timedelta(days=1)}
    late = {"review__due_on__lt": today}
    return _remind("due", soon, now) + _remind("overdue", late, now)


def _remind(event: str, when: dict, now: datetime) -> int:
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
