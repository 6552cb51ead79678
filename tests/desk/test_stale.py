"""The list of stale verdicts, at the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.sources.links import note_dead_link
from tests.factories import NINE, content, published

pytestmark = pytest.mark.django_db


class TestStaleVerdicts:
    def test_name_the_source_whose_link_leads_nowhere(self, editor, reporter, sign_in):
        live = published(reporter, editor, evidence=content().evidence)
        source = live.evidence.get(position=1).source
        known = {"source_id": source.pk, "editor": editor, "now": NINE + timedelta(days=1)}
        note_dead_link(**known, reason="Not found.")

        page = sign_in(editor).get(f"{reverse('desk:stale')}?why=dead").content.decode()

        assert "Its link leads nowhere" in page
        assert f'href="{reverse("desk:source", args=[source.pk])}"' in page
