"""The form of moves, as programs ask for them: for each move the fields that it needs and no others."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework.serializers import ChoiceField, DateField

from claims.api.moves import OF_CLAIMS, OF_REVISIONS, Act
from claims.api.strict import Strict
from claims.api.words import Line, Moment, Prose, Word
from claims.models import DismissalReason
from claims.models.review import Priority

KNOWN_REASONS: dict[str, Any] = {"invalid_choice": f"Known: {', '.join(DismissalReason.values)}."}


class MoveSerializer(Strict):
    """A move, with what it needs."""

    acts: Mapping[str, Act]


class ClaimMoveSerializer(MoveSerializer):
    """A decision on a claim."""

    acts = OF_CLAIMS
    move = ChoiceField(list(acts))
    reason = ChoiceField(DismissalReason.choices, required=False, error_messages=KNOWN_REASONS)
    into = Word("^[a-z0-9]{1,16}$", required=False, help_text="The id of the claim to merge into.")


class RevisionMoveSerializer(MoveSerializer):
    """A move of a review, with what it needs."""

    acts = OF_REVISIONS
    move = ChoiceField(list(acts))
    reason = Prose(required=False)
    comment = Prose(required=False)
    gate = Word("^[a-z_]{1,64}$", required=False)
    rating = Word("^[-a-z0-9_]{1,64}$", required=False, help_text="The slug of a rating.")
    assignee = Line(required=False, max_length=150, help_text="The name with which they sign in.")
    publish_at = Moment(required=False)
    recheck_on = DateField(required=False)
    due_on = DateField(required=False, allow_null=True)
    priority = ChoiceField(Priority.choices, required=False)


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
                "properties": {"move": {"type": "string", "const": name}} | {n: fields[n] for n in act.needs},
                "required": ["move", *act.needs],
                "additionalProperties": False,
            }
            for name, act in self.target.acts.items()
        ]
        return {"oneOf": forms, "description": form["description"]}
