"""Everything at once: the whole public record as one file, without a key and without an end."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request

from claims.api.parameters import read_parameters
from claims.api.schema import problems
from claims.api.views import AnyMediaType, PublicView
from claims.publication.exports import FORMATS

MEDIA_TYPES = {
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8; header=present",
    "parquet": "application/vnd.apache.parquet",
    "datafeed.json": "application/ld+json",
}


def _file(name: str) -> OpenApiResponse:
    return OpenApiResponse(OpenApiTypes.STR, description=f"The file, of which {name} is the form.")


class Export(PublicView):
    """The whole record in one of its forms; it goes out as the database reads it."""

    renderer_classes = [AnyMediaType]
    form = "jsonl"

    def answer(self, request: Request) -> StreamingHttpResponse:
        """The file, named for the day."""
        read_parameters(request.query_params, ())
        response = StreamingHttpResponse(FORMATS[self.form](), content_type=MEDIA_TYPES[self.form])
        name = f"claims-{timezone.now():%Y-%m-%d}.{self.form}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class JsonLinesExport(Export):
    """Records, one a line."""

    @extend_schema(
        operation_id="export_jsonl",
        summary="Take all published claims along, as JSON Lines",
        responses={(200, "application/jsonl"): _file("one record a line"), **problems(400)},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """Every published claim, one record a line, exactly as the API answers it, all from one moment."""
        return self.answer(request)


class CsvExport(Export):
    """A table."""

    form = "csv"

    @extend_schema(
        operation_id="export_csv",
        summary="Take all published claims along, as a table",
        responses={(200, "text/csv"): _file("RFC 4180"), **problems(400)},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """Every published claim, one a row, lists joined by semicolons.

        A cell that a spreadsheet would compute begins with an apostrophe.
        """
        return self.answer(request)


class ParquetExport(Export):
    """The table for programs that compute with it."""

    form = "parquet"

    @extend_schema(
        operation_id="export_parquet",
        summary="Take all published claims along, as Parquet",
        responses={(200, "application/vnd.apache.parquet"): OpenApiTypes.BINARY, **problems(400)},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """The table of `claims.csv` with its columns' kinds: numbers, days and moments; what is missing is null."""
        return self.answer(request)


class DataFeed(Export):
    """Markup, as Data Commons publishes it."""

    form = "datafeed.json"

    @extend_schema(
        operation_id="read_datafeed",
        summary="Take the ClaimReview markup of all verdicts along",
        responses={(200, "application/ld+json"): OpenApiTypes.OBJECT, **problems(400)},
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """A `DataFeed` of schema.org in the shape of Data Commons' file of fact-checks."""
        return self.answer(request)
