"""What one was told: the list at the desk, and how one wants to hear of things."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.desk.page import ROWS, DeskRequest, at_desk, leave_note, shortened, show
from claims.models import Channel, Notification, NotificationKind
from claims.notifications.choices import channel_of, choose_notifications, kinds_for, settings_of
from claims.notifications.inbox import NEWEST, inbox, mark_all_read, mark_read
from claims.notifications.kinds import words_of
from claims.publication.marked_words import reveal
from claims.review.blindness import HIDDEN, blind_among
from claims.review.queries import rows_after

SAID_THERE = (NotificationKind.MENTIONED, NotificationKind.COMMENTED)  # what stands in the history
NOT_YOURS = gettext_lazy(
    "You have no such notification. It may be somebody else’s, or the address was typed wrongly."
)


class NotificationSettingsForm(forms.Form):
    """For each kind of thing that somebody may be told of, how; and when the daily mail goes out."""

    digest_hour = forms.TypedChoiceField(
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        label=gettext_lazy("The daily mail goes out at"),
    )

    def __init__(self, person: User, data: QueryDict | None):
        kinds = kinds_for(person)
        chosen = {kind.value: channel_of(person, kind) for kind in kinds}
        super().__init__(data, initial=chosen | {"digest_hour": settings_of(person).digest_hour})
        channels = [
            (channel.value, channel.label) for channel in Channel if person.email or not _is_mail(channel)
        ]
        for kind in kinds:
            self.fields[kind.value] = forms.ChoiceField(choices=channels, label=kind.label)
        self.kinds = [self[kind.value] for kind in kinds]

    def channels(self) -> dict[str, str]:
        """The chosen channel of each kind."""
        return {name: value for name, value in self.cleaned_data.items() if name != "digest_hour"}


@require_safe
@at_desk
def show_list(request: DeskRequest) -> HttpResponse:
    """What one was told, newest first; `?list=unread` of it what is new, `?after=` one continues below it."""
    only_unread = request.GET.get("list") == "unread"
    last = _named(request.user, request.GET.get("after", ""))
    found = list(rows_after(inbox(request.user, only_unread=only_unread), NEWEST, last)[: ROWS + 1])
    hidden = blind_among((each.revision_id for each in found), request.user)
    return show(
        request,
        "notifications.html",
        rows=[_row(each, hidden) for each in found[:ROWS]],
        list="unread" if only_unread else "all",
        newest=found[0].pk if found else None,
        further=found[ROWS - 1].pk if len(found) > ROWS else None,
        is_first=last is None,
    )


@require_safe
@at_desk
def open_one(request: DeskRequest, pk: int) -> HttpResponse:
    """Go to what a notification is about; whoever does has read it."""
    if request.method == "HEAD":
        found = inbox(request.user).filter(pk=pk).first()
    else:
        found = mark_read(person=request.user, pk=pk, now=timezone.now())
    if found is None:
        raise Http404(NOT_YOURS)
    return redirect(_address_of(found))


@require_POST
@at_desk
def read_one(request: DeskRequest, pk: int) -> HttpResponse:
    """Have read it, without going there."""
    if mark_read(person=request.user, pk=pk, now=timezone.now()) is None:
        raise Http404(NOT_YOURS)
    return _back(request)


@require_POST
@at_desk
def read_all(request: DeskRequest) -> HttpResponse:
    """Have read all up to the newest that stood in the list: what has come since stays unread."""
    up_to = _number(request.POST.get("up_to", ""))
    number = mark_all_read(person=request.user, up_to=up_to, now=timezone.now()) if up_to else 0
    done = ngettext(
        "Marked %(number)s notification as read.", "Marked %(number)s notifications as read.", number
    )
    leave_note(request, done % {"number": number})
    return _back(request)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_settings(request: DeskRequest) -> HttpResponse:
    """The form of how one wants to hear of things; on POST, keep it."""
    form = NotificationSettingsForm(request.user, request.POST or None)
    if form.is_valid():
        hour = form.cleaned_data["digest_hour"]
        now = timezone.now()
        choose_notifications(person=request.user, channels=form.channels(), digest_hour=hour, now=now)
        leave_note(request, _("Saved. It holds for whatever happens from now on."))
        return redirect("desk:notification-settings")
    return show(request, "notification_settings.html", form=form, status=422 if form.is_bound else 200)


def _address_of(notification: Notification) -> str:
    """Where something can be done about it."""
    if notification.kind == NotificationKind.REPORTED:
        return f"{reverse('desk:error-reports')}?claim={notification.claim.public_id}"
    if notification.kind == NotificationKind.WEBHOOK_OFF:
        return reverse("desk:webhooks")
    if notification.revision_id is None:
        return reverse("desk:claim", args=[notification.claim.public_id])
    page = "desk:replies" if notification.kind == NotificationKind.REPLY_DUE else "desk:revision"
    place = f"?read#entry-{notification.entry_id}" if notification.kind in SAID_THERE else ""
    return reverse(page, args=[notification.revision_id]) + place


def _is_mail(channel: Channel) -> bool:
    return channel in (Channel.AT_ONCE, Channel.DIGEST)


def _row(notification: Notification, hidden: set[int]) -> dict[str, Any]:
    """A notification as the list shows it; `why` are the words that came with the move, unless they are `hidden`."""
    why = notification.entry.reason if notification.entry else ""
    return {
        "it": notification,
        "says": words_of(notification),
        "words": reveal(shortened(notification.claim.text, 160)),
        "why": HIDDEN if why and notification.revision_id in hidden else why,
    }


def _back(request: HttpRequest) -> HttpResponse:
    unread = "?list=unread" if request.POST.get("list") == "unread" else ""
    return HttpResponseRedirect(reverse("desk:notifications") + unread)


def _number(text: str) -> int | None:
    """A key as an address or a form gives it; None for what none of ours says."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _named(person: User, pk: str) -> Notification | None:
    """The one an address continues after. Raises Http404 if it is not theirs."""
    if not pk:
        return None
    key = _number(pk)
    found = Notification.objects.filter(person=person, pk=key).first() if key else None
    if found is None:
        raise Http404(NOT_YOURS)
    return found
