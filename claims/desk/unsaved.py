"""What a form of a revision holds before it is saved: kept, shown again, and put beside what is stored."""

from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.forms import BaseFormSet
from django.http import QueryDict
from django.utils import timezone

from claims.desk.compare import TAKE, differences
from claims.desk.evidence import EvidenceFormSet
from claims.desk.forms import RevisionForm
from claims.desk.page import DeskRequest
from claims.desk.rows import version_seen
from claims.models import EditLock, Revision, UnsavedText
from claims.review.actions import RevisionContent
from claims.review.citing import EvidenceEntry
from claims.review.locks import hold_revision, session_digest
from claims.review.unsaved import keep_text, texts_of

WRITES = "claims.write_revision"
NOT_TYPED = ("csrfmiddlewaretoken", "then", "add_row", "cite", "take", "find", "find_source", "page", "file")


def session_of(request: DeskRequest) -> str:
    """What locks know this session by."""
    return session_digest(request.session.session_key or "")


def hold(request: DeskRequest, revision_id: int, *, opens: bool = False) -> EditLock | None:
    """Take or renew the lock for whoever may write; None if it is theirs, else the lock of whoever has it."""
    if not request.user.has_perm(WRITES):
        return None
    session = session_of(request)
    return hold_revision(revision_id=revision_id, person=request.user, session=session, opens=opens)


def keep_typed(request: DeskRequest, revision_id: int, page: str) -> EditLock | None:
    """Keep what a form sent that was not saved. Raises MoveNotAllowed for one that was saved before."""
    if not request.user.has_perm(WRITES):
        return None
    typed = request.POST.copy()
    for name in [name for name in typed if name in NOT_TYPED or name.startswith(TAKE)]:
        del typed[name]
    return keep_text(
        revision_id=revision_id,
        person=request.user,
        session=session_of(request),
        page=page,
        fields=typed.urlencode(),
        now=timezone.now(),
    )


def text_named(request: DeskRequest, revision: Revision, pk: str) -> UnsavedText | None:
    """One's own unsaved text of a revision by its number in an address; None if there is none, any more."""
    is_number = pk.isascii() and pk.isdigit() and len(pk) < 19
    return texts_of(request.user).filter(revision=revision, pk=int(pk)).first() if is_number else None


def forms_of(fields: str) -> tuple[QueryDict, RevisionForm, BaseFormSet]:
    """What was kept of a form, and the form filled with it."""
    data = QueryDict(fields)
    return data, RevisionForm(data), EvidenceFormSet(data, prefix="evidence")


def as_typed(form: RevisionForm, evidence: BaseFormSet) -> SimpleNamespace:
    """What a form holds, field by field; what cannot be stored as it is stands as it was typed."""
    form.is_valid()
    words = {name: form.cleaned_data.get(name, form[name].value()) for name in form.fields}
    evidence.is_valid()
    rows = [row for row in evidence.forms if row.has_changed() and not row["DELETE"].value()]
    entries = tuple(EvidenceEntry(**_row(row)) for row in rows)
    return SimpleNamespace(**words, evidence=entries)


def kept_differences(content: RevisionContent, text: UnsavedText) -> list[dict]:
    """What is stored beside what was kept."""
    data, form, evidence = forms_of(text.fields)
    return differences(content, as_typed(form, evidence), data.get("base", ""))


def restored(revision: Revision, content: RevisionContent, text: UnsavedText) -> tuple[tuple, dict[str, Any]]:
    """The forms filled with a kept text, and what their page shows; with both versions if it was saved meanwhile."""
    data, form, evidence = forms_of(text.fields)
    shown: dict[str, Any] = {"page": text.page, "base": data.get("base", ""), "is_unsaved": True}
    if version_seen(data) != revision.version:
        shown["differences"] = differences(content, as_typed(form, evidence), shown["base"])
    return (form, evidence), shown


def unsaved_lines(revision: Any, page: str = "") -> list[dict]:
    """The unsaved texts of whoever reads a revision, but for the one that stands in the form already."""
    return [
        {
            "pk": text["pk"],
            "kept_at": datetime.fromisoformat(text["kept_at"]),
            "taken_over_by": _name(text) if text["taken_over"] else "",
        }
        for text in revision.unsaved
        if text["page"] != page
    ]


def _row(row: Any) -> dict[str, Any]:
    cleaned = getattr(row, "cleaned_data", {})
    return {name: cleaned.get(name, row[name].value() or "") for name in row.fields if name != "DELETE"}


def _name(person: Mapping[str, str]) -> str:
    return f"{person['first_name']} {person['last_name']}".strip() or person["username"]
