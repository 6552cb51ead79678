"""Who does a review, until when, who follows it, and what is said beside it."""

from functools import partial
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from claims.desk.moving import make_move, typed_reason
from claims.desk.page import DeskRequest, at_desk, leave_note, show
from claims.desk.rows import version_seen
from claims.desk.writing import show_revision
from claims.models import Priority, Revision, name_of
from claims.publication.marked_words import reveal
from claims.review.assigning import (
    assign_review,
    comment_on_review,
    follow_review,
    plan_review,
    take_review,
    unfollow_review,
)
from claims.review.mentions import Called, called_in
from claims.review.moves import MOVES, MoveNotAllowed, why_not
from claims.review.rechecking import plan_recheck
from claims.review.revision_queries import possible_assignees, revision_to_show


class PersonChoice(forms.ModelChoiceField):
    """Somebody at the desk, by name."""

    def label_from_instance(self, person: User) -> str:
        """The full name, else the one to sign in with."""
        return name_of(person)


class PlanForm(forms.Form):
    """Who, until when, how urgently."""

    assignee = PersonChoice(User.objects.none(), label=gettext_lazy("Assigned to"))
    due_on = forms.DateField(
        required=False,
        label=gettext_lazy("Due"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    priority = forms.TypedChoiceField(choices=Priority.choices, coerce=int, label=gettext_lazy("Priority"))
    recheck_on = forms.DateField(
        required=False,
        label=gettext_lazy("Check again by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy(
            "Left empty, the day follows from the rating and the evidence status. Readers do not see it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        assignee = self.fields["assignee"]
        assert isinstance(assignee, PersonChoice)
        assignee.queryset = possible_assignees()


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def plan(request: DeskRequest, pk: int) -> HttpResponse:
    """The form for assigning and planning; on POST, both moves as far as something changed."""
    revision = revision_to_show(pk, request.user)
    if revision is None:
        raise Http404(_("There is no such review. It may have been typed wrongly."))
    review = revision.review
    initial = {"assignee": review.assignee_id, "due_on": review.due_on, "priority": review.priority}
    form = PlanForm(request.POST or None, initial=initial | {"recheck_on": review.recheck_on})
    version, refusal = review.version, why_not(MOVES["plan"], revision, request.user) or ""
    if form.is_valid():
        version = version_seen(request.POST)
        try:
            _change(request, revision, form.cleaned_data, version)
        except MoveNotAllowed as refused:
            refusal = str(refused)
        else:
            leave_note(request, _("Saved."))
            return redirect("desk:revision", pk)
    status = 409 if request.POST and refusal else 422 if form.is_bound else 200
    claim_words = reveal(review.claim.text)
    return show(
        request,
        "plan.html",
        status=status,
        revision=revision,
        claim_words=claim_words,
        form=form,
        version=version,
        refusal=refusal,
    )


@require_POST
@at_desk
def take(request: DeskRequest, pk: int) -> HttpResponse:
    """“I'm on it.”"""
    return make_move(request, pk, take_review, _("It is assigned to you."))


@require_POST
@at_desk
def follow(request: DeskRequest, pk: int) -> HttpResponse:
    """Keep it among one's followed reviews."""
    return make_move(request, pk, _unbound(follow_review), _("It stands among the reviews you follow."))


@require_POST
@at_desk
def unfollow(request: DeskRequest, pk: int) -> HttpResponse:
    """Follow it no longer."""
    return make_move(request, pk, _unbound(unfollow_review), _("You do not follow it any more."))


@require_POST
@at_desk
def comment(request: DeskRequest, pk: int) -> HttpResponse:
    """Say something without deciding anything."""
    try:
        words = typed_reason(request, "comment")
    except ValidationError as error:
        return show_revision(request, pk, refusal=" ".join(error.messages))
    return make_move(
        request, pk, _unbound(comment_on_review), _told(called_in(words), request.user), comment=words
    )


@transaction.atomic
def _change(request: DeskRequest, revision: Revision, wanted: dict[str, Any], version: int) -> None:
    """All moves or none."""
    act: dict[str, Any] = {"revision_id": revision.pk, "editor": request.user, "now": timezone.now()}
    plan = {"due_on": wanted["due_on"], "priority": wanted["priority"]}
    changed = plan_review(**act, version=version, **plan)
    if (day := wanted["recheck_on"]) and day != changed.review.recheck_on:
        changed = plan_recheck(**act, version=changed.review.version, recheck_on=day)
    assign_review(**act, version=changed.review.version, assignee_id=wanted["assignee"].pk)


def _told(called: Called, author: User) -> str:
    """Whom the comment calls, and which names nobody has."""
    others = [person for person in called.people if person != author]
    people = _(" and ").join(name_of(person) for person in others)
    names = _(" or ").join(f"@{name}" for name in called.unknown)
    told = [_("Your comment stands in the history.")]
    if people:
        told.append(_("It calls %(people)s.") % {"people": people})
    if names:
        told.append(
            _("Nobody with an open account is called %(names)s, so nobody is told there.") % {"names": names}
        )
    return " ".join(told)


def _unbound(action: Any) -> Any:
    """The action without the version that the form has seen: it is welcome on whatever stands there now."""
    return partial(_without_version, action)


def _without_version(action: Any, *, version: int, **arguments: Any) -> Revision:
    return action(**arguments)
