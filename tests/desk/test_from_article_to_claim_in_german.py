"""The way from an article to its claims in German: sentences, states, numbers and days; forms carry what they did."""

import re

import pytest
from django.utils.translation import override

from claims.desk.history import history_lines
from claims.models import AuditEntry
from tests.factories import NINE, AppearanceFactory, ClaimFactory

pytestmark = pytest.mark.django_db
GERMAN = {"accept-language": "de"}


@pytest.fixture
def claim():
    return AppearanceFactory(
        claim=ClaimFactory(
            text="the dam is safe", checkworthiness=0.7, factors=[{"name": "gives a number", "weight": 0.5}]
        )
    ).claim


class TestHistory:
    def test_says_our_words_in_german_and_leaves_what_people_wrote(self, reporter):
        entry = AuditEntry(
            actor=reporter,
            move="save",
            happened_at=NINE,
            detail={
                "rating": [None, {"name": "True", "slug": "true"}],
                "headline": ["", "True"],
                "evidence_status": [{"label": "Unstated"}, {"label": "Cited"}],
            },
        )
        with override("de"):
            (line,) = history_lines([entry])

        assert line["what"] == "hat die Prüfung gespeichert"
        assert [(change["name"], change["before"], change["after"]) for change in line["changes"]] == [
            ("Bewertung", "", "Wahr"),
            ("Überschrift", "", "True"),
            ("Stand der Belege", "Keine Angabe", "Genannt"),
        ]


class TestGermanDesk:
    def test_writes_numbers_as_germans_do_and_sends_them_as_programs_do(self, desk, claim):
        page = desk.get("/desk/", headers=GERMAN).content.decode()

        assert '<option value="0.5">0,5 oder mehr</option>' in page
        assert 'title="Prüfwürdigkeit">0,70</span>' in page
        assert "nennt eine Zahl" in page
        assert desk.get("/desk/?worth=0.5", headers=GERMAN).context["rows"]

    def test_names_states_and_reasons_in_refusals_and_in_the_history(self, desk, claim):
        form = {"version": claim.version, "reason": "not_checkable"}
        dismissed = desk.post(f"/desk/claims/{claim.public_id}/dismiss/", form, headers=GERMAN, follow=True)
        claim.refresh_from_db()
        refused = desk.post(
            f"/desk/claims/{claim.public_id}/merge/",
            {"version": claim.version, "into": ClaimFactory().public_id},
            headers=GERMAN,
        )

        page = dismissed.content.decode()
        assert "Verworfen: „the dam is safe“" in page
        assert "Verworfen: Nicht prüfbar" in page
        assert re.search(r"hat die Behauptung verworfen: <q[^>]*>Nicht prüfbar", page)
        assert "„Zusammenführen“ ist nicht möglich: Der Stand ist „verworfen“; nötig wäre „Kandidat“." in (
            refused.content.decode()
        )
        assert AuditEntry.objects.get(claim=claim).reason == "not_checkable"

    def test_keeps_what_it_does_not_know_as_it_is(self, desk, claim):
        claim.factors = [{"name": "named_by_another_model", "weight": 0.5}]
        claim.save(update_fields=["factors"])

        assert "named by another model" in desk.get("/desk/", headers=GERMAN).content.decode()
