"""Every word of the site is there in every language, and the site reads what the translators wrote."""

import re
from gettext import GNUTranslations
from io import BytesIO

import pytest
from django.conf import settings

from claims.management import messages
from claims.models import Rating
from claims.publication.scale import WORDS

PARTS = re.compile(r"%\(\w+\)[sd]|{\w+}|<[^>]+>")  # what a translation must keep: places to fill, and markup


@pytest.fixture(scope="module", params=messages.languages())
def language(request):
    return request.param


@pytest.fixture(scope="module")
def catalog(language):
    return messages.read(language)


@pytest.fixture(scope="module")
def wanted():
    return {(message.context, message.id) for message in messages.extracted() if message.id}


def strings(message):
    """What a message says, for each number of things."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


class TestTranslation:
    def test_has_every_message_of_the_sources_and_no_other(self, catalog, wanted):
        assert {(message.context, message.id) for message in catalog if message.id} == wanted

    def test_leaves_nothing_out_and_nothing_in_doubt(self, catalog):
        assert [message.id for message in catalog if not messages.is_translated(message)] == []

    def test_keeps_places_to_fill_and_markup(self, catalog):
        plural = len(strings(next(message for message in catalog if isinstance(message.id, tuple))))
        wrong = [
            message.id
            for message in catalog
            if message.id
            for string in strings(message)[-1:]
            for source in [message.id[-1] if isinstance(message.id, tuple) else message.id]
            if sorted(PARTS.findall(string)) != sorted(PARTS.findall(source))
        ]

        assert wrong == []
        assert plural == catalog.num_plurals

    def test_is_compiled_as_it_stands(self, language, catalog):
        compiled = messages.po_file(language).with_suffix(".mo").read_bytes()

        assert said(compiled) == said(messages.compiled(catalog))


class TestSources:
    def test_name_each_rating_that_the_site_comes_with(self, db):
        assert dict(Rating.objects.order_by("position").values_list("name", "description")) == WORDS

    def test_speak_the_first_language(self):
        assert settings.LANGUAGES[0][0] == settings.LANGUAGE_CODE


def said(compiled):
    """Every string of a compiled file but its head, which names the tool."""
    catalog = GNUTranslations(BytesIO(compiled))._catalog
    return {key: string for key, string in catalog.items() if key}
