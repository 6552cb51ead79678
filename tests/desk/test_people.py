"""The administrators' pages of people."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from claims.models import Article
from tests.factories import UserFactory, draft, in_review

NEW = {"username": "mona", "first_name": "Mona", "last_name": "Vale", "roles": ["Reporter", "Editor"]}


@pytest.fixture
def administrator(db):
    return UserFactory(role="Administrator", username="pavel", first_name="Pavel", last_name="Lundry")


@pytest.fixture
def office(administrator, sign_in):
    """The administrator's browser."""
    return sign_in(administrator)


def of(name, person):
    return reverse(f"desk:{name}", args=[person.pk])


class TestShowPeople:
    def test_lists_everybody_with_their_roles(self, office, reporter):
        reporter.groups.add(Group.objects.get(name="Editor"))

        rows = office.get(reverse("desk:people")).context["people"]

        assert {row["name"]: row["held"] for row in rows} == {
            "Pavel Lundry": ["Administrator"],
            "Rae Porter": ["Reporter", "Editor"],
        }

    def test_takes_the_same_number_of_queries_however_many_there_are(
        self, office, django_assert_max_num_queries
    ):
        UserFactory.create_batch(60, role="Reporter")

        with django_assert_max_num_queries(12):
            first = office.get(reverse("desk:people"))
        second = office.get(reverse("desk:people"), {"after": first.context["further"]})

        assert len(first.context["people"]) == 50
        assert len(second.context["people"]) == 11

    @pytest.mark.parametrize("name", ["people", "invite"])
    def test_is_the_administrators_alone(self, editor, sign_in, name):
        assert sign_in(editor).get(reverse(f"desk:{name}")).status_code == 403


class TestChangeRoles:
    def test_gives_and_takes_with_a_sentence_in_the_history(self, office, reporter):
        page = office.post(of("change-role", reporter), {"role": "Editor", "give": "1"}, follow=True)

        assert "Pavel Lundry</bdi> gave the role Editor to <bdi>Rae Porter" in page.content.decode()
        assert reporter.groups.filter(name="Editor").exists()

    def test_refuses_with_a_sentence(self, office, administrator):
        page = office.post(of("change-role", administrator), {"role": "Administrator", "take": "1"})

        assert page.status_code == 409
        assert "last administrator" in page.content.decode()


class TestInvite:
    def test_shows_a_link_once_with_which_a_password_is_chosen_once(self, office):
        page = office.post(reverse("desk:invite"), NEW)
        link = page.context["link"].removeprefix("http://127.0.0.1:8000")
        newcomer, late = Client(), Client()
        form = newcomer.get(link).url

        done = newcomer.post(form, {"new_password1": "a bridge over", "new_password2": "a bridge over"})

        assert done.url == reverse("desk:sign-in")
        assert "Your password is set" in newcomer.get(done.url).content.decode()
        assert newcomer.login(username="mona", password="a bridge over")
        assert "holds no more" in late.get(link).content.decode()
        assert link not in office.get(of("person", User.objects.get(username="mona"))).content.decode()

    @pytest.mark.parametrize("junk", ["x/y", "MQ/x", "MQ/set-password", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5/x-y"])
    def test_opens_nothing_by_other_links(self, client, db, junk):
        answer = client.get(f"/desk/welcome/{junk}/")

        assert "holds no more" in answer.content.decode()

    @pytest.mark.parametrize(
        "changes",
        [{"username": ""}, {"username": "a b"}, {"username": "null\0"}, {"roles": ["Owner"]}, {"email": "x"}],
    )
    def test_keeps_what_was_typed_beside_what_is_wrong(self, office, changes):
        page = office.post(reverse("desk:invite"), NEW | changes)

        assert page.status_code == 422
        assert "Vale" in page.content.decode()
        assert not User.objects.filter(last_name="Vale").exists()

    def test_says_that_a_name_is_taken(self, office, reporter):
        page = office.post(reverse("desk:invite"), NEW | {"username": reporter.username})

        assert page.status_code == 409
        assert "Choose another name" in page.content.decode()


class TestHelp:
    def test_voids_password_sessions_and_earlier_links(self, office, reporter, sign_in):
        first = office.post(of("renew-password", reporter)).context["link"]
        there = sign_in(reporter)

        second = office.post(of("renew-password", reporter)).context["link"]

        assert there.get("/desk/").status_code == 302
        assert Client().get(first.removeprefix("http://127.0.0.1:8000")).status_code == 200
        assert Client().get(second.removeprefix("http://127.0.0.1:8000")).status_code == 302

    def test_is_not_for_closing_ones_own_account(self, office, administrator):
        UserFactory(role="Administrator")

        page = office.post(of("close-account", administrator), {"reason": "x"})

        assert page.status_code == 409
        assert "another administrator" in page.content.decode()

    def test_keeps_the_reason_typed_when_it_refuses(self, office, reporter):
        page = office.post(of("close-account", reporter), {"reason": "  "})

        assert page.status_code == 409
        assert User.objects.get(pk=reporter.pk).is_active


class TestDemotion:
    """Takes effect at the next request, also in the middle of a form."""

    def test_refuses_a_paste_and_keeps_the_words(self, desk, office, reporter):
        office.post(of("change-role", reporter), {"role": "Reporter", "take": "1"})

        page = desk.post(reverse("desk:paste"), {"text": "Half a page of careful words."})

        assert page.status_code == 403
        assert "Half a page of careful words." in page.content.decode()
        assert not Article.objects.exists()

    def test_refuses_a_save_and_keeps_the_words(self, desk, office, reporter):
        revision = draft(reporter)
        office.post(of("change-role", reporter), {"role": "Reporter", "take": "1"})
        fields = {"evidence_status": "cited", "evidence_status_on": "2026-03-04", "version": revision.version}
        rows = {"evidence-TOTAL_FORMS": "0", "evidence-INITIAL_FORMS": "0"}

        page = desk.post(
            reverse("desk:revision", args=[revision.pk]), {**fields, **rows, "body": "Careful words."}
        )

        assert page.status_code == 409
        assert "Careful words." in page.content.decode()
        assert "does not have this right" in page.content.decode()

    def test_refuses_an_approval(self, office, reporter, editor, sign_in):
        revision = in_review(reporter)
        judge = sign_in(editor)
        office.post(of("change-role", editor), {"role": "Editor", "take": "1"})

        page = judge.post(reverse("desk:approve", args=[revision.pk]), {"version": revision.version})

        assert page.status_code == 409
        assert not revision.approvals.exists()

    def test_by_closing_the_account_keeps_the_words_too(self, desk, office, reporter):
        office.post(of("close-account", reporter), {"reason": "Left."})

        page = desk.post(reverse("desk:paste"), {"text": "Half a page of careful words."})

        assert page.status_code == 403
        assert "Half a page of careful words." in page.content.decode()
