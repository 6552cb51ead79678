"""Addresses: readers at the root, editors below /desk/, programs below /api/v1/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("claims.public.urls")),
    path("desk/", include("claims.desk.urls")),
    path("api/v1/", include("claims.api.urls")),
    path("admin/", admin.site.urls),
]
