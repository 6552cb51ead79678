"""Addresses: readers at the root, editors below /desk/, programs below /api/v1/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("claims.public.urls")),
    path("desk/", include("claims.desk.door_urls")),
    path("desk/", include("claims.desk.urls")),
    path("api/v1/", include("claims.api.urls")),
    path("v1alpha1/", include("claims.api.google_urls")),
    path("admin/", admin.site.urls),
]

# Programs get problem details also for what no view answers; everybody else gets Django's own pages.
handler400 = "claims.api.problems.bad_request"
handler500 = "claims.api.problems.server_error"
