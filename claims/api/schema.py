"""What the OpenAPI document says beside the serializers."""

from drf_spectacular.utils import OpenApiParameter

from claims.api.parameters import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE
from claims.api.problems import MEDIA_TYPE
from claims.api.serializers import ProblemSerializer

CURSOR = OpenApiParameter("cursor", str, description="Opaque; take it from `next` or `previous`.")
PAGE_SIZE = OpenApiParameter(
    "page_size",
    {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE},
    description="How many records a page holds.",
)


def problems(*statuses: int) -> dict:
    """The refusals of an operation, all of one form."""
    return {(status, MEDIA_TYPE): ProblemSerializer for status in statuses}
