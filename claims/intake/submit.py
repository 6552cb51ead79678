"""An article arrives: checked, stored once, announced."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.intake.text import clean_line, clean_text
from claims.models import ArrivedBy, Article
from claims.outbox.messages import enqueue


@dataclass(frozen=True)
class Submission:
    """What became of a submitted text: its article, and whether it is new to us."""

    article: Article
    is_new: bool


class ArticleRefused(Exception):
    """The article cannot be taken; `errors` has sentences for each field."""

    def __init__(self, errors: dict[str, list[str]]):
        super().__init__(" ".join(sentence for sentences in errors.values() for sentence in sentences))
        self.errors = errors


class ArticleText(forms.CharField):
    """An article's whole text, as the rules of intake.text want it."""

    widget = forms.Textarea

    def clean(self, value: str | None) -> str:
        """Our own cleaning alone: Django's would speak of null characters before we can say where they are."""
        return clean_text(str(value or ""), max_bytes=settings.ARTICLE_MAX_BYTES)


class Line(forms.CharField):
    """One line of text without control or invisible characters."""

    def clean(self, value: str | None) -> str:
        """Clean first, so that the length counts what will be stored."""
        return super().clean(clean_line(str(value or "")))


class ArticleForm(forms.Form):
    """What may be said of an article, for every door it can come in by."""

    text = ArticleText(label=_("Text"))
    title = Line(
        max_length=300,
        required=False,
        label=_("Title"),
        help_text=_("If empty, the first line of the text."),
    )
    outlet = Line(max_length=200, required=False, label=_("Outlet"))
    byline = Line(max_length=200, required=False, label=_("Byline"))
    published_at = forms.DateTimeField(required=False, label=_("Published"))
    url = forms.URLField(max_length=1000, required=False, label=_("Address"), assume_scheme="https")

    def __init__(self, *args: Any, now: datetime, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_published_at(self) -> datetime | None:
        """Refuse what has not been published yet: an article is a published text."""
        published_at = self.cleaned_data["published_at"]
        if published_at and published_at > self.now:
            raise ValidationError(_("This date is in the future. Give the day the article was published."))
        return published_at

    def clean(self) -> dict:
        """Fill in a missing title from the text."""
        if not self.cleaned_data.get("title") and (text := self.cleaned_data.get("text")):
            self.cleaned_data["title"] = clean_line(text.split("\n", 1)[0])[:300] or "Untitled"
        return self.cleaned_data


def submit_article(
    *, text: str, arrived_by: ArrivedBy, submitted_by: User | None, now: datetime, **details: object
) -> Submission:
    """Store an article and announce it to the workers; the same text is stored once.

    `details` are the other fields of ArticleForm. Raises ArticleRefused with sentences for each field.
    """
    form = ArticleForm({"text": text, **details}, now=now)
    if not form.is_valid():
        raise ArticleRefused({field: [str(e) for e in errors] for field, errors in form.errors.items()})
    return store_article(form.cleaned_data, arrived_by=arrived_by, submitted_by=submitted_by, now=now)


@transaction.atomic
def store_article(
    cleaned: dict, *, arrived_by: ArrivedBy, submitted_by: User | None, now: datetime
) -> Submission:
    """Store what a valid ArticleForm holds, unless the same text is here already."""
    article, is_new = Article.objects.get_or_create(
        sha256=hashlib.sha256(cleaned["text"].encode()).hexdigest(),
        defaults={
            **cleaned,
            "arrived_by": arrived_by,
            "submitted_by": submitted_by,
            "submitted_at": now,
            "due_at": now,
        },
    )
    if is_new:
        enqueue("article.submitted", key=f"article:{article.pk}", article_id=article.pk)
    return Submission(article, is_new)
