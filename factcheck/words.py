"""Words in templates: labels as a sentence wants them."""

from django import template

from factcheck import languages

register = template.Library()


@register.filter
def within(label: str) -> str:
    """A label in the midst of a sentence."""
    return languages.within(str(label))
