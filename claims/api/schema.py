"""What the OpenAPI document says beside the serializers."""

from http import HTTPStatus

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from claims.api.parameters import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE
from claims.api.problems import MEDIA_TYPE
from claims.api.serializers import ProblemSerializer

CURSOR = OpenApiParameter("cursor", str, description="Opaque; take it from `next` or `previous`.")
PAGE_SIZE = OpenApiParameter(
    "page_size",
    {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE},
    description="How many records a page holds.",
)


class BearerTokenScheme(OpenApiAuthenticationExtension):
    """How a token is sent; drf-spectacular finds this by its target."""

    target_class = "claims.api.access.BearerToken"
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict:
        """The scheme as OpenAPI writes it."""
        return {"type": "http", "scheme": "bearer", "description": "Tokens are given out by the newsroom."}


def problems(*statuses: int) -> dict:
    """The refusals of an operation, all of one form."""
    return {(status, MEDIA_TYPE): _problem(HTTPStatus(status)) for status in statuses}


def _problem(status: HTTPStatus) -> OpenApiResponse:
    return OpenApiResponse(ProblemSerializer, description=status.phrase)
