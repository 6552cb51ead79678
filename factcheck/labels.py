"""Labels in templates that stand in the middle of a sentence."""

from django import template

from factcheck.languages import RECORDS, language_name

register = template.Library()


@register.filter
def within(label: object) -> str:
    """A label within a sentence: small in English, while German writes its nouns large anywhere."""
    return str(label).lower() if language_name() == RECORDS else str(label)
