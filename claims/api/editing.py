"""What programs of the desk write: the fields they send, put into what stands there already."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rest_framework import serializers
from rest_framework.serializers import ChoiceField, ListField

from claims.api.desk_serializers import NewEvidenceSerializer
from claims.api.moves import rating_named
from claims.api.problems import Refused
from claims.api.strict import Strict
from claims.api.words import KnownDay, Line, Prose, Word
from claims.models import Claim, ClaimKind, CorrectionClass, EvidenceStatus, HopRole, SpeakerKind, Topic
from claims.review.actions import RevisionContent
from claims.review.citing import EvidenceEntry
from claims.review.triage import ClaimContent, SpeakerEntry, written_claim

EVIDENCE_AT_MOST = SPEAKERS_AT_MOST = 50
PROSE_AT_MOST = 200_000  # characters
SLUG = "^[-a-zA-Z0-9_]{1,64}$"
RAISED = [choice for choice in CorrectionClass.choices if choice[0] != CorrectionClass.MINOR]


class Edit(Strict):
    """What is to change of something, which is something at least."""

    besides = {"minProperties": 1}

    def validate(self, attrs: dict) -> dict:
        """Refuse what changes nothing."""
        if not attrs:
            raise serializers.ValidationError({"request": ["Send at least one field that is to change."]})
        return attrs


class RevisionEditSerializer(Edit):
    """What is to be written in a revision; what is left out stays as it is."""

    headline = Line(max_length=200, required=False, allow_blank=True)
    short_answer = Prose(max_length=1_000, required=False, allow_blank=True)
    rating = Word(SLUG, required=False, allow_null=True, help_text="The slug; null takes it away.")
    body = Prose(max_length=PROSE_AT_MOST, required=False, allow_blank=True, help_text="Markdown.")
    known = Prose(max_length=PROSE_AT_MOST, required=False, allow_blank=True, help_text="Markdown.")
    not_known = Prose(max_length=PROSE_AT_MOST, required=False, allow_blank=True, help_text="Markdown.")
    not_shown = Prose(max_length=PROSE_AT_MOST, required=False, allow_blank=True, help_text="Markdown.")
    why_chosen = Prose(required=False, allow_blank=True)
    primary_explanation = Prose(required=False, allow_blank=True)
    evidence_status = ChoiceField(EvidenceStatus.choices, required=False)
    evidence_status_on = KnownDay(required=False)
    correction_note = Prose(required=False, allow_blank=True, help_text="What readers are told was changed.")
    raised_to = ChoiceField(RAISED, required=False, allow_blank=True)
    evidence = ListField(
        child=NewEvidenceSerializer(),
        required=False,
        max_length=EVIDENCE_AT_MOST,
        help_text="All of it, in this order.",
    )


class HopEditSerializer(Strict):
    """Who said or relayed a claim."""

    name = Line(max_length=200)
    kind = ChoiceField(SpeakerKind.choices)
    role = ChoiceField(HopRole.choices)
    title = Line(max_length=200, required=False, allow_blank=True)


class ClaimEditSerializer(Edit):
    """What is to be changed of a claim; what is left out stays as it is."""

    text = Prose(max_length=2_000, required=False)
    kind = ChoiceField(ClaimKind.choices, required=False)
    evidence_status = ChoiceField(EvidenceStatus.choices, required=False)
    evidence_status_on = KnownDay(required=False)
    topics = ListField(child=Word(SLUG), max_length=100, required=False, help_text="Slugs of all its topics.")
    speakers = ListField(
        child=HopEditSerializer(),
        required=False,
        max_length=SPEAKERS_AT_MOST,
        help_text="All of them, in this order.",
    )


def edited_revision(written: RevisionContent, given: Mapping[str, Any]) -> RevisionContent:
    """A revision's content with what a program sends. Raises Refused where programs cannot write it."""
    changes = dict(given)
    if changes.get("rating"):
        changes["rating"] = rating_named(changes["rating"])
    if "evidence" in changes:
        if any(entry.source for entry in written.evidence):
            raise Refused(
                "This cites a protected source, which no program handles: change its evidence at the desk."
            )
        changes["evidence"] = tuple(EvidenceEntry(**{"url": ""} | entry) for entry in changes["evidence"])
    return replace(written, **changes)


def edited_claim(claim: Claim, given: Mapping[str, Any]) -> ClaimContent:
    """A claim's content with what a program sends. Raises Refused for a topic that there is not."""
    changes = dict(given)
    if "topics" in changes:
        changes["topics"] = [_topic(slug) for slug in changes["topics"]]
    if "speakers" in changes:
        changes["speakers"] = [SpeakerEntry(**entry) for entry in changes["speakers"]]
    return replace(written_claim(claim), **changes)


def _topic(slug: str) -> int:
    if (topic := Topic.objects.filter(slug=slug).first()) is None:
        raise Refused(f"There is no topic {slug!r}.")
    return topic.pk
