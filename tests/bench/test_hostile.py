"""Hostile text in small: sensible output or none, never an exception, never a slipped position."""

import pytest

from claims.extraction import extract
from tests.bench.hostile import TEXTS


@pytest.mark.parametrize("name", TEXTS)
class TestExtractHostileText:
    def test_keeps_to_the_words_of_the_text(self, name):
        text = TEXTS[name](3_000)

        claims = extract(text).claims

        assert len(text) == 3_000
        assert [claim.text for claim in claims] == [text[claim.start : claim.end] for claim in claims]
