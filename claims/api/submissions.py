"""The form of articles, as programs send them and ask after them."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.serializers import BooleanField, CharField, ChoiceField, IntegerField

from claims.api.strict import Strict
from claims.api.words import LINKED, READABLE, WORDED
from claims.models import Article, ExtractionState


class TextField(serializers.Field):
    """Text and nothing that could be taken for it; what the text may hold is for intake to say.

    `form` is how the document says that.
    """

    def __init__(self, form: dict, may_be_empty: bool = True, **kwargs: Any):
        super().__init__(**kwargs)
        self.form, self.may_be_empty = {"type": "string"} | form, may_be_empty

    def to_internal_value(self, data: object) -> str:
        """The text as it came; a number is not turned into its digits."""
        if not isinstance(data, str):
            raise serializers.ValidationError("Send this as text in quotation marks.")
        if not data and not self.may_be_empty:
            raise serializers.ValidationError("Leave this out if it is not known.")
        return data


class TextInTheDocument(OpenApiSerializerFieldExtension):
    """What the text may hold; drf-spectacular finds this by its target."""

    target_class = TextField

    def map_serializer_field(self, auto_schema: object, direction: str) -> dict:
        """As the field says."""
        return self.target.form


def line(most: int) -> dict:
    """Words on one line, or none."""
    return {"maxLength": most, "pattern": READABLE}


class SubmissionSerializer(Strict):
    """An article for extraction. Only its text is needed; what the values may be is checked by intake."""

    text = TextField(
        {"pattern": WORDED},
        help_text=f"The whole article, plain, at most {settings.ARTICLE_MAX_BYTES:,} bytes in UTF-8.",
    )
    title = TextField(line(300), required=False, help_text="If empty, the first line of the text.")
    outlet = TextField(line(200), required=False)
    byline = TextField(line(200), required=False)
    url = TextField(
        {"maxLength": 1000, "pattern": LINKED},
        may_be_empty=False,
        required=False,
        help_text="Where it was published.",
    )
    published_at = TextField(
        {"format": "date-time"}, may_be_empty=False, required=False, help_text="ISO 8601; not in the future."
    )


class ArticleSerializer(serializers.ModelSerializer):
    """An article and how far its extraction has come."""

    state = ChoiceField(ExtractionState.choices, read_only=True)
    failure = CharField(read_only=True, help_text="Why extraction failed; empty otherwise.")
    claims = IntegerField(read_only=True, help_text="How many claims were found in it.")
    already_stored = BooleanField(
        read_only=True, help_text="Whether the article was here before this request."
    )
    url = CharField(read_only=True, help_text="Where it was published; empty if unknown.")
    links = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = [
            "id",
            "state",
            "failure",
            "claims",
            "already_stored",
            "title",
            "outlet",
            "byline",
            "url",
            "published_at",
            "submitted_at",
            "links",
        ]
        read_only_fields = fields

    @extend_schema_field(
        {"type": "object", "properties": {"self": {"type": "string", "format": "uri"}}, "required": ["self"]}
    )
    def get_links(self, article: Article) -> dict[str, str]:
        """Where to ask again."""
        return {"self": settings.SITE_URL + reverse("api:article", args=[article.pk])}
