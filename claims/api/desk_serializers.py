"""The form of what programs of the desk read and write."""

from rest_framework import serializers
from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    FloatField,
    IntegerField,
    ListField,
    URLField,
)

from claims.api.serializers import ArticleReferenceSerializer
from claims.api.strict import Strict
from claims.api.words import KnownDay, Line, Prose, WebAddress
from claims.models import (
    ClaimKind,
    ClaimStatus,
    EvidenceStatus,
    HopRole,
    LinkKind,
    PublisherKind,
    QuoteType,
    RevisionState,
    SourceKind,
    Stance,
)

OPEN_KINDS = [choice for choice in SourceKind.choices if choice[0] != SourceKind.PROTECTED]
MOVES_HELP = "Each move that starts here, with null, or with why you may not make it."


class NewEvidenceSerializer(Strict):
    """A work that a verdict relies on."""

    besides = {"anyOf": [{"required": ["url"]}, {"required": ["unavailable"]}]}
    stance = ChoiceField(Stance.choices)
    title = Line(max_length=300)
    publisher = Line(max_length=200)
    url = WebAddress(max_length=1000, required=False)
    kind = ChoiceField(OPEN_KINDS)
    excerpt = Prose(required=False, allow_blank=True)
    note = Prose(required=False, allow_blank=True)
    publisher_kind = ChoiceField(PublisherKind.choices, required=False)
    interests = Line(max_length=500, required=False, allow_blank=True)
    archive_url = WebAddress(max_length=1000, required=False)
    accessed_on = KnownDay(required=False)
    unavailable = Line(max_length=500, required=False, help_text="Why it has no link or no stored copy.")

    def validate(self, attrs: dict) -> dict:
        """A work has an address, or a reason why not."""
        if not attrs.get("url") and not attrs.get("unavailable"):
            raise serializers.ValidationError(
                {"url": ["Give its address, or say in `unavailable` why it has none."]}
            )
        return attrs


class ListedClaimSerializer(serializers.Serializer):
    """A claim as a queue shows it."""

    id = CharField()
    text = CharField()
    status = ChoiceField(ClaimStatus.choices)
    kind = ChoiceField(ClaimKind.choices)
    evidence_status = ChoiceField(EvidenceStatus.choices)
    checkworthiness = FloatField(help_text="0 to 1: the machine's guess that it is worth an editor's time.")
    version = IntegerField()
    created_at = DateTimeField()
    speakers = ListField(child=CharField())
    url = URLField()


class QueueSerializer(serializers.Serializer):
    """Claims, the most check-worthy first."""

    next = URLField(allow_null=True)
    previous = URLField(allow_null=True)
    results = ListedClaimSerializer(many=True)


class HopSerializer(serializers.Serializer):
    """Who said or relayed a claim in one place."""

    name = CharField()
    role = ChoiceField(HopRole.choices)
    title = CharField(allow_blank=True)


class PlaceSerializer(serializers.Serializer):
    """One place where a claim was made: characters of the article's text, the end excluded."""

    words = CharField()
    start = IntegerField()
    end = IntegerField()
    quote_type = ChoiceField(QuoteType.choices)
    evidence_status = ChoiceField(EvidenceStatus.choices)
    speakers = HopSerializer(many=True)
    article = ArticleReferenceSerializer()


class DeskLinkSerializer(serializers.Serializer):
    """What one claim has to do with another, read from `claim` to `to`; one of the two is this claim."""

    claim = CharField()
    kind = ChoiceField(LinkKind.choices)
    to = CharField()


class DeskClaimSerializer(serializers.Serializer):
    """A claim as the desk has it."""

    id = CharField()
    text = CharField()
    status = ChoiceField(ClaimStatus.choices)
    kind = ChoiceField(ClaimKind.choices)
    evidence_status = ChoiceField(EvidenceStatus.choices)
    evidence_status_on = DateField()
    checkworthiness = FloatField()
    factors = ListField(child=serializers.JSONField(), help_text="What it was guessed from.")
    topics = ListField(child=CharField())
    version = IntegerField()
    appearances = PlaceSerializer(many=True)
    links = DeskLinkSerializer(many=True, help_text="What it bears on, and what bears on it.")
    revision = URLField(allow_null=True, help_text="What is worked on, else what readers know.")
    moves = serializers.DictField(child=CharField(allow_null=True), help_text=MOVES_HELP)


class ListedRevisionSerializer(serializers.Serializer):
    """A revision as a list shows it; `headline` is null while you are to rate it before you see it."""

    id = IntegerField()
    claim = CharField()
    claim_text = CharField()
    number = IntegerField()
    state = ChoiceField(RevisionState.choices)
    version = IntegerField()
    headline = CharField(allow_null=True, allow_blank=True)
    assignee = CharField(allow_null=True)
    due_on = DateField(allow_null=True)
    is_own_work = BooleanField(help_text="Whether four eyes forbid you to judge it.")
    url = URLField()


class RevisionListSerializer(serializers.Serializer):
    """Revisions, the newest first."""

    next = URLField(allow_null=True)
    previous = URLField(allow_null=True)
    results = ListedRevisionSerializer(many=True)


class CitedSerializer(serializers.Serializer):
    """A piece of evidence of a revision."""

    stance = ChoiceField(Stance.choices)
    title = CharField()
    publisher = CharField(allow_blank=True)
    url = CharField(allow_blank=True)
    kind = ChoiceField(SourceKind.choices)
    excerpt = CharField(allow_blank=True)
    note = CharField(allow_blank=True)
    unavailable = CharField(allow_blank=True)


class DeskRevisionSerializer(serializers.Serializer):
    """A revision as the desk has it. What would tell its rating is null while you are to rate it first."""

    id = IntegerField()
    claim = CharField()
    number = IntegerField()
    state = ChoiceField(RevisionState.choices)
    version = IntegerField()
    assignee = CharField(allow_null=True)
    due_on = DateField(allow_null=True)
    publish_at = DateTimeField(allow_null=True)
    rating = CharField(allow_null=True, help_text="The slug.")
    headline = CharField(allow_null=True, allow_blank=True)
    short_answer = CharField(allow_null=True, allow_blank=True)
    body = CharField(allow_null=True, allow_blank=True)
    why_chosen = CharField(allow_null=True, allow_blank=True)
    known = CharField(allow_blank=True)
    not_known = CharField(allow_blank=True)
    not_shown = CharField(allow_blank=True)
    evidence_status = ChoiceField(EvidenceStatus.choices)
    evidence_status_on = DateField()
    evidence = CitedSerializer(many=True)
    moves = serializers.DictField(child=CharField(allow_null=True), help_text=MOVES_HELP)


class MovedClaimSerializer(serializers.Serializer):
    """A claim after a move; `revision` is there if the move opened a review."""

    id = CharField()
    status = ChoiceField(ClaimStatus.choices)
    version = IntegerField()
    revision = URLField(allow_null=True)


class MovedRevisionSerializer(serializers.Serializer):
    """A revision after a move: a correction is another than the one that it corrects."""

    id = IntegerField()
    claim = CharField()
    number = IntegerField()
    state = ChoiceField(RevisionState.choices)
    version = IntegerField()
    url = URLField()
