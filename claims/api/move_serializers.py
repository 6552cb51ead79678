"""The form of moves, as programs ask for them: for each move the fields that it needs and no others."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework.serializers import ChoiceField, DateField

from claims.api.editing import PROSE_AT_MOST
from claims.api.moves import OF_CLAIMS, OF_REPLIES, OF_REPORTS, OF_REQUESTS, OF_REVISIONS, Act
from claims.api.strict import Strict
from claims.api.words import Key, Line, Moment, Prose, WebAddress, Word, YesOrNo
from claims.models import DeclineReason, DismissalReason, LinkKind, ReplyOutcome, UnaskedReason
from claims.models.review import Priority

WORDS_OF_A_REPLY = 20_000  # characters of a question, or of what is printed of an answer
SHORT_AT_MOST = 2_000

KNOWN_REASONS: dict[str, Any] = {"invalid_choice": f"Known: {', '.join(DismissalReason.values)}."}


class MoveSerializer(Strict):
    """A move, with what it needs; of each field that it may have, the document shows one of the `examples`."""

    acts: Mapping[str, Act]
    examples: Mapping[str, Any]


class ClaimMoveSerializer(MoveSerializer):
    """A decision on a claim."""

    acts = OF_CLAIMS
    examples = {"reason": "trivial", "into": "7f3a9c", "relation": "contradicts", "to": "7f3a9c"}
    move = ChoiceField(list(acts))
    reason = ChoiceField(DismissalReason.choices, required=False, error_messages=KNOWN_REASONS)
    into = Word("^[a-z0-9]{1,16}$", required=False, help_text="The id of the claim to merge into.")
    relation = ChoiceField(LinkKind.choices, required=False, help_text="What it has to do with the other.")
    to = Word(
        "^[a-z0-9]{1,16}$",
        required=False,
        help_text="The id of the claim that it is linked to, whose verdict is public.",
    )


class RevisionMoveSerializer(MoveSerializer):
    """A move of a review, with what it needs."""

    acts = OF_REVISIONS
    examples = {
        "reason": "The minutes of May say otherwise.",
        "keeps_words": True,
        "comment": "@ines, who has the minutes?",
        "gate": "two_publishers",
        "rating": "mostly-false",
        "assignee": "ines",
        "publish_at": "2026-03-09T06:00:00Z",
        "recheck_on": "2026-09-09",
        "due_on": "2026-03-12",
        "priority": 2,
        "speaker": 12,
        "why": "answered_publicly",
        "words": "The ministry answered in its statement of 2 March.",
        "link": "https://ministry.example/statements/2",
    }
    move = ChoiceField(list(acts))
    reason = Prose(required=False)
    keeps_words = YesOrNo(
        required=False, help_text="Readers may still read what was written, beneath the notice."
    )
    comment = Prose(required=False)
    gate = Word("^[a-z_]{1,64}$", required=False)
    rating = Word("^[-a-z0-9_]{1,64}$", required=False, help_text="The slug of a rating.")
    assignee = Line(required=False, max_length=150, help_text="The name with which they sign in.")
    publish_at = Moment(required=False)
    recheck_on = DateField(required=False)
    due_on = DateField(required=False, allow_null=True)
    priority = ChoiceField(Priority.choices, required=False)
    speaker = Key(required=False, help_text="The id of a speaker, from the replies of the revision.")
    why = ChoiceField(
        UnaskedReason.choices, required=False, allow_null=True, help_text="Why not; null takes it back."
    )
    words = Prose(
        max_length=SHORT_AT_MOST, required=False, help_text="Readers see them, except for `safety`."
    )
    link = WebAddress(max_length=1000, required=False, help_text="Where they answered publicly.")


class ReplyMoveSerializer(MoveSerializer):
    """What came back when a speaker was asked, and what of it is printed."""

    acts = OF_REPLIES
    examples = {
        "outcome": "answered",
        "answered_at": "2026-03-04T15:30:00+01:00",
        "answer": "We inspected the dam in May. It is safe.",
        "excerpt": "It is safe.",
        "reason": "It was the other ministry.",
    }
    move = ChoiceField(list(acts))
    outcome = ChoiceField(ReplyOutcome.choices, required=False)
    answered_at = Moment(required=False)
    answer = Prose(max_length=PROSE_AT_MOST, required=False, help_text="All of it. It stays at the desk.")
    excerpt = Prose(
        max_length=WORDS_OF_A_REPLY,
        required=False,
        allow_blank=True,
        help_text="Word for word as it stands in the answer; empty for nothing of it.",
    )
    reason = Prose(max_length=SHORT_AT_MOST, required=False)


class ReportMoveSerializer(MoveSerializer):
    """What becomes of an error report."""

    acts = OF_REPORTS
    examples = {"assignee": "ines", "reason": "The minutes of May say otherwise.", "of": 12}
    move = ChoiceField(list(acts))
    assignee = Line(required=False, max_length=150, help_text="The name with which they sign in.")
    reason = Prose(required=False)
    of = Key(required=False, help_text="The id of the report that said it before.")


class RequestMoveSerializer(MoveSerializer):
    """What becomes of a reader's request."""

    acts = OF_REQUESTS
    examples = {
        "words": "The dam will break this winter.",
        "link": "https://radio.example/news/1",
        "outlet": "Radio Vale",
        "claim": "7f3a9c",
        "why": "not_found",
        "answer": "Nobody at the station knows of it.",
        "to": 12,
        "reason": "The recording has turned up.",
    }
    move = ChoiceField(list(acts))
    words = Prose(max_length=SHORT_AT_MOST, required=False, help_text="The claim, as it may be printed.")
    link = WebAddress(max_length=1000, required=False, help_text="Where it stood.")
    outlet = Line(max_length=200, required=False, help_text="Readers see it as the place.")
    claim = Word("^[a-z0-9]{1,16}$", required=False, help_text="The id of a claim that we hold.")
    why = ChoiceField(DeclineReason.choices, required=False)
    answer = Prose(required=False, help_text="What its sender reads beside the reason.")
    to = Key(required=False, help_text="The id of the request that asked it before.")
    reason = Prose(required=False)


class MovesInTheDocument(OpenApiSerializerExtension):
    """One form for each move; drf-spectacular finds this by its target."""

    target_class = MoveSerializer
    match_subclasses = True
    priority = 1  # before that of what is strict

    def map_serializer(self, auto_schema: object, direction: str) -> dict:
        """A choice between the moves."""
        form = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)  # type: ignore[attr-defined]
        fields = form["properties"]
        forms = [
            {
                "title": name,
                "type": "object",
                "properties": {"move": {"type": "string", "const": name}} | {n: fields[n] for n in act.takes},
                "required": ["move", *act.needs],
                "additionalProperties": False,
                "examples": [{"move": name} | {n: self.target.examples[n] for n in act.takes}],
            }
            for name, act in self.target.acts.items()
        ]
        return {"oneOf": forms, "description": form["description"]}
