"""The audit to read."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.desk.sentences import SENTENCES
from claims.models import AuditEntry, Claim
from claims.people import accounts
from claims.review.moves import MOVES
from claims.review.triage import accept_claim, dismiss_claim
from tests.factories import NINE, AppearanceFactory, UserFactory, published

AUDIT = reverse("desk:audit")


@pytest.fixture
def standards(db):
    return UserFactory(role="Standards editor", username="agnes", first_name="Agnes", last_name="Vane")


@pytest.fixture
def reader(standards, sign_in):
    """The browser of somebody who may read the audit."""
    return sign_in(standards)


@pytest.fixture
def entries(standards, reporter):
    """Three days: a claim accepted by one, another dismissed by the other, a role given."""
    first, second = AppearanceFactory().claim, AppearanceFactory().claim
    accept_claim(claim_id=first.pk, editor=reporter, version=1, now=NINE)
    dismiss_claim(
        claim_id=second.pk, editor=standards, version=1, reason="trivial", now=NINE + timedelta(days=1)
    )
    administrator = UserFactory(role="Administrator", username="pavel")
    accounts.give_role(
        person_id=reporter.pk, role="Editor", administrator=administrator, now=NINE + timedelta(days=2)
    )
    return first, second, reporter


def moves(response):
    return [line["entry"].move for line in response.context["lines"]]


class TestShowAudit:
    def test_says_each_entry_in_a_sentence_newest_first(self, reader, entries):
        page = reader.get(AUDIT)
        words = " ".join(page.content.decode().split())

        assert moves(page) == ["give_role", "dismiss", "accept"]
        assert "gave the role Editor to <bdi>Rae Porter</bdi>" in words
        assert "Rae Porter</bdi> accepted the claim <a href=" in words

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"person": "agnes"}, ["dismiss"]),
            ({"person": "AGNES"}, ["dismiss"]),
            ({"person": "nobody"}, []),
            ({"move": "accept"}, ["accept"]),
            ({"since": "2026-03-05"}, ["give_role", "dismiss"]),
            ({"until": "2026-03-05"}, ["dismiss", "accept"]),
            ({"since": "2026-03-05", "until": "2026-03-05"}, ["dismiss"]),
            ({"person": "agnes", "move": "accept"}, []),
            ({"role": "Reporter"}, ["accept"]),
            ({"role": "Administrator"}, ["give_role"]),
            ({"role": "Editor"}, []),
            ({"request": "nothing-known"}, []),
        ],
    )
    def test_shows_what_is_asked_for(self, reader, entries, asked, found):
        assert moves(reader.get(AUDIT, asked)) == found

    def test_shows_what_was_done_in_one_request_and_as_what(self, reader, desk):
        claims = [AppearanceFactory().claim for _ in range(2)]
        known = [
            desk.post(reverse("desk:accept", args=[claim.public_id]), {"version": 1})["X-Request-ID"]
            for claim in claims
        ]

        page = reader.get(AUDIT, {"request": known[1]})

        assert [line["entry"].claim for line in page.context["lines"]] == [claims[1]]
        assert "· as Reporter ·" in page.content.decode()
        assert f"?request={known[1]}" in page.content.decode()

    def test_shows_what_was_done_with_a_claim_or_a_person(self, reader, entries):
        claim, _, person = entries

        assert moves(reader.get(AUDIT, {"subject": claim.public_id})) == ["accept"]
        assert moves(reader.get(AUDIT, {"subject": person.username})) == ["give_role"]
        assert moves(reader.get(AUDIT, {"subject": "neither"})) == []

    @pytest.mark.parametrize(
        "asked",
        [
            {"since": "yesterday"},
            {"until": "2026-02-30"},
            {"move": "x"},
            {"person": "null\0"},
            {"subject": "x" * 200},
            {"role": "Owner"},
            {"request": "x" * 65},
        ],
    )
    def test_says_which_condition_it_cannot_read(self, reader, entries, asked):
        page = reader.get(AUDIT, asked)

        assert page.status_code == 422
        assert list(page.context["form"].errors) == list(asked)

    @pytest.mark.parametrize("after", ["x", "-1", "٣", "9" * 30, "1.0"])
    def test_begins_nowhere_else_than_it_was_told(self, reader, entries, after):
        assert reader.get(AUDIT, {"after": after}).status_code == 404

    def test_refuses_those_without_the_right(self, editor, sign_in):
        page = sign_in(editor).get(AUDIT)

        assert page.status_code == 403
        assert "Only standards editors and administrators read the audit" in page.content.decode()

    def test_has_a_sentence_for_every_move(self):
        assert set(MOVES) <= set(SENTENCES)


class TestLongAudit:
    @pytest.fixture
    def long(self, reporter):
        """120 entries, several of them at the same moment."""
        claim = AppearanceFactory().claim
        for number in range(120):
            act = accept_claim if number % 2 == 0 else dismiss_claim
            more = {} if number % 2 == 0 else {"reason": "trivial"}
            moment = NINE + timedelta(minutes=number // 7)
            act(claim_id=claim.pk, editor=reporter, version=number + 1, now=moment, **more)

    def test_shows_every_entry_once_page_by_page(self, reader, long):
        seen, page = [], reader.get(AUDIT)
        while True:
            seen += [line["entry"].pk for line in page.context["lines"]]
            if not page.context["further"]:
                break
            page = reader.get(f"{AUDIT}?{page.context['further']}")

        assert len(seen) == 120
        assert seen == sorted(seen, reverse=True)

    def test_keeps_its_conditions_from_page_to_page(self, reader, long):
        first = reader.get(AUDIT, {"move": "accept"})

        second = reader.get(f"{AUDIT}?{first.context['further']}")

        assert set(moves(second)) == {"accept"}
        assert len(moves(first)) + len(moves(second)) == 60

    def test_asks_as_often_for_many_entries_and_never_counts_or_skips(
        self, reader, long, django_assert_max_num_queries
    ):
        last = AuditEntry.objects.order_by("-pk")[5].pk
        with django_assert_max_num_queries(12) as asked:
            reader.get(AUDIT, {"after": last, "person": "agnes", "subject": Claim.objects.get().public_id})

        said = " ".join(query["sql"] for query in asked.captured_queries).upper()
        assert "OFFSET" not in said
        assert "COUNT(" not in said

    def test_shows_a_published_review_without_the_rights_of_its_editors(self, reader, reporter, editor):
        published(reporter, editor)

        told = ["publish", "approve", "submit", "save", "leave_unasked", "open_review"]
        assert moves(reader.get(AUDIT)) == told
