"""Django REST framework as its tutorial uses it: generic views, serializers, cursor pagination."""

from django.urls import path
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer

from claims.api.serializers import RecordSerializer
from claims.models import PublicRecord
from claims.publication.ledger import current_records


class Newest(CursorPagination):
    """Its pages."""

    page_size, ordering = 50, "-sequence"


class Whole(RecordSerializer):
    """Its form of a row."""

    def to_representation(self, instance: PublicRecord) -> dict:
        """The record, field by field."""
        return super().to_representation(instance.record)


class Anyone:
    """Neither keys nor limits, which ours has to keep."""

    queryset, serializer_class, renderer_classes = current_records(), Whole, [JSONRenderer]
    authentication_classes, permission_classes, throttle_classes = [], [AllowAny], []


class ClaimList(Anyone, ListAPIView):
    """A page of records."""

    pagination_class = Newest


class ClaimDetail(Anyone, RetrieveAPIView):
    """One record."""

    lookup_field = "public_id"


urlpatterns = [path("claims/", ClaimList.as_view()), path("claims/<str:public_id>/", ClaimDetail.as_view())]
