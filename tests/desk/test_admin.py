"""What Django's administration may and may not do."""

import pytest
from django.contrib import admin
from django.urls import reverse

from claims.models import AuditEntry, PublicRecord, Rating
from tests.factories import UserFactory, published

EDITABLE = {"user", "group", "rating", "topic", "authtoken"}


@pytest.fixture
def root(db, sign_in):
    """A superuser's browser."""
    return sign_in(UserFactory(is_staff=True, is_superuser=True))


class TestAdminister:
    def test_offers_no_claim_review_or_approval(self):
        names = {model._meta.model_name for model in admin.site._registry}

        assert names <= EDITABLE | {"auditentry", "publicrecord"}

    def test_lets_the_scale_be_renamed(self, root):
        rating = Rating.objects.get(slug="false")
        address = reverse("admin:claims_rating_change", args=[rating.pk])

        root.post(
            address,
            {"name": "Wrong", "slug": "false", "value": 1, "description": "It is wrong.", "position": 5},
        )

        assert Rating.objects.get(slug="false").name == "Wrong"

    @pytest.mark.parametrize("model", [AuditEntry, PublicRecord])
    def test_shows_history_and_lets_no_superuser_touch_it(self, root, reporter, editor, model):
        published(reporter, editor)
        name, row = f"admin:claims_{model._meta.model_name}", model.objects.first()

        assert root.get(reverse(f"{name}_changelist")).status_code == 200
        assert root.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
        assert root.post(reverse(f"{name}_change", args=[row.pk]), {"reason": "x"}).status_code == 403
        assert root.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
        assert root.get(reverse(f"{name}_add")).status_code == 403

    def test_is_closed_to_the_desk(self, desk):
        assert desk.get("/admin/").status_code == 302
