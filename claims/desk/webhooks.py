"""Webhooks, for administrators: who outside is told of what, whether it arrives, and how it is sent again."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from claims.desk.page import ROWS, DeskRequest, at_desk, leave_note, show
from claims.intake.submit import Line
from claims.models import WebhookEndpoint, WebhookEvent
from claims.webhooks import endpoints
from claims.webhooks.endpoints import KEEPS_WEBHOOKS, WebhookRefused
from claims.webhooks.messages import event_of

LARGEST_KEY = 2**63


class WebhookForm(forms.Form):
    """Who is told of what."""

    name = Line(max_length=80, label="Who it is for", help_text="The receiver, so that you know it again.")
    url = Line(max_length=2_000, label="Address", help_text="It begins with https:// and takes POST.")
    events = forms.MultipleChoiceField(
        choices=WebhookEvent.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=WebhookEvent.values,
        label="It is told when",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_list(request: DeskRequest) -> HttpResponse:
    """All webhooks; on POST, add one and show its secret, once."""
    _check(request)
    form, new = WebhookForm(request.POST or None), None
    if form.is_valid():
        try:
            new = endpoints.add_endpoint(**form.cleaned_data, editor=request.user, now=timezone.now())
        except WebhookRefused as refusal:
            form.add_error("url", str(refusal))
        else:
            form = WebhookForm()
    found = WebhookEndpoint.objects.order_by("name", "pk")
    status = 422 if form.is_bound else 200
    return show(request, "webhooks.html", status=status, form=form, webhooks=found, new=new)


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
    changed = form.cleaned_data
    done = "Saved. It holds for what happens from now on, and for what waits."
    return _act(request, it, endpoints.change_endpoint, lambda _: done, form=form, **changed)


@require_POST
@at_desk
def switch(request: DeskRequest, pk: int) -> HttpResponse:
    """Switch a webhook on or off."""
    is_on = "on" in request.POST
    done = (
        "It is on, and goes on where it stopped." if is_on else "It is off. What happens meanwhile is kept."
    )
    return _act(request, _webhook(request, pk), endpoints.switch_endpoint, lambda _: done, is_on=is_on)


@require_POST
@at_desk
def renew(request: DeskRequest, pk: int) -> HttpResponse:
    """Make another secret and show it, once."""
    it = _webhook(request, pk)
    try:
        secret = endpoints.renew_secret(endpoint_id=pk, editor=request.user, now=timezone.now())
    except WebhookRefused as refusal:
        return _page(request, it, refusal=str(refusal), status=409)
    return _page(request, _webhook(request, pk), secret=secret)


@require_POST
@at_desk
def test(request: DeskRequest, pk: int) -> HttpResponse:
    """Send a message that is about no claim."""
    done = "A test is on its way. What came of it stands below as soon as you load this page anew."
    return _act(request, _webhook(request, pk), endpoints.send_test, lambda _: done)


@require_POST
@at_desk
def replay(request: DeskRequest, pk: int) -> HttpResponse:
    """Send one delivery again, or all that were given up."""
    typed = request.POST.get("delivery", "")
    if typed and not (typed.isascii() and typed.isdigit() and int(typed[:19]) < LARGEST_KEY):
        raise Http404("There is no such delivery.")
    which = [int(typed[:19])] if typed else None

    def done(number: int) -> str:
        return f"Sending {number} {'delivery' if number == 1 else 'deliveries'} again."

    return _act(request, _webhook(request, pk), endpoints.replay, done, delivery_ids=which)


@require_POST
@at_desk
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    """Forget a webhook and its log."""
    it = _webhook(request, pk)
    try:
        endpoints.remove_endpoint(endpoint_id=pk, editor=request.user, now=timezone.now())
    except WebhookRefused as refusal:
        return _page(request, it, refusal=str(refusal), status=409)
    leave_note(request, f"Removed the webhook “{it.name}” and its log.")
    return redirect("desk:webhooks")


def _act(
    request: DeskRequest,
    it: WebhookEndpoint,
    action: Callable[..., Any],
    done: Callable[[Any], str],
    *,
    form: WebhookForm | None = None,
    **more: Any,
) -> HttpResponse:
    try:
        result = action(endpoint_id=it.pk, editor=request.user, now=timezone.now(), **more)
    except WebhookRefused as refusal:
        return _page(request, it, form=form, refusal=str(refusal), status=409)
    leave_note(request, done(result))
    return redirect("desk:webhook", it.pk)


def _page(
    request: DeskRequest, it: WebhookEndpoint, *, form: WebhookForm | None = None, **context: Any
) -> HttpResponse:
    found = it.deliveries.select_related("record").defer("record__record", "record__search", "record__facets")
    found = found.prefetch_related("attempts").order_by("-pk")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    rows = list(found[: ROWS + 1])
    about = {"name": it.name, "url": it.url, "events": it.events}
    return show(
        request,
        "webhook.html",
        it=it,
        form=form or WebhookForm(initial=about),
        rows=[_row(each) for each in rows[:ROWS]],
        further=rows[ROWS - 1].pk if len(rows) > ROWS else None,
        now=timezone.now(),
        **context,
    )


def _row(delivery: Any) -> dict[str, Any]:
    """A delivery as the log shows it, with its tries, oldest first."""
    event = event_of(delivery.record).value if delivery.record else "test"
    return {
        "it": delivery,
        "event": event,
        "attempts": sorted(delivery.attempts.all(), key=lambda attempt: attempt.pk),
    }


def _check(request: DeskRequest) -> None:
    if not request.user.has_perm(KEEPS_WEBHOOKS):
        raise PermissionDenied("Webhooks are the administrators’ business. Ask one of them.")


def _webhook(request: DeskRequest, pk: int) -> WebhookEndpoint:
    _check(request)
    it = WebhookEndpoint.objects.filter(pk=pk).first() if pk < LARGEST_KEY else None
    if it is None:
        raise Http404("There is no such webhook. It may have been removed.")
    return it
