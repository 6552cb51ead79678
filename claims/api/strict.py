"""Requests of which every field is understood, and how the OpenAPI document says so."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers


class Strict(serializers.Serializer):
    """Takes the fields it knows and no others: a misspelt one must not be lost in silence.

    What the document says of them together stands in `besides`.
    """

    besides: Mapping[str, Any] = {}

    def to_internal_value(self, data: Any) -> dict:
        """Refuse what nobody would read."""
        if isinstance(data, Mapping) and (unknown := sorted(set(data) - set(self.fields))):
            known = f"Unknown field. Known here: {', '.join(self.fields)}."
            raise serializers.ValidationError({name: [known] for name in unknown})
        return super().to_internal_value(data)


class StrictInTheDocument(OpenApiSerializerExtension):
    """An object without further properties; drf-spectacular finds this by its target."""

    target_class = Strict
    match_subclasses = True

    def map_serializer(self, auto_schema: object, direction: str) -> dict:
        """The form of the fields, and that there are no others."""
        form = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)  # type: ignore[attr-defined]
        return {**form, "additionalProperties": False, **self.target.besides}
