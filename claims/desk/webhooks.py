"""Webhooks, for administrators: who outside is told of what, and whether they can be trusted to hear it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from claims.desk.page import ROWS, DeskRequest, at_desk, leave_note, show
from claims.desk.rows import number_in, version_seen
from claims.intake.submit import Line
from claims.models import WebhookEndpoint, WebhookEvent
from claims.webhooks import endpoints
from claims.webhooks.acts import KEEPS_WEBHOOKS, NOT_YOURS, AddressRefused, WebhookRefused
from claims.webhooks.queries import log_of
from claims.webhooks.resending import replay, send_test


class WebhookForm(forms.Form):
    """Who is told of what."""

    name = Line(
        max_length=80,
        label=gettext_lazy("Who it is for"),
        help_text=gettext_lazy("The receiver, so that you know it again."),
    )
    url = Line(
        max_length=2_000,
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("It begins with https:// and takes POST."),
    )
    events = forms.MultipleChoiceField(
        choices=WebhookEvent.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=WebhookEvent.values,
        label=gettext_lazy("It is told when"),
    )


class SinceForm(forms.Form):
    """From when on everything is sent again."""

    since = forms.DateTimeField(
        label=gettext_lazy("Everything since"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["since"].help_text = _("In the desk’s time zone, %(zone)s; at most 30 days ago.") % {
            "zone": timezone.get_current_timezone_name()
        }


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_list(request: DeskRequest) -> HttpResponse:
    """All webhooks; on POST, add one and show its secret, once."""
    _check(request)
    form, new, secret = WebhookForm(request.POST or None), None, ""
    if form.is_valid():
        try:
            new, secret = endpoints.add_endpoint(**form.cleaned_data, editor=request.user, now=timezone.now())
        except WebhookRefused as refusal:
            form.add_error("url" if isinstance(refusal, AddressRefused) else None, str(refusal))
        else:
            form = WebhookForm()
    found = WebhookEndpoint.objects.order_by("name", "pk")
    status = 422 if form.is_bound else 200
    return show(request, "webhooks.html", status=status, form=form, webhooks=found, new=new, secret=secret)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_one(request: DeskRequest, pk: int) -> HttpResponse:
    """A webhook with the log of its deliveries, newest first (`?before=` continues it); on POST, change it."""
    it = _webhook(request, pk)
    if request.method != "POST":
        return _page(request, it)
    form = WebhookForm(request.POST)
    if not form.is_valid():
        return _page(request, it, form=form, status=422)
    return _act(
        request,
        it,
        endpoints.change_endpoint,
        _("Saved. It holds for what waits too."),
        form=form,
        **form.cleaned_data,
        version=version_seen(request.POST),
    )


@require_POST
@at_desk
def switch(request: DeskRequest, pk: int) -> HttpResponse:
    """Switch a webhook on or off."""
    is_on = "on" in request.POST
    done = (
        _("It is on, and goes on where it stopped.")
        if is_on
        else _("It is off. What happens meanwhile is kept.")
    )
    return _act(
        request,
        _webhook(request, pk),
        endpoints.change_endpoint,
        done,
        is_on=is_on,
        version=version_seen(request.POST),
    )


@require_POST
@at_desk
def renew(request: DeskRequest, pk: int) -> HttpResponse:
    """Make another secret and show it, once."""
    it, at_once = _webhook(request, pk), "at_once" in request.POST
    try:
        it, secret = endpoints.renew_secret(
            endpoint_id=pk,
            editor=request.user,
            version=version_seen(request.POST),
            now=timezone.now(),
            at_once=at_once,
        )
    except WebhookRefused as refusal:
        return _page(request, it, refusal=str(refusal), status=409)
    return _page(request, it, secret=secret, at_once=at_once)


@require_POST
@at_desk
def test(request: DeskRequest, pk: int) -> HttpResponse:
    """Send a message that is about no claim."""
    done = _("A test is on its way. What came of it stands in the log as soon as you load this page anew.")
    return _act(request, _webhook(request, pk), send_test, done)


@require_POST
@at_desk
def send_again(request: DeskRequest, pk: int) -> HttpResponse:
    """Send again one delivery, all since a moment, or all that were given up."""
    it, wanted = _webhook(request, pk), dict[str, Any]()
    if "message" in request.POST:
        wanted = {"message_ids": [request.POST["message"].replace("\0", "")]}
    elif "since" in request.POST:
        form = SinceForm(request.POST)
        if not form.is_valid():
            return _page(request, it, since_form=form, status=422)
        wanted = form.cleaned_data
    return _act(request, it, replay, _count, **wanted)


@require_POST
@at_desk
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    """Forget a webhook and its log."""
    it = _webhook(request, pk)
    try:
        endpoints.remove_endpoint(
            endpoint_id=pk, editor=request.user, now=timezone.now(), version=version_seen(request.POST)
        )
    except WebhookRefused as refusal:
        return _page(request, it, refusal=str(refusal), status=409)
    leave_note(request, _("Removed the webhook “%(name)s” and its log.") % {"name": it.name})
    return redirect("desk:webhooks")


def _act(
    request: DeskRequest,
    it: WebhookEndpoint,
    action: Callable[..., Any],
    done: str | Callable[[Any], str],
    *,
    form: WebhookForm | None = None,
    **more: Any,
) -> HttpResponse:
    """Do it and come back to the webhook, or say there why not."""
    try:
        result = action(endpoint_id=it.pk, editor=request.user, now=timezone.now(), **more)
    except WebhookRefused as refusal:
        it, said = _webhook(request, it.pk), str(refusal)
        if form and isinstance(refusal, AddressRefused):
            form.add_error("url", said)
            return _page(request, it, form=form, status=422)
        return _page(request, it, form=form, refusal=said, status=409)
    leave_note(request, done if isinstance(done, str) else done(result))
    return redirect("desk:webhook", it.pk)


def _page(
    request: DeskRequest, it: WebhookEndpoint, *, form: WebhookForm | None = None, **context: Any
) -> HttpResponse:
    log = log_of(it).order_by("-pk")
    if before := number_in(request.GET.get("before")):
        log = log.filter(pk__lt=before)
    rows = list(log[: ROWS + 1])
    usual: dict[str, Any] = {
        "form": form or WebhookForm(initial={"name": it.name, "url": it.url, "events": it.events}),
        "since_form": SinceForm(),
        "former": it.secrets.filter(signs_until__gt=timezone.now()).order_by("signs_until"),
        "it": it,
        "rows": rows[:ROWS],
        "further": rows[ROWS - 1].pk if len(rows) > ROWS else None,
    }
    return show(request, "webhook.html", **usual | context)


def _count(number: int) -> str:
    if not number:
        return _("There is nothing to send again: what waits is sent by itself.")
    said = ngettext("Sending %(number)s message again.", "Sending %(number)s messages again.", number)
    return said % {"number": number}


def _check(request: DeskRequest) -> None:
    if not request.user.has_perm(KEEPS_WEBHOOKS):
        raise PermissionDenied(str(NOT_YOURS))


def _webhook(request: DeskRequest, pk: int) -> WebhookEndpoint:
    _check(request)
    known = WebhookEndpoint.objects.select_related("made_by")
    if (it := known.filter(pk=pk).first()) is None:
        raise Http404(_("There is no such webhook. It may have been removed."))
    return it
