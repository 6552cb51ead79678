"""The tokens with which programs act for a person."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from knox.models import AuthToken

from claims.desk.forms import TokenForm
from claims.desk.page import DeskRequest, at_desk, leave_note, show
from claims.people import tokens

TOKENS_AT_MOST = 20  # a person


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def show_tokens(request: DeskRequest) -> HttpResponse:
    """A person's tokens; on POST, make one and show it, once."""
    held = AuthToken.objects.filter(user=request.user).select_related("grant").order_by("-created")
    form = TokenForm(request.POST or None)
    new = None
    if form.is_valid() and held.count() >= TOKENS_AT_MOST:
        form.add_error(
            None,
            _("You have %(limit)s tokens, which is the limit. Revoke one that is not in use.")
            % {"limit": TOKENS_AT_MOST},
        )
    if form.is_valid():
        asked = {"name": form.cleaned_data["name"], "scopes": form.cleaned_data["scopes"]}
        new = tokens.make_token(person=request.user, **asked, lifetime=form.lifetime(), now=timezone.now())
        form = TokenForm()
    status = 422 if form.is_bound and not new else 200
    return show(request, "tokens.html", tokens=held, form=form, new=new, now=timezone.now(), status=status)


@require_POST
@at_desk
def revoke_token(request: DeskRequest, key: str) -> HttpResponse:
    """End a token of one's own at once."""
    if "\0" in key or not tokens.revoke_token(person=request.user, key=key, now=timezone.now()):
        raise Http404(_("You have no such token. It may have been revoked already."))
    leave_note(request, _("Revoked the token that begins with %(key)s.") % {"key": key})
    return redirect("desk:tokens")
