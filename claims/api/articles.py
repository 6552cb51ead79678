"""Articles come in, and programs ask what became of them."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.access import BearerToken, MaySubmitArticles, TokenOpensIt
from claims.api.once import Answer, carry_out
from claims.api.parameters import read_parameters
from claims.api.parsing import StrictJSONParser
from claims.api.problems import TooLarge
from claims.api.schema import IDEMPOTENCY_KEY, problems
from claims.api.submissions import ArticleSerializer, SubmissionSerializer
from claims.intake.submit import ArticleRefused, submit_article
from claims.models import ArrivedBy, Article, Scope


class ArticleDoor(APIView):
    """For programs with a token whose owner may submit articles."""

    authentication_classes = [BearerToken]
    permission_classes = [TokenOpensIt, MaySubmitArticles]
    scope = scope_to_write = Scope.ARTICLES
    parser_classes = [StrictJSONParser]


class ArticleList(ArticleDoor):
    """Articles come in here."""

    @extend_schema(
        operation_id="submit_article",
        summary="Submit an article for extraction",
        parameters=[IDEMPOTENCY_KEY],
        request=SubmissionSerializer,
        responses={
            201: OpenApiResponse(ArticleSerializer, description="Stored now; extraction will begin soon."),
            200: OpenApiResponse(ArticleSerializer, description="The same text was here already."),
            **problems(400, 401, 403, 413, 415, 422),
        },
    )
    def post(self, request: Request) -> HttpResponse:
        """Store an article and have its claims extracted.

        The same text is stored once: sent again, it answers 200 and the article that is there already.
        """
        read_parameters(request.query_params, set())
        submission = SubmissionSerializer(data=request.data)
        submission.is_valid(raise_exception=True)
        _check_size(submission.validated_data["text"])

        person = request.user
        assert isinstance(person, User), "MaySubmitArticles lets nobody else in"

        def submit() -> Answer:
            try:
                stored = submit_article(
                    **submission.validated_data,
                    arrived_by=ArrivedBy.API,
                    submitted_by=person,
                    now=timezone.now(),
                )
            except ArticleRefused as refusal:
                raise ValidationError(refusal.errors) from refusal
            answer = _article(stored.article) | {"already_stored": not stored.is_new}
            return Answer(201 if stored.is_new else 200, answer, location=answer["links"]["self"])

        return carry_out(request, submit)


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


def _check_size(text: str) -> None:
    if (size := len(text.encode("utf-8", "surrogatepass"))) > settings.ARTICLE_MAX_BYTES:
        raise TooLarge(
            f"The text has {size:,} bytes in UTF-8; the limit is {settings.ARTICLE_MAX_BYTES:,}. "
            "Split it into several articles."
        )


def _article(article: Article) -> dict:
    found = article.appearances.aggregate(claims=Count("claim", distinct=True))
    return ArticleSerializer(article).data | found
