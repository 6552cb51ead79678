"""The addresses of the API, version 1."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView

from claims.api import views

app_name = "api"
urlpatterns = [
    path("claims/", views.ClaimList.as_view(), name="claims"),
    re_path(r"^claims/(?P<public_id>[a-z0-9]{1,16})/$", views.ClaimDetail.as_view(), name="claim"),
    path("articles/", views.ArticleList.as_view(), name="articles"),
    path("articles/<int:pk>/", views.ArticleDetail.as_view(), name="article"),
    path("schema/", SpectacularAPIView.as_view(authentication_classes=[]), name="schema"),
    path("docs/", views.docs, name="docs"),
    re_path(r"^(?:.*/)?$", views.NoSuchAddress.as_view()),
]
