"""The form of what readers report and ask for, as programs of the desk read it and decide on it."""

from rest_framework import serializers
from rest_framework.serializers import (
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    IntegerField,
    URLField,
)

from claims.api.desk_serializers import MOVES_HELP
from claims.models import DeclineReason, ReportState, RequestState

WHO = "The name with which they sign in."


class ErrorReportSerializer(serializers.Serializer):
    """What a reader says is wrong in a verdict, and what became of it."""

    id = IntegerField()
    claim = CharField()
    public_version = IntegerField(help_text="The version of the verdict that was public then.")
    what = CharField(help_text="What is wrong, in the reader's words.")
    where_said = CharField(allow_blank=True, help_text="Where it says so.")
    received_at = DateTimeField()
    due_on = DateField(help_text="Until when it is to be answered.")
    state = ChoiceField(ReportState.choices)
    assignee = CharField(allow_null=True, help_text=WHO)
    reason = CharField(allow_blank=True, help_text="Why it was decided so.")
    decided_by = CharField(allow_null=True, help_text=WHO)
    decided_at = DateTimeField(allow_null=True)
    duplicate_of = IntegerField(allow_null=True)
    correction = IntegerField(allow_null=True, help_text="The id of the revision that corrects it.")
    version = IntegerField()
    url = URLField()


class DeskErrorReportSerializer(ErrorReportSerializer):
    """The same, with what may be done with it."""

    mail = CharField(allow_null=True, help_text="Null for all but whoever it is assigned to; empty for none.")
    moves = serializers.DictField(child=CharField(allow_null=True), help_text=MOVES_HELP)


class ErrorReportPageSerializer(serializers.Serializer):
    """Error reports: open ones by their deadline, the others by when they were decided, the latest first."""

    next = URLField(allow_null=True)
    previous = URLField(allow_null=True)
    results = ErrorReportSerializer(many=True)


class ReaderRequestSerializer(serializers.Serializer):
    """What a reader asks us to check, and what became of it. Their address is shown to nobody."""

    id = IntegerField()
    words = CharField(help_text="The claim, as the reader has it.")
    link = CharField(allow_blank=True)
    outlet = CharField(allow_blank=True, help_text="Where they saw it, in their words.")
    why = CharField(allow_blank=True, help_text="Why it should be checked.")
    received_at = DateTimeField()
    state = ChoiceField(RequestState.choices)
    assignee = CharField(allow_null=True, help_text=WHO)
    claim = CharField(allow_null=True, help_text="The id of the claim that it became, or asked for.")
    decline_reason = ChoiceField(DeclineReason.choices, allow_blank=True)
    answer = CharField(allow_blank=True, help_text="What its sender is told beside the reason.")
    joined_to = IntegerField(allow_null=True)
    decided_by = CharField(allow_null=True, help_text=WHO)
    decided_at = DateTimeField(allow_null=True)
    version = IntegerField()
    url = URLField()


class DeskReaderRequestSerializer(ReaderRequestSerializer):
    """The same, with what may be done with it."""

    moves = serializers.DictField(child=CharField(allow_null=True), help_text=MOVES_HELP)


class ReaderRequestPageSerializer(serializers.Serializer):
    """Requests: open ones by their age, the others by when they were decided, the latest first."""

    next = URLField(allow_null=True)
    previous = URLField(allow_null=True)
    results = ReaderRequestSerializer(many=True)
