"""Signing in and out: a name and a password, then for those who have one a second factor."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django.contrib.auth import logout
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from claims.desk.page import leave_note
from claims.desk.proofs import CodeForm, FirstPasswordForm, SignInForm


class Door:
    """A page for people who are not signed in yet: kept by no cache; 422 for what is wrong, 429 for too many."""

    request: HttpRequest
    template_name: str

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The page, with the status of its form."""
        response = render(
            self.request, self.template_name, context, status=form_status(self.request, context.get("form"))
        )
        return told_to_wait(self.request, response)


class SignIn(Door, LoginView):
    """The one page of the desk for people who are not signed in; leads back to where they wanted to go."""

    form_class = SignInForm
    template_name = "desk/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what was done just before."""
        return super().get_context_data(**kwargs) | {"notes": self.request.session.pop("notes", [])}


class SecondFactor(Door, AuthenticateView):
    """The second step: a code of the app, or one of the recovery codes."""

    form_class = CodeForm
    template_name = "desk/second_factor.html"


class FirstPassword(Door, PasswordResetConfirmView):
    """Where the link of an administrator leads: its owner chooses a password, once."""

    form_class = FirstPasswordForm
    template_name = "desk/first_password.html"
    success_url = reverse_lazy("desk:sign-in")

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, and lead to the sign-in page."""
        response = super().form_valid(form)
        leave_note(self.request, _("Your password is set. Sign in with it."))
        return response


def form_status(request: HttpRequest, form: Any) -> int:
    """The status of a page with this form on it."""
    if form is None or not form.is_bound or not form.errors:
        return 200
    return 429 if hasattr(request, "retry_after") else 422


def told_to_wait(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, uncached, and after too many attempts with the seconds until the next."""
    patch_cache_control(response, private=True, no_store=True)
    if hasattr(request, "retry_after"):
        response["Retry-After"] = str(request.retry_after)
    return response


sign_in = sensitive_post_parameters()(require_http_methods(["GET", "HEAD", "POST"])(SignIn.as_view()))
second_factor = sensitive_post_parameters()(
    require_http_methods(["GET", "HEAD", "POST"])(SecondFactor.as_view())
)
first_password = sensitive_post_parameters()(
    require_http_methods(["GET", "HEAD", "POST"])(FirstPassword.as_view())
)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("desk:sign-in")
