"""Signing in and out, and the tokens with which programs act for a person."""

from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from knox.models import AuthToken

from claims.desk.forms import SignInForm, TokenForm
from claims.desk.page import DeskRequest, at_desk, leave_note, show

TOKENS_AT_MOST = 20  # a person


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The one page of the desk for people who are not signed in; leads back to where they wanted to go."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        wanted = ""
    if request.user.is_authenticated and request.method != "POST":
        return redirect(wanted or "desk:queue")
    form = SignInForm(request, request.POST or None)
    if form.is_valid():
        login(request, form.get_user())
        return redirect(wanted or "desk:queue")
    status = 422 if form.is_bound else 200
    response = render(request, "desk/sign_in.html", {"form": form, "next": wanted}, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("desk:sign-in")


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_tokens(request: DeskRequest) -> HttpResponse:
    """A person's tokens; on POST, make one and show it, once."""
    held = AuthToken.objects.filter(user=request.user).order_by("-created")
    form = TokenForm(request.POST or None)
    new = None
    if form.is_valid() and held.count() >= TOKENS_AT_MOST:
        form.add_error(
            None, f"You have {TOKENS_AT_MOST} tokens, which is the limit. Revoke one that is not in use."
        )
    if form.is_valid():
        _, new = AuthToken.objects.create(user=request.user, expiry=form.lifetime())
    status = 422 if form.is_bound and not new else 200
    return show(request, "tokens.html", tokens=held, form=form, new=new, now=timezone.now(), status=status)


@require_POST
@at_desk
def revoke_token(request: DeskRequest, key: str) -> HttpResponse:
    """End a token of one's own at once."""
    if "\0" in key or not AuthToken.objects.filter(user=request.user, token_key=key).delete()[0]:
        raise Http404("You have no such token. It may have been revoked already.")
    leave_note(request, f"Revoked the token that begins with {key}.")
    return redirect("desk:tokens")
