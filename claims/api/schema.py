"""What the OpenAPI document says beside the serializers."""

from http import HTTPStatus

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, OpenApiWebhook, extend_schema

from claims.api.filters import FIELDS as FIELD_NAMES
from claims.api.filters import LONGEST, ORDERS
from claims.api.parameters import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE
from claims.api.problems import MEDIA_TYPE
from claims.api.serializers import ProblemSerializer
from claims.api.webhook_serializers import MessageSerializer
from claims.api.words import SEARCHED, WITHOUT_NUL
from claims.models import ClaimKind, EvidenceStatus


def size_of_page(usual: int, most: int) -> OpenApiParameter:
    """How many records a page holds."""
    bounds = {"type": "integer", "minimum": 1, "maximum": most, "default": usual}
    return OpenApiParameter("page_size", bounds, description="How many records a page holds.")


def list_of(name: str, values: list[str] | tuple[str, ...], description: str) -> OpenApiParameter:
    """A parameter that takes several values with commas between them."""
    form = {"type": "array", "items": {"type": "string", "enum": list(values)}, "minItems": 1}
    return OpenApiParameter(name, form, style="form", explode=False, description=description)


def words(name: str, description: str, pattern: str = WITHOUT_NUL) -> OpenApiParameter:
    """A parameter of one's own words, of which there is at least one character."""
    form = {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": pattern}
    return OpenApiParameter(name, form, description=description)


def day(name: str, description: str) -> OpenApiParameter:
    """A parameter that is a day."""
    return OpenApiParameter(name, {"type": "string", "format": "date"}, description=description)


def moment(name: str, description: str) -> OpenApiParameter:
    """A parameter that is a moment with its zone."""
    return OpenApiParameter(name, {"type": "string", "format": "date-time"}, description=description)


IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": "^[!-~]{1,255}$"},
    OpenApiParameter.HEADER,
    description="Any text of your own. The request is carried out once for a key, and answered the same for 7 days.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": r'^"[0-9]{1,9}(\.[0-9]{1,9})?"$'},
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of what you have read.",
)
CURSOR = OpenApiParameter(
    "cursor",
    {"type": "string", "pattern": "^[-A-Za-z0-9_]+:[-A-Za-z0-9_]{43}$"},
    description="Opaque and signed; take it from `next` or `previous`.",
)
PAGE_SIZE = size_of_page(DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE)
PAGE_SIZE_OF_CHANGES = size_of_page(1000, 1000)
FIELDS = list_of("fields", FIELD_NAMES, "Only these fields of a record.")
NO_FORMAT = OpenApiParameter("format", exclude=True)  # what is wanted, Accept says
AS_OF = moment("as_of", "What was public at a moment. What was retracted since is left out.")
OF_CLAIMS = [
    words("text", "Words of the claim, the headline or the short answer; all of them.", SEARCHED),
    words("speaker", "A name or id as the records have it, or an id of Wikidata: `Q42`."),
    words("topic", "The slug of a topic; 404 where no verdict has it."),
    words("outlet", "A publisher in which the claim appeared."),
    words("linked_to", "The id of a claim that it repeats, contradicts, answers or is a part of."),
    OpenApiParameter(
        "rating",
        {"type": "array", "items": {"type": "string", "pattern": "^[-a-z0-9_]{1,64}$"}, "minItems": 1},
        style="form",
        explode=False,
        description="Slugs of the scale; 404 for one that it lacks.",
    ),
    list_of("kind", ClaimKind.values, "What sort of statement the claim is."),
    list_of("evidence_status", EvidenceStatus.values, "Whether evidence has been given for the claim."),
    day("published_from", "First published on this day (UTC) or later."),
    day("published_to", "First published on this day (UTC) or earlier."),
    moment("updated_since", "Whose current version is from this moment or later."),
    AS_OF,
    OpenApiParameter(
        "order",
        {"type": "string", "enum": list(ORDERS), "default": "-sequence"},
        description="`sequence` is the order of changes, `published_at` that of first publication; `-` turns it round.",
    ),
]


CLAIM_CHANGED = OpenApiWebhook(
    "claim.changed",
    extend_schema(
        summary="A verdict was published or changed",
        description="Signed by Standard Webhooks 1.0. Answer with 2xx within 10 seconds; anything else is tried again, "
        "ten times over three days. Events of one claim come in order, each at least once: `webhook-id` tells repeats.",
        parameters=[
            OpenApiParameter(f"webhook-{name}", str, OpenApiParameter.HEADER, required=True)
            for name in ("id", "timestamp", "signature")
        ],
        request=MessageSerializer,
        responses={204: OpenApiResponse(description="Taken.")},
    ),
)


class BearerTokenScheme(OpenApiAuthenticationExtension):
    """How a token is sent; drf-spectacular finds this by its target."""

    target_class = "claims.api.access.BearerToken"
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict:
        """The scheme as OpenAPI writes it."""
        return {"type": "http", "scheme": "bearer", "description": "Tokens are given out by the newsroom."}


def problems(*statuses: int) -> dict:
    """The refusals of an operation, all of one form; that somebody comes too often may befall each."""
    return {(status, MEDIA_TYPE): _problem(HTTPStatus(status)) for status in (*statuses, 429)}


def _problem(status: HTTPStatus) -> OpenApiResponse:
    return OpenApiResponse(ProblemSerializer, description=status.phrase)
