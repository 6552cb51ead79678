"""A form sent from a tab that has outlived its session."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Article, Claim
from tests.factories import AppearanceFactory

WORDS = "Half a page of careful words."


class TestKeepWords:
    def test_keeps_what_was_typed_by_somebody_signed_out(self, client, db):
        claim = AppearanceFactory().claim

        response = client.post(reverse("desk:claim", args=[claim.public_id]), {"text": WORDS, "version": 1})

        assert response.status_code == 403
        assert "You are signed out" in response.content.decode()
        assert WORDS in response.content.decode()
        assert Claim.objects.get().text != WORDS

    def test_keeps_what_was_typed_before_somebody_signed_in_anew(self, reporter):
        client = Client(enforce_csrf_checks=True)
        client.force_login(reporter)

        response = client.post(
            reverse("desk:paste"), {"text": WORDS, "csrfmiddlewaretoken": "of-the-old-session"}
        )

        assert response.status_code == 403
        assert WORDS in response.content.decode()
        assert not Article.objects.exists()

    def test_never_offers_to_send_a_forged_form(self, reporter):
        client = Client(enforce_csrf_checks=True)
        client.force_login(reporter)

        page = client.post(reverse("desk:paste"), {"text": WORDS}).content.decode()

        assert "<form" not in page
        assert "<button" not in page

    @pytest.mark.django_db
    def test_never_shows_a_password(self):
        client = Client(enforce_csrf_checks=True)

        page = client.post(
            reverse("desk:sign-in"), {"username": "rae", "password": "a long and secret phrase"}
        )

        assert "secret phrase" not in page.content.decode()
