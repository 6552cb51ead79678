"""Where a reader asks us to check a claim, and the page that says what became of it. Never cached; without scripts."""

from dataclasses import replace
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from claims.public.forms import Passage, ReadersForm, for_readers
from claims.publication.error_reports import unreadable_character
from claims.publication.requests import find_status, receive_request
from factcheck.languages import here

WORDS_AT_MOST = 2_000  # characters of a claim


class AskForm(ReadersForm):
    """The claim and where it was seen."""

    name = "ask"
    words = Passage(
        rows=4,
        min_length=10,
        max_length=WORDS_AT_MOST,
        label=_("What was claimed?"),
        help_text=_("In the words in which you read or heard it, as far as you remember them."),
        error_messages={"required": _("Say what was claimed, in a sentence.")},
    )
    link = forms.URLField(
        max_length=1_000,
        required=False,
        label=_("Link to where you saw it"),
        assume_scheme="https",
        error_messages={
            "invalid": _("This is no link. Copy it from your browser, or leave the field empty.")
        },
    )
    outlet = Passage(
        rows=1,
        max_length=200,
        required=False,
        label=_("Or who spread it, and when"),
        help_text=_("A paper, a broadcast, a group of a messenger. One of these two is enough."),
    )
    why = Passage(
        rows=3,
        max_length=WORDS_AT_MOST,
        required=False,
        label=_("Why does it matter?"),
        help_text=_("You may leave this empty."),
    )

    mail = forms.EmailField(
        max_length=254,
        required=False,
        label=_("Your mail address"),
        error_messages={"invalid": _("This is no mail address. Correct it, or leave the field empty.")},
    )

    def __init__(self, request: HttpRequest, **kwargs: Any):
        super().__init__(request, **kwargs)
        self.fields["mail"].widget.attrs["autocomplete"] = "email"
        self.fields["mail"].help_text = _(
            "Only if we should tell you once what became of it. Nobody sees it, and it is removed %(days)s days after "
            "our answer, or after a year without one. You may leave this empty."
        ) % {"days": settings.REPORT_MAIL_DAYS}

    def clean_link(self) -> str:
        """Only addresses of the web; nothing of a name or password in them."""
        link: str = self.cleaned_data["link"]
        if link and (not link.startswith(("http://", "https://")) or "@" in link.split("/")[2]):
            raise forms.ValidationError(self.fields["link"].error_messages["invalid"])
        return link

    def clean(self) -> dict[str, Any]:
        """Without any place nobody could look for it."""
        given = self.cleaned_data
        if "link" in given and "outlet" in given and not (given["link"] or given["outlet"]):
            self.add_error("outlet", _("Say where you saw it, or give a link: else nobody can look for it."))
        return super().clean()


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def ask(request: HttpRequest) -> HttpResponse:
    """The form, with the words that a search did not find; on POST, store what was sent."""
    form = AskForm(request, initial={"words": _words_of_search(request)})
    if not form.is_valid():
        return form.show("public/ask.html")
    given = {name: form.cleaned_data[name] for name in ("words", "link", "outlet", "why", "mail")}
    address = get_adapter(request).get_client_ip(request)
    language = get_language() or ""
    stored = receive_request(**given, language=language, address=address, now=timezone.now())
    return redirect("public:request", stored.key)


@require_safe
@for_readers
def status(request: HttpRequest, key: str) -> HttpResponse:
    """What became of a request; nothing of it that its sender typed, so that nobody can publish here."""
    found = find_status(key)
    if found is None:
        raise Http404
    return render(request, "public/request.html", {"status": replace(found, path=here(found.path))})


def _words_of_search(request: HttpRequest) -> str:
    words = request.GET.get("q", "")[:WORDS_AT_MOST]
    return "" if unreadable_character(words) else words
