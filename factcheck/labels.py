"""Labels in templates that stand in the middle of a sentence, and the language of texts that are not ours."""

import re

from django import template
from django.conf.locale import LANG_INFO
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from factcheck.languages import RECORDS, language_name

register = template.Library()
_CODE = re.compile("[a-z]{2,3}")  # ISO 639, as the extraction tells it


@register.filter
def within(label: object) -> str:
    """A label within a sentence: small in English, while German writes its nouns large anywhere."""
    return str(label).lower() if language_name() == RECORDS else str(label)


@register.filter
def spoken(code: str) -> SafeString:
    """The attribute that says in which language a text is, where it is not the page's: ` lang="ar"`."""
    is_another = _CODE.fullmatch(code) and code not in (language_name(), "und")
    return SafeString(f' lang="{code}"' if is_another else "")


@register.filter
def language_words(code: str) -> str:
    """A language by its name: "Arabic"; by its code where no name is known."""
    name = LANG_INFO.get(code, {}).get("name", code)
    return gettext(name)
