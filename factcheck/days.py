"""Days in templates: as the reader's language writes them, and as programs read them."""

from datetime import date

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
