"""Who may use which door."""

from django.contrib.auth.models import User
from knox.auth import TokenAuthentication
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView


class BearerToken(TokenAuthentication):
    """A token in the Authorization header; what cannot be one is refused before the database sees it."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, AuthToken]:
        """The user and the token; bytes that are no ASCII letters or digits would fail as text."""
        if not token.isalnum():
            raise AuthenticationFailed("Invalid token.")
        return super().authenticate_credentials(token)


class MaySubmitArticles(BasePermission):
    """The right to submit articles, which is also the right to ask what became of them."""

    message = "Your account lacks the right to submit articles. An administrator of the newsroom can give it."

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the token's owner has the right; without a token the answer is 401, not 403."""
        return request.user.has_perm("claims.submit_article")
