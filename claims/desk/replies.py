"""The right of reply of one review: whom it asked, and what came back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from claims.desk.page import DeskRequest, at_desk, leave_note, show
from claims.desk.reply_forms import (
    AnswerForm,
    ButtonForm,
    ContactForm,
    ExcerptForm,
    UnaskedForm,
    WithdrawForm,
    answer_so_far,
    first_contact,
)
from claims.desk.rows import number_in, version_seen
from claims.models import ContactAttempt, Revision
from claims.models.review import LIVE
from claims.publication.marked_words import reveal
from claims.publication.replies import heard_speakers
from claims.review.awaited import speakers_of
from claims.review.excerpts import approve_excerpt, propose_excerpt
from claims.review.late_replies import untold_replies, update_with_replies
from claims.review.moves import MOVES, MoveNotAllowed, why_not
from claims.review.replies import AnswerEntry, record_answer, record_contact, withdraw_contact
from claims.review.revision_queries import revision_to_show
from claims.review.unasked import leave_unasked

NO_SUCH_REVIEW = gettext_lazy("There is no such review. It may have been typed wrongly.")
Sent = dict[tuple[type[forms.Form], int], forms.Form]  # what came in, by its form and the attempt it is about
# What is said once an answer is written down, by its outcome.
SAID = {
    "answered": gettext_lazy("The answer is written down. Choose what of it readers shall see."),
    "declined": gettext_lazy("It is written down that they declined to comment."),
    "none": gettext_lazy("It is written down that no answer came."),
    "awaited": gettext_lazy("The answer is awaited again."),
}


@require_safe
@at_desk
def show_replies(request: DeskRequest, pk: int) -> HttpResponse:
    """Each speaker with what was done to hear them, what readers are told of it, and the forms."""
    return _page(request, pk)


@require_POST
@at_desk
def ask(request: DeskRequest, pk: int) -> HttpResponse:
    """Write down that a speaker was asked."""
    form = ContactForm(speakers_of(_revision(request, pk).review.claim), request.POST)

    def record(**named: Any) -> Revision:
        return record_contact(entry=form.entry(), **named)

    return _act(request, pk, form, record, _("It is written down whom you asked."))


@require_POST
@at_desk
def unasked(request: DeskRequest, pk: int) -> HttpResponse:
    """Say why a speaker is not asked, or take that back."""
    if "take_back" in request.POST:
        speaker = number_in(request.POST["take_back"])
        take_back = partial(leave_unasked, speaker_id=speaker, reason="", words="")
        return _act(request, pk, ButtonForm(request.POST), take_back, _("Taken back."))
    form = UnaskedForm(speakers_of(_revision(request, pk).review.claim), request.POST)

    def leave(**named: Any) -> Revision:
        given = {name: value for name, value in form.cleaned_data.items() if name != "speaker"}
        return leave_unasked(speaker_id=form.cleaned_data["speaker"], **given, **named)

    return _act(request, pk, form, leave, _("It is written down why they are not asked."))


@require_POST
@at_desk
def answer(request: DeskRequest, pk: int, attempt: int) -> HttpResponse:
    """Write down what came back."""
    form, outcome = AnswerForm(request.POST), request.POST.get("outcome", "")
    if outcome not in SAID:
        raise Http404(NO_SUCH_REVIEW)

    def record(**named: Any) -> Revision:
        given = (
            form.cleaned_data if outcome in ("answered", "declined") or form.cleaned_data["answer"] else {}
        )
        return record_answer(entry=AnswerEntry(outcome, **given), **named)

    return _act(request, pk, form, record, str(SAID[outcome]), attempt)


@require_POST
@at_desk
def excerpt(request: DeskRequest, pk: int, attempt: int) -> HttpResponse:
    """Choose what of the answer readers shall see."""
    form = ExcerptForm(request.POST)

    def propose(**named: Any) -> Revision:
        return propose_excerpt(excerpt=form.cleaned_data["excerpt"], **named)

    return _act(request, pk, form, propose, _("Another editor can now approve it for print."), attempt)


@require_POST
@at_desk
def approve(request: DeskRequest, pk: int, attempt: int) -> HttpResponse:
    """Let the excerpt be printed."""
    done = _("Approved for print, word for word.")
    return _act(request, pk, ButtonForm(request.POST), approve_excerpt, done, attempt)


@require_POST
@at_desk
def withdraw(request: DeskRequest, pk: int, attempt: int) -> HttpResponse:
    """Take back what was written down wrongly."""
    form = WithdrawForm(request.POST)

    def take_back(**named: Any) -> Revision:
        return withdraw_contact(reason=form.cleaned_data["reason"], **named)

    done = _("Withdrawn. It stays in the history, and readers are not told of it.")
    return _act(request, pk, form, take_back, done, attempt)


@require_POST
@at_desk
def update(request: DeskRequest, pk: int) -> HttpResponse:
    """Begin the update that tells readers of replies since the publication."""
    try:
        begun = update_with_replies(
            revision_id=_revision(request, pk).pk,
            editor=request.user,
            version=version_seen(request.POST),
            now=timezone.now(),
        )
    except MoveNotAllowed as refusal:
        return _page(request, pk, refusal=str(refusal), status=409)
    leave_note(
        request,
        _("The update holds the reply, and its note to readers. Readers see it once it is published."),
    )
    return redirect("desk:revision", begun.pk)


def _act(
    request: DeskRequest,
    pk: int,
    form: forms.Form,
    action: Callable[..., Revision],
    done: str,
    attempt: int = 0,
) -> HttpResponse:
    """Make a move with what a form says; what is wrong, or refused, is said on the page with all that was typed."""
    _revision(request, pk)
    sent = {(type(form), attempt): form}
    if not form.is_valid():
        return _page(request, pk, sent, status=422)
    of_attempt = {"attempt_id": attempt, "version": version_seen(request.POST)} if attempt else {}
    try:
        told = action(revision_id=pk, editor=request.user, now=timezone.now(), **of_attempt)
    except MoveNotAllowed as refusal:
        return _page(request, pk, sent, refusal=str(refusal), status=409)
    leave_note(request, done)
    return redirect("desk:replies", told.pk)


def _page(request: DeskRequest, pk: int, sent: Sent | None = None, **more: Any) -> HttpResponse:
    revision, sent = _revision(request, pk), sent or {}
    speakers = list(speakers_of(revision.review.claim))
    heard = heard_speakers(revision.review, speakers)
    to_ask = next((str(each.speaker.pk) for each in heard if each.is_to_ask), "")
    first = first_contact(request.GET.get("ask") or to_ask)
    context: dict[str, Any] = {
        "revision": revision,
        "claim_words": reveal(revision.review.claim.text),
        "rows": [
            {"heard": each, "attempts": [_attempt(one, sent, request.user) for one in each.attempts]}
            for each in heard
        ],
        "contact_form": sent.get((ContactForm, 0))
        or ContactForm(speakers, initial=first, auto_id="contact_%s"),
        "unasked_form": sent.get((UnaskedForm, 0))
        or UnaskedForm(speakers, initial={"speaker": first["speaker"]}, auto_id="unasked_%s"),
        "untold": untold_replies(revision.review, heard) if revision.state in LIVE else [],
        "may_write": why_not(MOVES["record_contact"], revision, request.user) is None,
        "time_zone": timezone.get_current_timezone_name(),
    }
    return show(request, "replies.html", **context | more)


def _attempt(attempt: ContactAttempt, sent: Sent, person: User) -> dict[str, Any]:
    """An attempt with its forms, each as it was sent if it was."""
    answer, excerpt, withdrawal = (
        sent.get((kind, attempt.pk)) for kind in (AnswerForm, ExcerptForm, WithdrawForm)
    )
    proposed = {"excerpt": attempt.excerpt}
    return {
        "row": attempt,
        "is_over": attempt.deadline <= timezone.now(),
        "is_ones_own": person.pk in (attempt.excerpt_by_id, attempt.answer_by_id),
        "answer_form": answer
        or AnswerForm(initial=answer_so_far(attempt), auto_id=f"answer_{attempt.pk}_%s"),
        "excerpt_form": excerpt or ExcerptForm(initial=proposed, auto_id=f"excerpt_{attempt.pk}_%s"),
        "withdraw_form": withdrawal or WithdrawForm(auto_id=f"withdraw_{attempt.pk}_%s"),
    }


def _revision(request: DeskRequest, pk: int) -> Revision:
    revision = revision_to_show(pk, request.user)
    if revision is None:
        raise Http404(NO_SUCH_REVIEW)
    return revision
