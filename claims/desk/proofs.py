"""The forms in which people prove who they are: a password, a code. Each guess counts."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.desk.adapters import count_attempt

CODE_AT_MOST = 40  # characters; people type blanks into codes


class SignInForm(account.LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Name")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autofocus": True}
        _plain(self.fields["password"])

    def add_prefix(self, field_name: str) -> str:
        """The name stands in the page as `username`, as browsers remember it."""
        return super().add_prefix("username" if field_name == "login" else field_name)


class Codes(forms.Form):
    """A code of the app or a recovery code, whose guesses are counted like those of a password."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        code = forms.CharField(max_length=CODE_AT_MOST, label=self.code_label)
        code.widget.attrs |= {"autocomplete": "one-time-code", "autofocus": True, "inputmode": "text"}
        self.fields["code"] = code

    code_label = gettext_lazy("Code")
    user: Any

    def clean_code(self) -> str:
        """The code, if it is right. Raises ValidationError, also after too many."""
        attempt = count_attempt(context.request, "code", self.user.get_username())
        code = super().clean_code()  # type: ignore[misc]
        attempt.delete()
        return code


class CodeForm(Codes, mfa.AuthenticateForm):
    """The second step of signing in."""


class ConfirmCodeForm(Codes, mfa.ReauthenticateForm):
    """Before a change of how somebody signs in."""


class SetUpForm(Codes, ActivateTOTPForm):
    """The first code of an app that has just been told the key."""

    code_label = gettext_lazy("The code that the app shows now")


class ConfirmPasswordForm(account.ReauthenticateForm):
    """Before a change of how somebody signs in, by those without a second factor."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _plain(self.fields["password"])


class PasswordForm(account.ChangePasswordForm):
    """Another password."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("Present password"),
            "password1": _("New password"),
            "password2": _("The same again"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            _plain(self.fields[name])
        self.fields["password1"].help_text = _(
            "At least 8 characters; a few words that nobody else would choose."
        )

    def clean_oldpassword(self) -> str:
        """The present password, whose guesses are counted too."""
        if not get_adapter().reauthenticate(self.user, self.cleaned_data["oldpassword"]):
            raise get_adapter().validation_error("enter_current_password")
        return self.cleaned_data["oldpassword"]


class FirstPasswordForm(SetPasswordForm):
    """The password that somebody chooses by the link of an administrator."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("Password")
        self.fields["new_password2"].label = _("The same again")
        self.fields["new_password1"].help_text = _(
            "At least 8 characters; a few words that nobody else would choose."
        )


def _plain(field: forms.Field) -> None:
    """A field without a placeholder, which would repeat its label, and without a link to a page that we do not have."""
    field.widget.attrs.pop("placeholder", None)
    field.help_text = ""
