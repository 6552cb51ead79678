"""The evidence of a revision as it is written: rows to fill in, or to take from sources we hold, and how they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from claims.desk.fields import Day, Prose
from claims.desk.rows import Rows, with_another_row
from claims.intake.submit import Line
from claims.models import (
    INTERESTED,
    PublisherKind,
    Revision,
    Source,
    SourceCopy,
    SourceKind,
    Stance,
    StoredFile,
)
from claims.models.source import WORDING
from claims.review.judged import cited
from claims.review.source_gates import excerpt_fault
from claims.sources.copies import newest_copies, texts_of
from claims.sources.links import dead_links
from claims.sources.queries import sources_named

if TYPE_CHECKING:
    from claims.sources.queries import CitedEvidence

NOTE_AT_MOST = 5_000  # characters
ROWS_AT_MOST = 50
NUMBER_AT_MOST = 2**31


class EvidenceForm(forms.Form):
    """One work we rely on, and what it says. A protected source is chosen by its number, and the rest is its own."""

    stance = forms.ChoiceField(choices=Stance.choices, label=_("Stance"))
    title = Line(max_length=300, required=False, label=_("Title of the source"))
    publisher = Line(max_length=200, required=False, label=_("Publisher"))
    url = forms.URLField(max_length=1000, required=False, label=_("Address"), assume_scheme="https")
    kind = forms.ChoiceField(
        choices=[choice for choice in SourceKind.choices if choice[0] != SourceKind.PROTECTED],
        required=False,
        label=_("Kind"),
    )
    excerpt = Prose(
        rows=2,
        max_length=NOTE_AT_MOST,
        required=False,
        label=_("Excerpt"),
        help_text=_("What it says, word for word."),
    )
    note = Prose(
        rows=2,
        max_length=NOTE_AT_MOST,
        required=False,
        label=_("Note"),
        help_text=_("What follows from it; readers see this too."),
    )
    publisher_kind = forms.ChoiceField(
        choices=[("", _("Not said")), *PublisherKind.choices], required=False, label=_("Who publishes it")
    )
    interests = Line(
        max_length=500,
        required=False,
        label=_("What it has at stake"),
        help_text=_("Readers see this beside it."),
    )
    archive_url = forms.URLField(
        max_length=1000, required=False, label=_("At an archive"), assume_scheme="https"
    )
    accessed_on = Day(required=False, label=_("Read on"))
    unavailable = Line(
        max_length=500,
        required=False,
        label=_("Why it has no link or no stored copy"),
        help_text=_("Readers see this: “A book in the state library.”"),
    )
    source = forms.IntegerField(
        required=False, min_value=1, max_value=NUMBER_AT_MOST, widget=forms.HiddenInput
    )

    def has_changed(self) -> bool:
        """A row whose menus alone were touched is still empty."""
        return any(self[name].value() for name in ("title", "publisher", "url", "excerpt", "note", "source"))

    def clean(self) -> dict[str, Any]:
        """The row as an entry wants it: what a protected source says of itself, or what was typed of an open one."""
        given: dict[str, Any] = super().clean() or {}
        if number := given.get("source"):
            protected = Source.objects.filter(pk=number, kind=SourceKind.PROTECTED).first()
            if protected is None:
                raise forms.ValidationError(
                    _("There is no such protected source. Remove this row and choose again.")
                )
            return given | {name: getattr(protected, name) for name in WORDING} | {"source": str(number)}
        for name in ("title", "publisher", "kind"):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, _("This field is required."))
        if not given.get("url") and not given.get("unavailable") and "url" not in self.errors:
            self.add_error(
                "url", _("Give its address, or say under “More about this source” why it has none.")
            )
        return given | {"source": ""}


EvidenceFormSet = formset_factory(
    EvidenceForm,
    Rows,
    extra=0,
    can_delete=True,
    max_num=ROWS_AT_MOST,
    validate_max=True,
    absolute_max=ROWS_AT_MOST + 10,
)


def rearranged(post: QueryDict) -> QueryDict | None:
    """What was typed, with a row more, or one taken from a source we hold; None if nothing of that is asked for."""
    if "cite" in post:
        return _with_source(post, _source(post.get("cite", "")))
    if "take" in post:  # "3:17": into row 3 the details of source 17
        row, _, number = post.get("take", "").partition(":")
        return _filled(post, row, _source(number)) if row.isdecimal() else post
    if "add_row" in post:
        return with_another_row(post, "evidence")
    return post if "find" in post else None


def _with_source(post: QueryDict, source: Source | None) -> QueryDict:
    if source is None:
        return post
    row = post.get("evidence-TOTAL_FORMS", "0")
    return _filled(with_another_row(post, "evidence"), row, source)


def _filled(post: QueryDict, row: str, source: Source | None) -> QueryDict:
    """The posted data with a source's own words in a row; its excerpt and note stay."""
    if source is None:
        return post
    data = post.copy()
    words = (
        {"source": str(source.pk)}
        if source.is_protected
        else {name: getattr(source, name) for name in WORDING}
    )
    for name, value in words.items():
        data[f"evidence-{row}-{name}"] = value
    return data


def _source(number: str) -> Source | None:
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    return Source.objects.filter(pk=int(number)).first() if is_number else None


# --- how the rows stand ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """What we know of a row's source: the row we hold for it, its copy, and what keeps it from print."""

    source: Source | None = None
    copy: SourceCopy | None = None
    mended: Source | None = None
    dead: str = ""
    fault: str = ""
    is_found: bool = False
    has_newer_copy: bool = False
    wants_interests: bool = False


def look_at_rows(rows: BaseFormSet, revision: Revision) -> None:
    """Give each form of a formset its `look`: as typed, or as stored where nothing was typed."""
    if rows.is_bound:
        found = looks({name: form[name].value() for name in EvidenceForm.base_fields} for form in rows.forms)
    else:
        found = [look_at(use) for use in cited(revision)]
    for form, look in zip(rows.forms, found, strict=True):
        form.look = look


def look_at(use: "CitedEvidence") -> Look:
    """How a piece of evidence stands, by the copy that it cites."""
    return Look(
        source=use.source,
        copy=use.copy,
        mended=getattr(use.source, "replaced_by", None),
        dead=use.dead_found or "",
        has_newer_copy=use.newest_copy not in (None, use.copy_id),
        wants_interests=_wants_interests(vars(use.source)),
        **_comparison(use.excerpt, use.copy.file if use.copy else None),
    )


def looks(rows: Iterable[Mapping[str, Any]]) -> list[Look]:
    """How rows stand as they are typed now, by the copies that saving them would cite."""
    rows = list(rows)
    keys = [str(row.get("source") or row["url"] or "").strip() for row in rows]
    held = sources_named(
        urls=[str(row["url"] or "").strip() for row in rows], numbers=[row.get("source") for row in rows]
    )
    known = [held[key] for key in keys if key in held]
    copies, dead = newest_copies(known), dead_links(known)
    texts = texts_of(copies.values())
    found = []
    for key, row in zip(keys, rows, strict=True):
        source = held.get(key)
        copy = copies.get(source.pk) if source else None
        found.append(
            Look(
                source=source,
                copy=copy,
                mended=getattr(source, "replaced_by", None),
                dead=dead[source.url].found if source and source.url in dead else "",
                wants_interests=_wants_interests(row),
                **_comparison(str(row.get("excerpt") or ""), texts[copy.file_id] if copy else None),
            )
        )
    return found


def _comparison(excerpt: str, file: StoredFile | None) -> dict[str, Any]:
    if file is None or not excerpt.strip():
        return {}
    fault = excerpt_fault(excerpt, file)
    return {"fault": fault[:1].upper() + fault[1:], "is_found": not fault}


def _wants_interests(row: Mapping[str, Any]) -> bool:
    return row.get("publisher_kind") in INTERESTED and not row.get("interests")
