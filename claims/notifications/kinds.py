"""Which kinds of things people are told of: how by default, who must have which right, and in which words."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import Channel, Notification, NotificationKind, name_of

WRITE, APPROVE = "claims.write_revision", "claims.approve_revision"
KEEP_WEBHOOKS = "claims.change_webhookendpoint"


@dataclass(frozen=True)
class Kind:
    """`says` comes before the claim, with {who} and {day} filled in; whoever has lost the right hears nothing.

    Where no `right` is named, whoever has an open account hears of it.
    """

    says: Promise
    default: Channel
    right: str = WRITE


KINDS = {
    NotificationKind.ASSIGNED: Kind(_("{who} assigned to you the review of"), Channel.AT_ONCE),
    NotificationKind.DUE: Kind(_("Due on {day}: your review of"), Channel.DIGEST),
    NotificationKind.WAITING: Kind(_("{who} submitted for approval the review of"), Channel.DIGEST, APPROVE),
    NotificationKind.RETURNED: Kind(_("{who} returned the review of"), Channel.AT_ONCE),
    NotificationKind.APPROVED: Kind(_("{who} approved the review of"), Channel.DESK),
    NotificationKind.PUBLISHED: Kind(_("{who} published the review of"), Channel.DESK),
    NotificationKind.NOT_PUBLISHED: Kind(_("Taken off the schedule: the review of"), Channel.AT_ONCE),
    NotificationKind.MENTIONED: Kind(
        _("{who} called you in a comment on the review of"), Channel.AT_ONCE, ""
    ),
    NotificationKind.COMMENTED: Kind(_("{who} commented on the review of"), Channel.DESK),
    NotificationKind.CORRECTED: Kind(_("{who} published a new version of the verdict on"), Channel.DIGEST),
    NotificationKind.DISAGREED: Kind(_("{who} rates otherwise than you the review of"), Channel.AT_ONCE),
    NotificationKind.REPLY_DUE: Kind(_("Awaited by {day}: a reply about"), Channel.DIGEST),
    NotificationKind.REPORTED: Kind(
        _("To answer by {day}: a reader reports an error in the verdict on"), Channel.DIGEST
    ),
    NotificationKind.STALE: Kind(_("It may not hold any more: the verdict on"), Channel.DIGEST),
    NotificationKind.WEBHOOK_OFF: Kind(
        _("A webhook is switched off, as its receiver could not be told of the verdict on"),
        Channel.AT_ONCE,
        KEEP_WEBHOOKS,
    ),
}
BY_MOVE = {
    "retract": _("{who} retracted the verdict on"),
    "restore": _("{who} restored the verdict on"),
}


def words_of(notification: Notification) -> str:
    """What a notification says before the words of its claim."""
    entry = notification.entry
    says = BY_MOVE.get(entry.move if entry else "") or KINDS[NotificationKind(notification.kind)].says
    who = name_of(entry.actor) if entry else ""
    return str(says).format(
        who=who, day=date_format(notification.day, "DATE_FORMAT") if notification.day else ""
    )
