"""The form of the right of reply, as programs of the desk read and write it."""

from typing import Any

from rest_framework import serializers
from rest_framework.serializers import (
    BooleanField,
    CharField,
    ChoiceField,
    DateTimeField,
    IntegerField,
    URLField,
)

from claims.api.desk_serializers import MOVES_HELP
from claims.api.move_serializers import WORDS_OF_A_REPLY
from claims.api.strict import Strict
from claims.api.words import Key, Line, Moment, Prose
from claims.models import ContactChannel, ReplyOutcome, SpeakerKind, UnaskedReason


class NewContactSerializer(Strict):
    """How a speaker was asked."""

    besides: dict[str, Any] = {
        "examples": [
            {
                "speaker": 12,
                "asked": "the ministry’s press office",
                "channel": "mail",
                "contact": "press@ministry.example",
                "contacted_at": "2026-03-04T09:00:00+01:00",
                "deadline": "2026-03-05T12:00:00+01:00",
                "question": "What makes you say that the dam is safe?",
            }
        ]
    }
    speaker = Key(help_text="The id of a speaker, from the list.")
    asked = Line(
        max_length=200,
        required=False,
        allow_blank=True,
        help_text="Who speaks for them, as readers shall read it.",
    )
    channel = ChoiceField(ContactChannel.choices)
    contact = Line(
        max_length=200,
        required=False,
        allow_blank=True,
        help_text="The address or number. It never leaves the desk.",
    )
    contacted_at = Moment()
    deadline = Moment(help_text="Until when they may answer: within a year.")
    question = Prose(max_length=WORDS_OF_A_REPLY, help_text="What was asked. It never leaves the desk.")


class ContactSerializer(serializers.Serializer):
    """An attempt to ask a speaker, and what came back."""

    id = IntegerField()
    version = IntegerField()
    speaker = IntegerField()
    asked = CharField(allow_blank=True, help_text="Who speaks for them; empty if they were asked themselves.")
    channel = ChoiceField(ContactChannel.choices)
    contact = CharField(allow_blank=True)
    contacted_at = DateTimeField()
    deadline = DateTimeField()
    question = CharField()
    outcome = ChoiceField(ReplyOutcome.choices)
    answered_at = DateTimeField(allow_null=True)
    answer = CharField(
        allow_blank=True, help_text="All of it. Readers see the excerpt alone, once it is approved."
    )
    excerpt = CharField(allow_blank=True)
    excerpt_approved_at = DateTimeField(allow_null=True)
    is_own_work = BooleanField(help_text="Whether four eyes forbid you to approve the excerpt.")
    withdrawn_at = DateTimeField(allow_null=True)


class DeskContactSerializer(ContactSerializer):
    """The same, with what may be done with it."""

    moves = serializers.DictField(child=CharField(allow_null=True), help_text=MOVES_HELP)


class MovedContactSerializer(ContactSerializer):
    """The same after a move."""

    revision = URLField(
        help_text="The revision that tells of it: the one that is worked on, if there is one."
    )


class UnaskedSerializer(serializers.Serializer):
    """Why a speaker was not asked."""

    why = ChoiceField(UnaskedReason.choices)
    words = CharField(help_text="For `safety` they stay at the desk.")
    link = CharField(allow_blank=True)


class HeardSerializer(serializers.Serializer):
    """A speaker of the claim, and what was done to hear them."""

    speaker = IntegerField()
    name = CharField()
    kind = ChoiceField(SpeakerKind.choices)
    is_to_ask = BooleanField(help_text="Whether nobody has asked them yet, or said why not.")
    said = CharField(allow_blank=True, help_text="What readers are told.")
    unasked = UnaskedSerializer(allow_null=True)
    attempts = ContactSerializer(many=True, help_text="Those that were not withdrawn, the oldest first.")


class HeardPageSerializer(serializers.Serializer):
    """The speakers of a claim, in the order in which they were found."""

    next = URLField(allow_null=True)
    previous = URLField(allow_null=True)
    results = HeardSerializer(many=True)
