"""Who may use which door."""

from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.functional import Promise
from knox.auth import TokenAuthentication
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from claims.people.tokens import scopes_in_use
from claims.people.two_factor import has_two_factor, must_have_two_factor
from claims.webhooks.acts import KEEPS_WEBHOOKS, NOT_YOURS

TRIAGES, WRITES, JUDGES = "claims.triage_claim", "claims.write_revision", "claims.approve_revision"

NO_RIGHT = "Your account lacks every right of the desk. An administrator of the newsroom can give them."
NO_SECOND_FACTOR = (
    "Your rights need a second factor, and you have none. Sign in at the desk and set it up first."
)


class BearerToken(TokenAuthentication):
    """A token in the Authorization header; what cannot be one is refused before the database sees it."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, AuthToken]:
        """The user and the token; bytes that are no ASCII letters or digits would fail as text."""
        if not token.isalnum():
            raise AuthenticationFailed("Invalid token.")
        return super().authenticate_credentials(token)


class TokenOpensIt(BasePermission):
    """A token that is for this: the view's `scopes` say for what, by method where it matters."""

    message = ""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the token's scopes hold the one that is asked for; without a token the answer is 401, not 403."""
        if not isinstance(request.auth, AuthToken):
            return False
        wanted = view.scope if request.method in ("GET", "HEAD", "OPTIONS") else view.scope_to_write
        self.message = f"This token is not for that: it lacks “{wanted}”. Make one that has it at the desk."
        return wanted in scopes_in_use(request.auth, now=timezone.now())


class MaySubmitArticles(BasePermission):
    """The right to submit articles, which is also the right to ask what became of them."""

    message = "Your account lacks the right to submit articles. An administrator of the newsroom can give it."

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the token's owner has the right."""
        return request.user.has_perm("claims.submit_article")


class WorksAtDesk(BasePermission):
    """Any right with which one works on claims or reviews; which act needs which, the moves say."""

    message = ""
    rights: tuple[str, ...] = (TRIAGES, WRITES, JUDGES)
    no_right: str | Promise = NO_RIGHT

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the token's owner has one of them, and the second factor that goes with some."""
        person = request.user
        assert isinstance(person, User), "TokenOpensIt lets nobody else in"
        if not any(person.has_perm(right) for right in self.rights):
            self.message = str(self.no_right)
        elif must_have_two_factor(person) and not has_two_factor(person):
            self.message = NO_SECOND_FACTOR
        else:
            return True
        return False


class MayKeepWebhooks(WorksAtDesk):
    """The right to keep webhooks."""

    rights = (KEEPS_WEBHOOKS,)
    no_right = NOT_YOURS
