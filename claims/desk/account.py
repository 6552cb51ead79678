"""One's own account: two-factor sign-in, recovery codes, the password, and where one is signed in."""

import re
from typing import Any
from urllib.parse import quote

from allauth.account.views import PasswordChangeView, ReauthenticateView
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from claims.desk.door import form_status, told_to_wait
from claims.desk.language import LanguageForm
from claims.desk.page import DeskRequest, leave_note, of_ones_own, show
from claims.desk.proofs import ConfirmCodeForm, ConfirmPasswordForm, PasswordForm, SetUpForm
from claims.desk.standing import standing_of
from claims.people.accounts import record_own_act
from claims.people.sessions import end_session, end_sessions, open_sessions
from claims.people.two_factor import forget_proof, must_have_two_factor

BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


@require_safe
@of_ones_own
def show_account(request: DeskRequest) -> HttpResponse:
    """How one proves who one is, and where one is signed in."""
    held = {each.type: each for each in Authenticator.objects.filter(user=request.user)}
    codes = held.get(Authenticator.Type.RECOVERY_CODES)
    return show(
        request,
        "account.html",
        two_factor=held.get(Authenticator.Type.TOTP),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
        is_required=must_have_two_factor(request.user),
        language_form=LanguageForm(initial={"language": standing_of(request.user).language}),
        sessions=[
            {
                "session": each,
                "device": device_of(each.user_agent),
                "is_this": each.session_key == request.session.session_key,
            }
            for each in open_sessions(request.user, timezone.now())
        ],
    )


@require_POST
@of_ones_own
def end_one(request: DeskRequest, pk: int) -> HttpResponse:
    """Sign out in one of the places where one is signed in."""
    if not end_session(person=request.user, pk=pk):
        raise Http404(_("You are not signed in there. The session may have ended already."))
    leave_note(request, _("That session is ended."))
    return redirect("desk:account")


@require_POST
@of_ones_own
def end_others(request: DeskRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    number = end_sessions(person=request.user, but=request.session.session_key)
    done = ngettext("Ended %(number)s other session.", "Ended %(number)s other sessions.", number)
    leave_note(request, done % {"number": number})
    return redirect("desk:account")


def device_of(agent: str) -> str:
    """A browser and its system in words, as far as it names them."""
    browser = next((name for mark, name in BROWSERS.items() if f"{mark}/" in agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "")
    if system:
        return _("%(browser)s on %(system)s") % {"browser": browser or _("A browser"), "system": system}
    return browser or _("An unknown browser")


class Page:
    """A view of allauth as a page of the desk."""

    request: Any
    template_name: str

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The page, with the status of its form."""
        status = form_status(self.request, context.get("form"))
        return told_to_wait(self.request, show(self.request, self.template_name, status=status, **context))


class ConfirmPassword(Page, ReauthenticateView):
    """The password once more, before a change of how somebody signs in."""

    form_class = ConfirmPasswordForm
    template_name = "confirm.html"


class ConfirmCode(Page, ReauthenticateCodeView):
    """A code, before such a change or where a session was begun without one."""

    form_class = ConfirmCodeForm
    template_name = "confirm.html"


class ChangePassword(Page, PasswordChangeView):
    """Another password; every other session ends."""

    form_class = PasswordForm
    template_name = "password.html"
    success_url = reverse_lazy("desk:account")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without a password there is none to change."""
        if not request.user.has_usable_password():
            raise Http404(
                _("Your account has no password yet. Ask an administrator for a link to choose one.")
            )
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, and say so."""
        response = super().form_valid(form)
        end_sessions(person=self.request.user, but=self.request.session.session_key)
        record_own_act("change_password", self.request.user, timezone.now())
        leave_note(self.request, _("Your password is changed, and all other sessions are ended."))
        return response


class SetUp(Page, ActivateTOTPView):
    """The key as a picture to scan and in letters, and the first code."""

    form_class = SetUpForm
    template_name = "two_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the key in groups of four letters, and whether it has to be."""
        context = super().get_context_data(**kwargs)
        context["key"] = " ".join(re.findall(".{1,4}", context["form"].secret))
        context["is_required"] = must_have_two_factor(self.request.user)
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the key; the code has proved this session too."""
        response = super().form_valid(form)
        held = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        post_authentication(self.request, held)
        end_sessions(person=self.request.user, but=self.request.session.session_key)
        record_own_act("set_up_two_factor", self.request.user, timezone.now())
        leave_note(self.request, _("Two-factor sign-in is set up. All other sessions are ended."))
        return response


class Remove(Page, DeactivateTOTPView):
    """Take the key away, to move to another phone or for good."""

    template_name = "two_factor_remove.html"
    success_url = reverse_lazy("desk:account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With whether it has to be set up anew."""
        return super().get_context_data(**kwargs) | {"is_required": must_have_two_factor(self.request.user)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Forget key and codes; no session counts as proved by them any more."""
        response = super().form_valid(form)
        forget_proof(self.request)
        end_sessions(person=self.request.user, but=self.request.session.session_key)
        record_own_act("remove_own_two_factor", self.request.user, timezone.now())
        leave_note(self.request, _("Two-factor sign-in is removed."))
        return response


class ShowCodes(Page, ViewRecoveryCodesView):
    """The recovery codes, once: to print, to copy or to download."""

    template_name = "recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the codes as a file, which the link itself holds: they are not kept for a second request."""
        context = super().get_context_data(**kwargs)
        lines = [
            _("Recovery codes of %(name)s at %(site)s")
            % {"name": self.request.user.get_username(), "site": settings.SITE_URL},
            "",
        ]
        if context["can_view_codes"]:
            text = "\n".join([*lines, *context["unused_codes"], ""])
            context["file"] = f"data:text/plain;charset=utf-8,{quote(text)}"
        context["onward"] = self.request.session.pop("wanted", reverse("desk:queue"))
        return context


class NewCodes(Page, GenerateRecoveryCodesView):
    """Other recovery codes; the old ones are void."""

    template_name = "recovery_codes_new.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Make them, and lead to where they are shown."""
        response = super().form_valid(form)
        record_own_act("renew_recovery_codes", self.request.user, timezone.now())
        return response


def _page(view: type[Any]) -> Any:
    methods = require_http_methods(["GET", "HEAD", "POST"])
    return methods(sensitive_post_parameters()(of_ones_own(view.as_view())))


confirm_password, confirm_code = _page(ConfirmPassword), _page(ConfirmCode)
change_password = _page(ChangePassword)
set_up, remove = _page(SetUp), _page(Remove)
new_codes = _page(NewCodes)
show_codes = require_GET(of_ones_own(ShowCodes.as_view()))  # not HEAD: they are shown once
