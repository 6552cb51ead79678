"""The addresses of Google's Fact Check Tools API."""

from django.urls import path, re_path

from claims.api import factchecktools

app_name = "google"
urlpatterns = [
    path("claims:search", factchecktools.SearchClaims.as_view(), name="search"),
    path("claims:imageSearch", factchecktools.SearchByImage.as_view(), name="image-search"),
    path("pages", factchecktools.PageList.as_view(), name="pages"),
    re_path(r"^pages/(?P<public_id>[a-z0-9]{1,16})$", factchecktools.PageDetail.as_view(), name="page"),
]
