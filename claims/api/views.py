"""What a program gets at each address. Reading passes the ledger; writing passes intake."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.access import BearerToken, MaySubmitArticles
from claims.api.pages import read_page
from claims.api.parameters import read_cursor, read_page_size, read_parameters
from claims.api.parsing import StrictJSONParser
from claims.api.problems import TooLarge
from claims.api.schema import CURSOR, PAGE_SIZE, problems
from claims.api.serializers import (
    ArticleSerializer,
    PageSerializer,
    RecordSerializer,
    SubmissionSerializer,
    TombstoneSerializer,
)
from claims.intake.submit import ArticleRefused, submit_article
from claims.models import ArrivedBy, Article
from claims.publication.ledger import current_records, find_record, find_record_after_merge
from claims.publication.verdict import is_retracted


class PublicView(APIView):
    """For anyone, from any site: no key, no cookie, kept by caches that ask whether it still holds."""

    authentication_classes: list = []
    permission_classes = [AllowAny]

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Let scripts of other sites read the answer, errors included."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Headers"] = "If-None-Match"
        response["Access-Control-Expose-Headers"] = "ETag"
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response


class ClaimList(PublicView):
    """The current record of every published claim."""

    @extend_schema(
        operation_id="list_claims",
        summary="List published claims, the newest first",
        parameters=[CURSOR, PAGE_SIZE],
        responses={200: PageSerializer, **problems(400)},
    )
    def get(self, request: Request) -> Response:
        """A page of records, exactly as they were published. Follow `next` until it is null."""
        given = read_parameters(request.query_params, {"cursor", "page_size"})
        direction, sequence = read_cursor(given.get("cursor"))
        size = read_page_size(given.get("page_size"))
        page = read_page(current_records(), direction=direction, sequence=sequence, size=size)
        return Response(
            {"next": _link(page.next, size), "previous": _link(page.previous, size), "results": page.records}
        )


class ClaimDetail(PublicView):
    """The current record of one published claim."""

    @extend_schema(
        operation_id="read_claim",
        summary="Read one published claim",
        responses={
            200: RecordSerializer,
            302: OpenApiResponse(description="Merged into the claim that Location names."),
            304: None,
            410: OpenApiResponse(TombstoneSerializer, description="Retracted: why, and since when."),
            **problems(400, 404),
        },
    )
    def get(self, request: Request, public_id: str) -> HttpResponse:
        """The record, exactly as it was published. Its ETag is the version: send it as If-None-Match.

        A verdict that was retracted answers 410 with its tombstone.
        """
        read_parameters(request.query_params, set())
        found = find_record(public_id)
        if found is None and (other := find_record_after_merge(public_id)):
            return HttpResponseRedirect(reverse("api:claim", args=[other.public_id]))
        if found is None:
            raise NotFound("There is no published claim with this id.")
        if is_retracted(found.record):
            return Response(found.record, status=410)
        etag = f'"{public_id}.{found.version}"'
        response = get_conditional_response(request._request, etag=etag) or Response(found.record)
        response["ETag"] = etag
        return response


class ArticleDoor(APIView):
    """For programs with a token whose owner may submit articles."""

    authentication_classes = [BearerToken]
    permission_classes = [MaySubmitArticles]
    parser_classes = [StrictJSONParser]


class ArticleList(ArticleDoor):
    """Articles come in here."""

    @extend_schema(
        operation_id="submit_article",
        summary="Submit an article for extraction",
        request=SubmissionSerializer,
        responses={
            201: OpenApiResponse(ArticleSerializer, description="Stored now; extraction will begin soon."),
            200: OpenApiResponse(ArticleSerializer, description="The same text was here already."),
            **problems(400, 401, 403, 413, 415),
        },
    )
    def post(self, request: Request) -> Response:
        """Store an article and have its claims extracted.

        The same text is stored once: sent again, it answers 200 and the article that is there already.
        """
        read_parameters(request.query_params, set())
        submission = SubmissionSerializer(data=request.data)
        submission.is_valid(raise_exception=True)
        _check_size(submission.validated_data["text"])
        assert request.user.is_authenticated, "MaySubmitArticles lets nobody else in"
        try:
            stored = submit_article(
                **submission.validated_data,
                arrived_by=ArrivedBy.API,
                submitted_by=request.user,
                now=timezone.now(),
            )
        except ArticleRefused as refusal:
            raise ValidationError(refusal.errors) from refusal
        answer = _article(stored.article) | {"already_stored": not stored.is_new}
        location = answer["links"]["self"]
        return Response(answer, status=201 if stored.is_new else 200, headers={"Location": location})


class ArticleDetail(ArticleDoor):
    """What became of an article."""

    @extend_schema(
        operation_id="read_article",
        summary="Ask what became of an article",
        responses={200: ArticleSerializer, **problems(400, 401, 403, 404)},
    )
    def get(self, request: Request, pk: int) -> Response:
        """How far extraction has come, why it failed if it did, and how many claims were found."""
        read_parameters(request.query_params, set())
        return Response(_article(get_object_or_404(Article, pk=pk)) | {"already_stored": True})


class NoSuchAddress(PublicView):
    """Whatever lies below the API and is nothing: 404 as problem details, for every method."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse before the method is looked at."""
        raise NotFound(f"There is nothing at this address. {reverse('api:docs')} lists what there is.")


@require_safe
@gzip_page
def docs(request: HttpRequest) -> HttpResponse:
    """The documentation with a console, made from the schema in the reader's browser."""
    return render(request, "api/docs.html")


def _link(cursor: str | None, size: int) -> str | None:
    """An address that does not depend on the host a request claims to be for."""
    if cursor is None:
        return None
    return f"{settings.SITE_URL}{reverse('api:claims')}?{urlencode({'cursor': cursor, 'page_size': size})}"


def _check_size(text: str) -> None:
    if (size := len(text.encode("utf-8", "surrogatepass"))) > settings.ARTICLE_MAX_BYTES:
        raise TooLarge(
            f"The text has {size:,} bytes in UTF-8; the limit is {settings.ARTICLE_MAX_BYTES:,}. "
            "Split it into several articles."
        )


def _article(article: Article) -> dict:
    found = article.appearances.aggregate(claims=Count("claim", distinct=True))
    return ArticleSerializer(article).data | found
