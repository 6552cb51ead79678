"""In which language one reads the desk."""

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from claims.desk.page import DeskRequest, leave_note, of_ones_own
from claims.people.language import choose_language
from factcheck.languages import CODES, speak


class LanguageForm(forms.Form):
    """One of ours, each by its own name, or what the browser asks for."""

    language = forms.ChoiceField(
        choices=[
            ("", gettext_lazy("As my browser asks")),
            *((name, dict(settings.LANGUAGES)[code]) for name, code in CODES.items()),
        ],
        required=False,
        label=gettext_lazy("Of the desk, and of our mails to you"),
    )


@require_POST
@of_ones_own
def choose(request: DeskRequest) -> HttpResponse:
    """Keep it, and say so in that language."""
    form = LanguageForm(request.POST)
    if form.is_valid():
        choose_language(person=request.user, name=form.cleaned_data["language"], now=timezone.now())
        speak(form.cleaned_data["language"])
        leave_note(request, _("Saved. This is the language of the desk from now on."))
    else:
        leave_note(request, _("There is no such language. Choose one of the list."), is_refusal=True)
    return redirect("desk:account")
