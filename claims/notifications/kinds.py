"""Which kinds of things people are told of: how by default, who must have which right, and in which words."""

from dataclasses import dataclass

from django.utils.formats import date_format

from claims.models import Channel, Notification, NotificationKind, name_of

WRITE, APPROVE = "claims.write_revision", "claims.approve_revision"
KEEP_WEBHOOKS = "claims.change_webhookendpoint"


@dataclass(frozen=True)
class Kind:
    """`says` comes before the claim, with {who} and {day} filled in; whoever has lost the right hears nothing.

    Where no `right` is named, whoever has an open account hears of it.
    """

    says: str
    default: Channel
    right: str = WRITE


KINDS = {
    NotificationKind.ASSIGNED: Kind("{who} assigned to you the review of", Channel.AT_ONCE),
    NotificationKind.DUE: Kind("Due on {day}: your review of", Channel.DIGEST),
    NotificationKind.WAITING: Kind("{who} submitted for approval the review of", Channel.DIGEST, APPROVE),
    NotificationKind.RETURNED: Kind("{who} returned the review of", Channel.AT_ONCE),
    NotificationKind.APPROVED: Kind("{who} approved the review of", Channel.DESK),
    NotificationKind.PUBLISHED: Kind("{who} published the review of", Channel.DESK),
    NotificationKind.NOT_PUBLISHED: Kind("Taken off the schedule: the review of", Channel.AT_ONCE),
    NotificationKind.MENTIONED: Kind("{who} called you in a comment on the review of", Channel.AT_ONCE, ""),
    NotificationKind.COMMENTED: Kind("{who} commented on the review of", Channel.DESK),
    NotificationKind.CORRECTED: Kind("{who} published a new version of the verdict on", Channel.DIGEST),
    NotificationKind.DISAGREED: Kind("{who} rates otherwise than you the review of", Channel.AT_ONCE),
    NotificationKind.REPLY_DUE: Kind("Awaited by {day}: a reply about", Channel.DIGEST),
    NotificationKind.REPORTED: Kind(
        "To answer by {day}: a reader reports an error in the verdict on", Channel.DIGEST
    ),
    NotificationKind.STALE: Kind("It may not hold any more: the verdict on", Channel.DIGEST),
    NotificationKind.WEBHOOK_OFF: Kind(
        "A webhook is switched off, as its receiver could not be told of the verdict on",
        Channel.AT_ONCE,
        KEEP_WEBHOOKS,
    ),
}
BY_MOVE = {
    "retract": "{who} retracted the verdict on",
    "restore": "{who} restored the verdict on",
}


def words_of(notification: Notification) -> str:
    """What a notification says before the words of its claim."""
    entry = notification.entry
    says = BY_MOVE.get(entry.move if entry else "") or KINDS[NotificationKind(notification.kind)].says
    who = name_of(entry.actor) if entry else ""
    return says.format(who=who, day=date_format(notification.day, "j F Y") if notification.day else "")
