"""Following by mail: the wish, its confirmation from the mailbox, and the ways out. Never cached; without scripts.

Every answer is the same whether or not an address is known here. Links in mails open a page with a button, so that a
program that looks at links confirms nothing and ends nothing.
"""

from dataclasses import replace

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from claims.following import subscribing
from claims.following.followed import Followed, all_followed, find_followed
from claims.following.links import CONFIRM, MANAGE, STOP, STOP_ALL, read_token
from claims.public.forms import ReadersForm, for_readers
from factcheck.languages import here

AT_ONCE, DAILY = "at_once", "daily"
RHYTHMS = [(AT_ONCE, _("At once, one mail for each")), (DAILY, _("Once a day, all in one mail"))]
METHODS = ["GET", "HEAD", "POST"]


class FollowForm(ReadersForm):
    """Where news is to go, and how often."""

    name = "follow"
    mail = forms.EmailField(
        max_length=254,
        label=_("Your mail address"),
        error_messages={
            "required": _("Give the address to which we may send the news."),
            "invalid": _("This is no mail address. Correct it, for example “me@example.org”."),
        },
    )
    rhythm = forms.ChoiceField(
        choices=RHYTHMS,
        initial=AT_ONCE,
        label=_("When news is sent"),
        error_messages={
            "required": _("Choose one of the two."),
            "invalid_choice": _("Choose one of the two."),
        },
    )

    def __init__(self, request: HttpRequest):
        super().__init__(request)
        self.fields["mail"].widget.attrs["autocomplete"] = "email"


@require_http_methods(METHODS)
@for_readers
def follow(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The form; on POST, ask at the address whether its owner wants to."""
    followed = _in_language(find_followed(kind, key))
    if followed is None:
        raise Http404
    form = FollowForm(request)
    if not form.is_valid():
        return form.show("public/follow.html", followed=followed)
    subscribing.ask_to_follow(
        kind=kind,
        key=key,
        mail=form.cleaned_data["mail"],
        rhythm=form.cleaned_data["rhythm"],
        language=get_language() or "",
        now=timezone.now(),
    )
    return redirect("public:follow-asked")


@require_safe
@for_readers
def asked(request: HttpRequest) -> HttpResponse:
    """That a mail is on its way, if the address is one."""
    return render(request, "public/follow_asked.html")


@require_http_methods(METHODS)
@for_readers
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button; on POST, follow."""
    following = subscribing.find_following(_key(CONFIRM, token))
    followed = _in_language(find_followed(following.kind, following.key)) if following else None
    if following is None or followed is None:
        return _outlived(request)
    if request.method == "POST":
        following = subscribing.confirm(following_id=following.pk, now=timezone.now())
        if following is None:
            return _outlived(request)
    context = {"followed": followed, "is_confirmed": following.confirmed_at is not None}
    return render(request, "public/follow_confirm.html", context)


@require_http_methods(METHODS)
@for_readers
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A button; on POST, also one that a mail program sends by itself (RFC 8058), no more of it is mailed."""
    following_id = _key(STOP, token)
    if request.method == "POST":
        subscribing.stop(following_id=following_id)
    following = subscribing.find_following(following_id)
    followed = _in_language(find_followed(following.kind, following.key)) if following else None
    return render(request, "public/follow_stop.html", {"followed": followed, "is_stopped": following is None})


@require_http_methods(METHODS)
@for_readers
def stop_all(request: HttpRequest, token: str) -> HttpResponse:
    """The same for everything that somebody follows."""
    follower_id = _key(STOP_ALL, token)
    if request.method == "POST":
        subscribing.stop_all(follower_id=follower_id)
    is_stopped = not subscribing.followed_by(follower_id).exists()
    return render(request, "public/follow_stop.html", {"is_stopped": is_stopped})


@require_http_methods(METHODS)
@for_readers
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody follows and how often news is sent, to be changed."""
    follower_id = _key(MANAGE, token)
    if request.method == "POST":
        _change(request, follower_id)
        return redirect("public:follow-manage", token)
    followings = list(subscribing.followed_by(follower_id)[:200])
    if not followings:
        return _outlived(request)
    known = all_followed(followings)
    return render(
        request,
        "public/follow_manage.html",
        {
            "rows": [(each.pk, _in_language(known.get(each.pk))) for each in followings],
            "rhythms": RHYTHMS,
            "rhythm": followings[0].rhythm,
        },
    )


def _change(request: HttpRequest, follower_id: int) -> None:
    """What a button of the page says; nothing for what none of them does."""
    if request.POST.get("rhythm") in (AT_ONCE, DAILY):
        subscribing.choose_rhythm(follower_id=follower_id, rhythm=request.POST["rhythm"])
    elif "all" in request.POST:
        subscribing.stop_all(follower_id=follower_id)
    else:
        own = {str(pk): pk for pk in subscribing.followed_by(follower_id).values_list("pk", flat=True)}
        if following_id := own.get(request.POST.get("stop", "")):
            subscribing.stop(following_id=following_id)


def _key(purpose: str, token: str) -> int:
    """The key that a link names; 0, which no row has, where it is too old. Raises Http404 for what we never wrote."""
    found = read_token(purpose, token)
    if found is None:
        raise Http404
    return found


def _in_language(followed: Followed | None) -> Followed | None:
    """The same, with the page that keeps the reader's language."""
    return replace(followed, path=here(followed.path)) if followed and followed.path else followed


def _outlived(request: HttpRequest) -> HttpResponse:
    return render(request, "public/follow_outlived.html", status=410)
