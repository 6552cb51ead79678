"""People and their roles, for administrators: invite somebody, give and take roles, close accounts, help back in."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.desk.page import ROWS, DeskRequest, at_desk, leave_note, show
from claims.desk.sentences import sentence_of
from claims.intake.submit import Line
from claims.models import name_of
from claims.people import accounts
from claims.people.accounts import INVITES, MANAGES, ROLES, PeopleRefused
from claims.people.queries import acts_on, people_list
from claims.review.queries import rows_after

BY_NAME = ("username",)


class InvitationForm(forms.Form):
    """Somebody new."""

    username = Line(
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=gettext_lazy("They sign in with it."),
        label=gettext_lazy("Name"),
    )
    first_name = Line(max_length=150, label=gettext_lazy("First name"))
    last_name = Line(max_length=150, label=gettext_lazy("Last name"))
    email = forms.EmailField(max_length=254, required=False, label=gettext_lazy("E-mail address"))
    roles = forms.MultipleChoiceField(
        choices=[(role, gettext_lazy(role)) for role in ROLES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=gettext_lazy("Roles"),
    )


@require_safe
@at_desk
def show_list(request: DeskRequest) -> HttpResponse:
    """Everybody with their roles, by name; `?after=` somebody continues below them."""
    _check(request, MANAGES)
    after = request.GET.get("after", "")
    last = _person(int(after)) if after.isascii() and after.isdigit() and len(after) < 10 else None
    found = list(rows_after(people_list(), BY_NAME, last)[: ROWS + 1])
    return show(
        request,
        "people.html",
        people=[_row(person) for person in found[:ROWS]],
        further=found[ROWS - 1].pk if len(found) > ROWS else None,
        is_first=last is None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def invite(request: DeskRequest) -> HttpResponse:
    """The form for somebody new; on POST, make the account and show its link, once."""
    _check(request, INVITES)
    form = InvitationForm(request.POST or None)
    if not form.is_valid():
        return show(request, "invite.html", form=form, status=422 if form.is_bound else 200)
    try:
        person = accounts.invite_person(**form.cleaned_data, administrator=request.user, now=timezone.now())
    except PeopleRefused as refusal:
        form.add_error("username", str(refusal))
        return show(request, "invite.html", form=form, status=409)
    return _page(request, person.pk, link=_link(person))


@require_safe
@at_desk
def show_person(request: DeskRequest, pk: int) -> HttpResponse:
    """Somebody's roles and account, and what was done with them."""
    _check(request, MANAGES)
    return _page(request, pk)


@require_POST
@at_desk
def change_role(request: DeskRequest, pk: int) -> HttpResponse:
    """Give a role, or take it."""
    role = request.POST.get("role", "")
    if "take" in request.POST:
        return _act(
            request, pk, accounts.take_role, _("Took the role %(role)s.") % {"role": _(role)}, role=role
        )
    return _act(request, pk, accounts.give_role, _("Gave the role %(role)s.") % {"role": _(role)}, role=role)


@require_POST
@at_desk
def close(request: DeskRequest, pk: int) -> HttpResponse:
    """Close an account."""
    if pk == request.user.pk:
        return _page(request, pk, refusal=_("Nobody closes their own account. Ask another administrator."))
    reason = request.POST.get("reason", "").replace("\0", "")[:1000]
    done = _("The account is closed; its sessions and tokens have ended.")
    return _act(request, pk, accounts.deactivate_person, done, reason=reason)


@require_POST
@at_desk
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    return _act(request, pk, accounts.reactivate_person, _("The account is open again."))


@require_POST
@at_desk
def renew(request: DeskRequest, pk: int) -> HttpResponse:
    """Void a password, and show the link to choose another, once."""
    return _act(request, pk, accounts.renew_password, "", shows_link=True)


@require_POST
@at_desk
def remove_second_factor(request: DeskRequest, pk: int) -> HttpResponse:
    """Help somebody who has lost phone and codes."""
    done = _("Two-factor sign-in is removed; they set it up anew when they next sign in.")
    return _act(request, pk, accounts.remove_two_factor, done)


def _act(
    request: DeskRequest,
    pk: int,
    action: Callable[..., User],
    done: str,
    *,
    shows_link: bool = False,
    **more: Any,
) -> HttpResponse:
    _check(request, MANAGES)
    _person(pk)
    try:
        person = action(person_id=pk, administrator=request.user, now=timezone.now(), **more)
    except PeopleRefused as refusal:
        return _page(request, pk, refusal=str(refusal))
    if shows_link:
        return _page(request, pk, link=_link(person))
    leave_note(request, done)
    return redirect("desk:person", pk)


def _page(request: DeskRequest, pk: int, *, refusal: str = "", link: str = "") -> HttpResponse:
    person = _person(pk)
    return show(
        request,
        "person.html",
        **_row(person),
        choices=[{"name": role, "label": _(role), "is_held": role in _roles(person)} for role in ROLES],
        is_self=person.pk == request.user.pk,
        lines=[sentence_of(entry) for entry in acts_on(person)],
        reason=request.POST.get("reason", "") if refusal else "",
        link=link,
        days=settings.PASSWORD_RESET_TIMEOUT // 86_400,
        refusal=refusal,
        status=409 if refusal else 200,
    )


def _row(person: User) -> dict[str, Any]:
    return {
        "person": person,
        "name": name_of(person),
        "held": _roles(person),
        "has_password": person.has_usable_password(),
        "has_two_factor": person.has_two_factor,  # type: ignore[attr-defined]
    }


def _roles(person: User) -> list[str]:
    held = {group.name for group in person.groups.all()}
    return [role for role in ROLES if role in held]


def _link(person: User) -> str:
    """Where somebody chooses their password, once; void when they have, or when another is made."""
    token = default_token_generator.make_token(person)
    address = reverse("desk:first-password", args=[urlsafe_base64_encode(force_bytes(person.pk)), token])
    return f"{settings.SITE_URL}{address}"


def _check(request: DeskRequest, right: str) -> None:
    if not request.user.has_perm(right):
        raise PermissionDenied(_("People and their roles are the administrators’ business. Ask one of them."))


def _person(pk: int) -> User:
    person = people_list().filter(pk=pk).first()
    if person is None:
        raise Http404(_("There is no such person. The address may have been typed wrongly."))
    return person
