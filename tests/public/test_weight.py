"""A verdict is light enough for a phone on a bad line."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

LIMIT = 14_000  # bytes of HTML and CSS, compressed

pytestmark = pytest.mark.django_db


class TestVerdictPage:
    def test_weighs_at_most_14_kb_in_three_requests(self, client, publish, path):
        page = client.get(path(publish(body="A fact that nobody had put together before. " * 200))).content
        styles = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', page.decode())

        weights = [len(gzip.compress(page))] + [len(gzip.compress(read(style))) for style in styles]

        assert len(weights) <= 3
        assert sum(weights) <= LIMIT
        assert not re.search(
            r'<(?:img|link|script|iframe)[^>]* (?:src|href)="https?:(?!//127)', page.decode()
        )


def read(style: str) -> bytes:
    with open(finders.find(style), "rb") as file:
        return file.read()
