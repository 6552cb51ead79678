"""Addresses: readers at the root, editors below /desk/, programs below /api/v1/."""

from django.contrib import admin
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from claims.public.urls import app_name, pages, programs
from factcheck.languages import CODES


def addresses(below: str = "") -> list[URLPattern | URLResolver]:
    """All of them, with the readers' pages below a language, where one was chosen."""
    readers: list[URLPattern | URLResolver] = [path(below, include(pages)), *programs]
    return [
        path("", include((readers, app_name))),
        path("desk/", include("claims.desk.door_urls")),
        path("desk/", include("claims.desk.urls")),
        path("api/v1/", include("claims.api.urls")),
        path("v1alpha1/", include("claims.api.google_urls")),
        path("admin/", admin.site.urls),
    ]


class InLanguage:
    """The addresses for whoever chose a language."""

    def __init__(self, name: str):
        self.urlpatterns = addresses(f"{name}/")
        self.handler400, self.handler500 = handler400, handler500


# Programs get problem details also for what no view answers; everybody else gets Django's own pages.
handler400 = "claims.api.problems.bad_request"
handler500 = "claims.api.problems.server_error"
urlpatterns = addresses()
IN_LANGUAGE = {name: InLanguage(name) for name in CODES}
