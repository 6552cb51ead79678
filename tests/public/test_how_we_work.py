"""The page on method and scale."""

import hashlib
import re

import pytest

from claims.models import Rating
from claims.publication import methodology

# What the page said in each version, as a digest. Whoever changes its words raises methodology.VERSION first.
TOLD = {1: "a8b1ef63821a"}

pytestmark = pytest.mark.django_db


class TestHowWeWork:
    def test_explains_every_rating(self, client):
        page = client.get("/how-we-work/").content.decode()

        for rating in Rating.objects.all():
            assert f"{rating.name}<span" in page
            assert rating.description in page

    def test_shows_a_changed_scale_at_once(self, client):
        tag = client.get("/how-we-work/")["ETag"]

        Rating.objects.filter(slug="true").update(description="As right as can be.")

        response = client.get("/how-we-work/", headers={"if-none-match": tag})
        assert "As right as can be." in response.content.decode()

    def test_says_in_which_version(self, client):
        assert "Version 1, " in client.get("/how-we-work/").content.decode()

    def test_has_another_version_as_soon_as_it_says_something_else(self, project):
        template = (project / "templates/public/how_we_work.html").read_text("utf-8")
        words = " ".join(re.sub(r"<[^>]+>|{[%#{].*?[%#}]}", " ", template).split())

        assert TOLD[methodology.VERSION] == hashlib.sha256(words.encode()).hexdigest()[:12]
