"""The form of what the API gives; records are described here and passed through as stored."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers
from rest_framework.serializers import (
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    IntegerField,
    ListField,
    URLField,
)

from claims.models import (
    ChangeKind,
    ClaimKind,
    ContactChannel,
    EvidenceStatus,
    LinkKind,
    QuoteType,
    RecordState,
    ReplyOutcome,
    SourceKind,
    SpeakerKind,
    Stance,
    UnaskedReason,
)
from claims.publication.replies import NOT_ASKED

STANDING = [(state.value, state.label) for state in (RecordState.PUBLISHED, RecordState.CORRECTED)]


class RatingSerializer(serializers.Serializer):
    """A step of the newsroom's scale; `value` is null for a rating off the scale between false and true."""

    name = CharField()
    slug = CharField()
    value = IntegerField(allow_null=True, min_value=1, max_value=5)
    best = IntegerField(help_text="The value that means true.")
    worst = IntegerField(help_text="The value that means false.")


class SpeakerSerializer(serializers.Serializer):
    """Who made or relayed the claim, with the title held when they first did."""

    id = IntegerField(
        required=False, help_text="The same in all records that name them; older records lack it."
    )
    name = CharField()
    kind = ChoiceField(SpeakerKind.choices)
    title = CharField(allow_blank=True)
    same_as = URLField(allow_null=True, help_text="The same person or body in Wikidata.")


class ArticleReferenceSerializer(serializers.Serializer):
    """The article in which the claim stood; unknown texts are empty."""

    title = CharField()
    outlet = CharField(allow_blank=True)
    byline = CharField(allow_blank=True)
    url = CharField(allow_blank=True)
    published_at = DateTimeField(allow_null=True)


class AppearanceSerializer(serializers.Serializer):
    """One place where the claim was made, in the words that stand there."""

    words = CharField()
    quote_type = ChoiceField(QuoteType.choices)
    cue = CharField(allow_blank=True, help_text='The words that report the speech: "said".')
    evidence_status = ChoiceField(EvidenceStatus.choices, help_text="As the article states it.")
    article = ArticleReferenceSerializer()


class EvidenceStatusSerializer(serializers.Serializer):
    """Whether evidence has been given for the claim, and the day of which that holds."""

    status = ChoiceField(EvidenceStatus.choices)
    label = CharField()  # type: ignore[assignment]
    as_of = DateField()


class StoredCopySerializer(serializers.Serializer):
    """The copy that we keep of a work; whoever has the same file gets the same hash."""

    sha256 = CharField()
    stored_on = DateField()


class EvidenceSerializer(serializers.Serializer):
    """A work that the verdict relies on, and what it does to the claim."""

    stance = ChoiceField(Stance.choices)
    title = CharField()
    publisher = CharField(allow_blank=True)
    url = CharField(allow_blank=True)
    kind = ChoiceField(
        SourceKind.choices, help_text="Of a protected source, `title` is all that may be known."
    )
    excerpt = CharField(allow_blank=True)
    note = CharField(allow_blank=True)
    interests = CharField(required=False, help_text="What its publisher has at stake.")
    archive_url = URLField(required=False, help_text="The work as an archive keeps it.")
    accessed_on = DateField(required=False, help_text="The day we last read it.")
    copy = StoredCopySerializer(required=False)
    unavailable = CharField(required=False, help_text="Why there is no link, or no stored copy.")


class AskedSerializer(serializers.Serializer):
    """Once that a speaker was asked; `whom` is who speaks for them, empty if they were asked themselves."""

    whom = CharField(allow_blank=True)
    channel = ChoiceField(ContactChannel.choices)
    on = DateField()
    deadline_on = DateField()


class ExcerptSerializer(serializers.Serializer):
    """What a speaker answered, word for word."""

    words = CharField()
    answered_on = DateField()


class ReplySerializer(serializers.Serializer):
    """How a speaker was heard before the verdict, or why not; `said` tells it in sentences."""

    speaker = CharField()
    outcome = ChoiceField([*ReplyOutcome.choices, (NOT_ASKED, "Not asked")])
    said = CharField()
    asked = AskedSerializer(many=True)
    excerpts = ExcerptSerializer(many=True)
    reason = ChoiceField(UnaskedReason.choices, allow_blank=True, help_text="Why they were not asked.")
    link = CharField(allow_blank=True, help_text="Where they had answered publicly.")


class TopicSerializer(serializers.Serializer):
    """A field of reporting."""

    name = CharField()
    slug = CharField()


class LinkSerializer(serializers.Serializer):
    """A claim that this one bears on, as an editor says; none that readers do not know."""

    kind = ChoiceField(LinkKind.choices)
    claim = CharField(help_text="The id of the other.")


class WaiverSerializer(serializers.Serializer):
    """One of our own requirements that an editor let this verdict pass without, and why."""

    gate = CharField()
    name = CharField(help_text="What is asked for.")
    reason = CharField()


class ChangeSerializer(serializers.Serializer):
    """What became of a verdict after its first publication, and why."""

    version = IntegerField(min_value=2, help_text="The version that this change made.")
    kind = ChoiceField(ChangeKind.choices)
    note = CharField()
    published_at = DateTimeField()


class RecordSerializer(serializers.Serializer):
    """The public record of a claim: what was said, by whom, and our verdict on it."""

    id = CharField()
    url = URLField(help_text="The page for readers.")
    version = IntegerField(min_value=1)
    sequence = IntegerField(min_value=1, help_text="Rises with every change of the ledger.")
    state = ChoiceField(STANDING)
    language = CharField()
    corrections = ChangeSerializer(many=True, help_text="The newest first; empty in the first version.")
    claim_reviewed = CharField()
    kind = ChoiceField(ClaimKind.choices)
    topics = TopicSerializer(many=True)
    speakers = SpeakerSerializer(many=True)
    relayed_by = SpeakerSerializer(many=True)
    appearances = AppearanceSerializer(many=True)
    evidence_status = EvidenceStatusSerializer()
    rating = RatingSerializer()
    headline = CharField(allow_blank=True)
    short_answer = CharField()
    body = CharField(allow_blank=True, help_text="Markdown.")
    known = CharField(allow_blank=True, help_text="Markdown.")
    not_known = CharField(allow_blank=True, help_text="Markdown.")
    not_shown = CharField(allow_blank=True, help_text="Markdown.")
    why_chosen = CharField(allow_blank=True)
    evidence = EvidenceSerializer(many=True)
    replies = ReplySerializer(many=True, help_text="One entry for each speaker who was asked, or was not.")
    primary_explanation = CharField(
        allow_blank=True, help_text="Why no primary source is among the evidence."
    )
    links = LinkSerializer(
        many=True, required=False, help_text="What the claim bears on; `linked_to` finds the other way round."
    )
    waivers = WaiverSerializer(many=True)
    written_by = ListField(child=CharField())
    approved_by = ListField(child=CharField())
    methodology_version = IntegerField(
        required=False, help_text="Of the page that tells how we work; missing in older records."
    )
    published_at = DateTimeField(help_text="Of the first version.")
    updated_at = DateTimeField(help_text="Of this version.")


class RecordPartSerializer(RecordSerializer):
    """The fields of a record that were asked for."""

    def get_fields(self) -> dict:
        """The same fields, of which each may be left out."""
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class WholeOrPartSerializer(serializers.Serializer):
    """A record, or what `fields` asks of it."""


class WholeOrPartInTheDocument(OpenApiSerializerExtension):
    """One of the two; drf-spectacular finds this by its target."""

    target_class = WholeOrPartSerializer

    def map_serializer(self, auto_schema: Any, direction: str) -> dict:
        """A whole record is also a part of one, with everything in it."""
        both = (RecordSerializer, RecordPartSerializer)
        return {"anyOf": [auto_schema.resolve_serializer(each, direction).ref for each in both]}


class TombstoneSerializer(serializers.Serializer):
    """What is left of a record whose verdict was retracted: no rating, no finding."""

    id = CharField()
    url = URLField(help_text="The page for readers, which gives the reason.")
    version = IntegerField(min_value=2)
    sequence = IntegerField(min_value=1, help_text="Rises with every change of the ledger.")
    state = ChoiceField([RecordState.RETRACTED])
    language = CharField()
    corrections = ChangeSerializer(many=True, help_text="The newest first: the retraction.")
    claim_reviewed = CharField()
    published_at = DateTimeField(help_text="Of the first version.")
    retracted_at = DateTimeField()
    withdrawn_version = IntegerField(
        min_value=1,
        required=False,
        help_text="What readers may still read on our site, beneath the notice; left out where nothing remains.",
    )


class PageSerializer(serializers.Serializer):
    """Records, newest first, and the addresses of the pages around them."""

    next = URLField(allow_null=True, help_text="Older records.")
    previous = URLField(allow_null=True, help_text="Newer records.")
    results = WholeOrPartSerializer(many=True, help_text="Whole, unless `fields` asks for parts.")


class ProblemSerializer(serializers.Serializer):
    """Why a request was refused (RFC 9457)."""

    type = CharField()
    title = CharField()
    status = IntegerField()
    detail = CharField()
    instance = CharField()
    errors = serializers.DictField(  # type: ignore[assignment]
        child=ListField(child=CharField()), required=False, help_text="Sentences for each field or parameter."
    )
