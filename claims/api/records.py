"""The form of what leads to records: changes, versions, corrections, the scale, and who and what they are about."""

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers
from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateTimeField,
    IntegerField,
    URLField,
)

from claims.api.serializers import (
    ChangeSerializer,
    RecordSerializer,
    SpeakerSerializer,
    TombstoneSerializer,
    TopicSerializer,
)
from claims.models import ANNOUNCED_CHANGES, ChangeKind, RecordState
from claims.publication.reading import PUBLICATION

KINDS = [(PUBLICATION, "First published"), *ChangeKind.choices]
ANNOUNCED = [(kind.value, kind.label) for kind in ANNOUNCED_CHANGES]


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="Printed",
        serializers=[RecordSerializer, TombstoneSerializer],
        resource_type_field_name=None,
    )
)
class PrintedField(serializers.JSONField):
    """What a row of the ledger says: a record, or the tombstone of one."""


class LedgerChangeSerializer(serializers.Serializer):
    """A row of the ledger: what became of which claim."""

    sequence = IntegerField(min_value=1, help_text="Rises by one with every change.")
    id = CharField()
    version = IntegerField(min_value=1)
    change = ChoiceField(KINDS)
    at = DateTimeField()
    record = PrintedField(allow_null=True, help_text="Null if the verdict was retracted since.")


class ChangePageSerializer(serializers.Serializer):
    """Changes, the oldest first, and where the next ones will be."""

    next = URLField(help_text="What comes after these, also where there is nothing yet.")
    has_more = BooleanField(help_text="Whether something is there already.")
    results = LedgerChangeSerializer(many=True)


class VersionSerializer(serializers.Serializer):
    """A version of a claim, and the time for which it stood; `until` is null for the current one."""

    version = IntegerField(min_value=1)
    sequence = IntegerField(min_value=1)
    state = ChoiceField(RecordState.choices)
    change = ChoiceField(KINDS)
    until = DateTimeField(allow_null=True)
    url = URLField()

    def get_fields(self) -> dict:
        """With `from`, which Python keeps for itself."""
        return super().get_fields() | {"from": DateTimeField()}


class VersionsSerializer(serializers.Serializer):
    """All versions of a claim, the newest first."""

    results = VersionSerializer(many=True)


class CorrectionSerializer(ChangeSerializer):
    """What became of a public verdict, and of which."""

    id = CharField()
    url = URLField(help_text="The page for readers.")
    claim_reviewed = CharField()
    kind = ChoiceField(ANNOUNCED)


class CorrectionPageSerializer(serializers.Serializer):
    """Corrections, the newest first, and the addresses of the pages around them."""

    next = URLField(allow_null=True, help_text="Older ones.")
    previous = URLField(allow_null=True, help_text="Newer ones.")
    results = CorrectionSerializer(many=True)


class StepSerializer(serializers.Serializer):
    """A rating of the newsroom's scale; `value` is null off the scale between false and true."""

    name = CharField()
    slug = CharField()
    value = IntegerField(allow_null=True)
    description = CharField(allow_blank=True)


class ScaleSerializer(serializers.Serializer):
    """The newsroom's ratings in their order."""

    worst = IntegerField(help_text="The value that means false.")
    best = IntegerField(help_text="The value that means true.")
    results = StepSerializer(many=True)


class NamedSpeakerSerializer(SpeakerSerializer):
    """A speaker, and what they claimed."""

    claims = IntegerField(min_value=1, help_text="How many public claims are theirs.")
    claims_url = URLField()


class NamedTopicSerializer(TopicSerializer):
    """A topic, and the claims that have it."""

    claims = IntegerField(min_value=1, help_text="How many public claims have it.")
    claims_url = URLField()


class SpeakerPageSerializer(serializers.Serializer):
    """Speakers who have a name, in an order that stays the same."""

    next = URLField(allow_null=True)
    previous = URLField(allow_null=True)
    results = NamedSpeakerSerializer(many=True)


class TopicPageSerializer(serializers.Serializer):
    """Topics by slug."""

    next = URLField(allow_null=True)
    previous = URLField(allow_null=True)
    results = NamedTopicSerializer(many=True)
