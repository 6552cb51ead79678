"""Days and moments in templates: as the reader's language writes them, and as programs read them."""

from datetime import date, datetime

from django import template
from django.template.defaultfilters import date as in_words
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter(expects_localtime=True)
def day(value: date | None) -> SafeString:
    """A day, or that of a moment: `<time datetime="2026-03-04">4 March 2026</time>`; nothing where there is none."""
    if not value:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', f"{value:%Y-%m-%d}", in_words(value))


@register.filter(expects_localtime=True)
def moment(value: datetime) -> SafeString:
    """A moment with its zone."""
    return _moment(value, "DATETIME_FORMAT")


@register.filter(expects_localtime=True)
def moment_here(value: datetime) -> SafeString:
    """A moment among people of one place, who know their zone."""
    return _moment(value, "SHORT_DATETIME_FORMAT")


def _moment(value: datetime, form: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', in_words(value, "c"), in_words(value, form))
