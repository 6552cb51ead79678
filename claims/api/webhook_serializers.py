"""The form of webhooks and of what they told, as programs read and write them."""

from typing import Any

from rest_framework import serializers
from rest_framework.serializers import (
    CharField,
    ChoiceField,
    DateTimeField,
    IntegerField,
    ListField,
    URLField,
)

from claims.api.editing import Edit
from claims.api.strict import Strict
from claims.api.words import Line, Moment, Word, YesOrNo
from claims.models import DeliveryState, WebhookEndpoint, WebhookEvent

MESSAGES_AT_MOST = 200
ADDRESS = "^https?://[!-~]{1,1990}$"
EVENTS = [*WebhookEvent.values, "test"]


class EventsField(ListField):
    """What a receiver is told of: at least one thing."""

    child = ChoiceField(WebhookEvent.choices)

    def __init__(self, **kwargs: Any):
        super().__init__(allow_empty=False, max_length=len(WebhookEvent.values), **kwargs)


class NewWebhookSerializer(Strict):
    """A receiver, and what it shall be told of."""

    name = Line(max_length=80, help_text="Who it is for.")
    url = Word(ADDRESS, help_text="Where it takes POST; https.")
    events = EventsField(required=False, help_text="Of everything, if it is left out.")


class WebhookChangeSerializer(Edit):
    """What shall be otherwise from now on."""

    name = Line(max_length=80, required=False)
    url = Word(ADDRESS, required=False)
    events = EventsField(required=False)
    is_on = YesOrNo(required=False, help_text="What happens while it is off is told when it is on again.")


class WebhookSerializer(serializers.ModelSerializer):
    """A webhook as it is. Its secrets are never told again."""

    events = ListField(child=ChoiceField(WebhookEvent.choices))

    class Meta:
        model = WebhookEndpoint
        fields = ["id", "name", "url", "events", "version", "is_on", "why_off", "failing_since", "made_at"]
        extra_kwargs = {"why_off": {"help_text": "Why it switched itself off; empty otherwise."}}


class WebhookPageSerializer(serializers.Serializer):
    """All webhooks of the newsroom."""

    results = WebhookSerializer(many=True)


class SecretWebhookSerializer(WebhookSerializer):
    """The same with its new secret, which is told in this answer and in no other."""

    secret = CharField(required=False, help_text="Not in the answer to an Idempotency-Key that was used.")

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]


class RenewalSerializer(Strict):
    """How a secret is renewed."""

    at_once = YesOrNo(
        default=False, help_text="It leaked: the ones before it stop at once, and not after a day."
    )


class ReplaySerializer(Strict):
    """What is sent again; everything that was given up, if nothing is said."""

    besides = {"maxProperties": 1}
    messages = ListField(child=Word("^msg_[0-9a-f]{32}$"), required=False, max_length=MESSAGES_AT_MOST)
    since = Moment(required=False, help_text="Everything that was made since, at most 30 days ago.")

    def validate(self, attrs: dict) -> dict:
        """One way or the other."""
        if len(attrs) > 1:
            raise serializers.ValidationError({"since": ["Name messages or a moment, not both."]})
        return attrs


class SentAgainSerializer(serializers.Serializer):
    """How many messages are on their way again."""

    count = IntegerField()


class TestSerializer(serializers.Serializer):
    """The message that is on its way."""

    message = CharField()


class AttemptSerializer(serializers.Serializer):
    """One try."""

    tried_at = DateTimeField()
    status = IntegerField(allow_null=True, help_text="What was answered.")
    said = CharField(help_text="Why there was no answer; empty if there was one.")
    took_ms = IntegerField()


class DeliverySerializer(serializers.Serializer):
    """A message on its way to one receiver."""

    message = CharField(help_text="Its id, the webhook-id of every try.")
    event = ChoiceField(EVENTS)
    claim = CharField(allow_null=True)
    version = IntegerField(allow_null=True)
    state = ChoiceField(DeliveryState.choices)
    tries = IntegerField(help_text="Since it was made, or sent again by hand.")
    due_at = DateTimeField()
    made_at = DateTimeField()
    attempts = AttemptSerializer(many=True)


class DeliveryPageSerializer(serializers.Serializer):
    """A page of messages, the newest first."""

    next = URLField(allow_null=True)
    previous = URLField(allow_null=True)
    results = DeliverySerializer(many=True)


class MessageDataSerializer(serializers.Serializer):
    """What became public, and where it is to be fetched."""

    id = CharField(help_text="Of the claim.")
    version = IntegerField()
    sequence = IntegerField(help_text="Of the ledger: it rises with each change, also over claims.")
    url = URLField(help_text="The page.")
    record = URLField(help_text="The record, for programs.")


class MessageSerializer(serializers.Serializer):
    """What a receiver is sent. Whatever was retracted since answers 410 where it is fetched."""

    type = ChoiceField(WebhookEvent.choices)
    timestamp = DateTimeField()
    data = MessageDataSerializer()  # type: ignore[assignment]
