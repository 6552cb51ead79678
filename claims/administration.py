"""Django's administration, behind the desk's own sign-in: one door, one throttle, one second factor."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from claims.people.two_factor import lacks_two_factor


class Administration(AdminSite):
    """The scale, the topics, and history to look at; people and roles have their page at the desk."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff who have proved who they are."""
        return super().has_permission(request) and not lacks_two_factor(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the desk's sign-in, or to what its owner has to do first."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next", "/admin/"))
        if not request.user.is_staff:
            raise PermissionDenied
        return redirect("desk:queue")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the desk's page for it."""
        return redirect("account_change_password")
