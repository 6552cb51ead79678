"""Many claims decided at once, merges, and the way back."""

import pytest
from django.urls import reverse

from claims.models import AuditEntry, Claim, ClaimStatus
from tests.factories import AppearanceFactory, ClaimFactory, accepted_claim, draft


def ticks(*claims):
    return [f"{claim.public_id}.{claim.version}" for claim in claims]


def decide(client, decision, *claims, **more):
    data = {"decision": decision, "claims": ticks(*claims), "back_to": "/desk/?kind=fact", **more}
    return client.post("/desk/decide/", data, follow=True)


def undo(client, response):
    note = response.context["notes"][0]
    return client.post("/desk/undo/", {"steps": note["undo"], "back_to": note["back_to"]}, follow=True)


def statuses():
    return sorted(Claim.objects.values_list("status", "dismissal_reason"))


def said(response):
    return [note["sentence"] for note in response.context["notes"]]


@pytest.fixture
def three(db):
    return [ClaimFactory() for _ in range(3)]


class TestDecideMany:
    def test_accepts_what_is_ticked_and_leads_back(self, desk, three):
        response = decide(desk, "accept", *three[:2])

        assert statuses() == [("accepted", ""), ("accepted", ""), ("candidate", "")]
        assert said(response) == ["Accepted: 2 claims"]
        assert response.redirect_chain[-1][0] == "/desk/?kind=fact"

    def test_dismisses_for_one_reason_and_undoes_it(self, desk, three):
        response = decide(desk, "dismiss.trivial", *three)
        assert statuses() == [("dismissed", "trivial")] * 3

        response = undo(desk, response)

        assert statuses() == [("candidate", "")] * 3
        assert said(response) == ["Back in triage: 3 claims"]

    def test_does_what_it_may_and_names_the_others(self, desk, three, reporter):
        taken = draft(reporter).review.claim

        response = decide(desk, "dismiss.trivial", taken, *three)

        assert said(response)[0] == "Dismissed: 3 claims"
        assert "this claim has a review" in said(response)[1]

    def test_undoes_no_decision_that_somebody_has_gone_on_from(self, desk, three):
        response = decide(desk, "accept", *three)
        Claim.objects.filter(pk=three[0].pk).update(version=7)

        response = undo(desk, response)

        assert statuses().count(("candidate", "")) == 2
        assert "somebody has changed this since you opened it" in said(response)[1]

    @pytest.mark.parametrize(
        ("decision", "sentence"),
        [
            ("", "There is no such decision"),
            ("publish", "There is no such decision"),
            ("dismiss", "without a reason"),
            ("dismiss.boring", "without a reason"),
        ],
    )
    def test_refuses_with_a_sentence(self, desk, three, decision, sentence):
        response = decide(desk, decision, *three)

        assert sentence in said(response)[0]
        assert statuses() == [("candidate", "")] * 3

    @pytest.mark.parametrize("ticked", [[], ["x"], ["\0.1"], ["a.b.c"], ["a.1"] * 101])
    def test_refuses_ticks_that_it_never_wrote(self, desk, three, ticked):
        response = desk.post("/desk/decide/", {"decision": "accept", "claims": ticked}, follow=True)

        assert response.status_code == 200
        assert response.context["notes"][0]["is_refusal"]
        assert not AuditEntry.objects.exists()

    def test_refuses_who_may_not_triage(self, three, sign_in, django_user_model):
        visitor = sign_in(django_user_model.objects.create(username="visitor"))

        response = decide(visitor, "accept", *three)

        assert "your account does not have this right" in said(response)[0]
        assert statuses() == [("candidate", "")] * 3

    @pytest.mark.parametrize("steps", [[], ["x"], ["a.1.publish."], ["a.1.dismiss."], ["\0.1.accept."]])
    def test_refuses_steps_back_that_it_never_wrote(self, desk, three, steps):
        response = desk.post("/desk/undo/", {"steps": steps}, follow=True)

        assert (response.status_code, statuses()) == (200, [("candidate", "")] * 3)

    @pytest.mark.parametrize(
        "elsewhere", ["https://evil.example/", "//evil.example", "/desk/claims/../../admin/"]
    )
    def test_leads_back_to_the_desk_alone(self, desk, three, elsewhere):
        response = decide(desk, "accept", *three, back_to=elsewhere)

        assert response.redirect_chain[-1][0] == "/desk/"


class TestMerge:
    def merge(self, client, claim, into, **more):
        data = {
            "version": claim.version,
            "into": into,
            "back_to": "/desk/",
            "stay_at": "/desk/?q=dam",
            **more,
        }
        return client.post(reverse("desk:merge", args=[claim.public_id]), data, follow=True)

    def test_finds_the_claim_held_and_merges_into_it(self, desk):
        held, claim = accepted_claim(claim__text="the dam is very safe"), AppearanceFactory().claim

        page = desk.get("/desk/", {"claim": claim.public_id, "held": "dams"})
        (found,) = page.context["held"]
        response = self.merge(desk, claim, found["claim"].public_id)

        assert found["claim"] == held
        assert held.appearances.count() == 2
        assert said(response) == ["Merged: “the dam is safe”"]

    def test_is_undone(self, desk):
        held, claim = accepted_claim(), AppearanceFactory().claim

        response = undo(desk, self.merge(desk, claim, held.public_id))

        claim.refresh_from_db()
        assert (claim.status, claim.appearances.count()) == (ClaimStatus.CANDIDATE, 1)
        assert response.redirect_chain[-1][0] == "/desk/?q=dam"

    def test_is_undone_from_the_claims_page(self, desk):
        held, claim = accepted_claim(), AppearanceFactory().claim
        self.merge(desk, claim, held.public_id)
        page = desk.get(reverse("desk:claim", args=[claim.public_id]))

        assert "Undo the merge" in page.content.decode()
        assert held.public_id in page.content.decode()
        desk.post(reverse("desk:unmerge", args=[claim.public_id]), {"version": 2})

        claim.refresh_from_db()
        assert claim.status == ClaimStatus.CANDIDATE

    def test_takes_a_double_click_for_one(self, desk):
        held, claim = accepted_claim(), AppearanceFactory().claim
        self.merge(desk, claim, held.public_id)

        assert said(self.merge(desk, claim, held.public_id)) == ["Merged already: “the dam is safe”."]

    @pytest.mark.parametrize("into", ["", "nowhere", "\0"])
    def test_refuses_a_claim_that_is_not_there(self, desk, into):
        response = self.merge(desk, AppearanceFactory().claim, into)

        assert "the other claim is not there" in said(response)[0]

    def test_says_when_no_claim_has_the_words(self, desk):
        claim = AppearanceFactory().claim

        page = desk.get("/desk/", {"claim": claim.public_id, "held": "whales"}).content.decode()

        assert "has all these words" in page
