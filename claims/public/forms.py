"""What the forms of readers share: no cookie, nothing that a cache may keep, and nobody is shut out as a program.

Whoever is taken for one sees a sentence that says what would help, and what they typed. Instead of a cookie the browser
says where a form was sent from, and the form carries, signed, when it was opened.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt

from claims.publication.error_reports import unreadable_character
from factcheck.buckets import HOUR, buckets, network_of

AT_LEAST = timedelta(seconds=2)  # between opening a form and sending it; programs take less
HOLDS = timedelta(days=1)  # after which a form is to be sent once more
SALT = "claims.public.forms"

View = Callable[..., HttpResponse]


def for_readers(view: View) -> View:
    """A page that no cache keeps, and whose forms prove themselves as ReadersForm asks, without Django's cookie."""
    return csrf_exempt(cache_control(private=True, no_store=True)(view))


class Passage(forms.CharField):
    """Readable text with plain line ends: several lines, or one where `rows` is 1."""

    def __init__(self, *, rows: int, **kwargs: Any):
        widget = (
            forms.Textarea(attrs={"rows": rows, "dir": "auto"})
            if rows > 1
            else forms.TextInput({"dir": "auto"})
        )
        super().__init__(widget=widget, **kwargs)
        self.is_line = rows == 1

    def to_python(self, value: Any) -> str:
        """Refuse what nobody can read, by name."""
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        if strange := unreadable_character(text):
            raise ValidationError(
                _("There is a character in it that no text holds, %(name)s. Remove it.") % {"name": strange}
            )
        return " ".join(text.split()) if self.is_line else text


class ReadersForm(forms.Form):
    """A form that anybody may send, `name` for its bucket: so many an hour from a network, as for all such forms."""

    name = ""
    website = forms.CharField(required=False, label=gettext_lazy("Leave this empty"))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest, **kwargs: Any):
        self.request, self.age, self.wait = request, None, 0
        data = request.POST.copy() if request.method == "POST" else None
        if data is not None:
            self.age = _age(data.get("opened", ""))
            if self.age is None:  # waited long enough already: it is sent again at once
                data["opened"] = opened_at(timezone.now() - AT_LEAST)
        super().__init__(data, **kwargs)
        self.fields["opened"].initial = opened_at(timezone.now())
        self.fields["website"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}

    def clean_website(self) -> str:
        """A field that people do not see and programs fill in; what they send is not stored."""
        if self.cleaned_data["website"]:
            raise ValidationError(
                _("You filled in the field that is there for programs. Empty it and send the form again.")
            )
        return ""

    def clean(self) -> dict[str, Any]:
        """Where it was sent from, how fast, and how many came before; only what is right otherwise counts."""
        if _is_from_elsewhere(self.request):
            raise ValidationError(
                _(
                    "This form was sent from another site. Nothing is lost: if you meant to, send it once more."
                )
            )
        if self.age is None:
            raise ValidationError(
                _("This form was opened more than a day ago. Nothing is lost: send it once more.")
            )
        if self.age < AT_LEAST:
            raise ValidationError(
                _("This came faster than anybody types. Nothing is lost: send it once more in a moment.")
            )
        if not self.errors:
            self._take_one()
        return self.cleaned_data

    def _take_one(self) -> None:
        network = network_of(get_adapter(self.request).get_client_ip(self.request))
        taken = buckets.take(f"{self.name}:{network}", settings.FORMS_PER_HOUR_AND_NETWORK, HOUR)
        if not taken.is_allowed:
            self.wait = max(1, taken.wait)
            minutes = ceil(self.wait / 60)
            raise ValidationError(
                ngettext(
                    "Many forms have come from your network within the hour. Nothing is lost: send this again in "
                    "%(minutes)s minute.",
                    "Many forms have come from your network within the hour. Nothing is lost: send this again in "
                    "%(minutes)s minutes.",
                    minutes,
                )
                % {"minutes": minutes}
            )

    @property
    def wrong_fields(self) -> int:
        """How many fields need another look."""
        return len([name for name in self.errors if name in self.fields])

    def show(self, template: str, **context: Any) -> HttpResponse:
        """The page with the form, as it was typed."""
        status = 429 if self.wait else 422 if self.is_bound else 200
        response = render(self.request, template, {"form": self, **context}, status=status)
        if self.wait:
            response["Retry-After"] = str(self.wait)
        return response


def opened_at(moment: datetime) -> str:
    """The proof that a form came from us at a moment."""
    return signing.dumps(moment.timestamp(), salt=SALT)


def _age(proof: str) -> timedelta | None:
    """For how long a form has been open; None if it never was, or for too long."""
    try:
        age = timezone.now() - datetime.fromtimestamp(signing.loads(proof, salt=SALT), tz=UTC)
    except signing.BadSignature:
        return None
    return age if age < HOLDS else None


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that a page of another site sent the form; what says nothing is no browser of today."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and origin.partition("://")[2] != request.get_host()
