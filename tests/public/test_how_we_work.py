"""The page on method and scale."""

import pytest

from claims.models import Rating

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
