"""What administrators do with people, each act written down."""

import pytest
from django.contrib.auth.models import Group, User
from knox.models import AuthToken

from claims.models import AuditEntry
from claims.models.audit import broken_entries
from claims.people import accounts
from claims.people.accounts import ROLES, PeopleRefused
from tests.factories import NINE, UserFactory

pytestmark = pytest.mark.django_db
ACTS = {
    "give_role": {"role": "Editor"},
    "take_role": {"role": "Reporter"},
    "deactivate_person": {"reason": "Left the newsroom."},
    "reactivate_person": {},
    "renew_password": {},
    "remove_two_factor": {},
}


@pytest.fixture
def administrator():
    return UserFactory(role="Administrator")


@pytest.fixture
def theo():
    return UserFactory(role="Reporter", username="theo")


@pytest.fixture
def act(administrator, theo):
    """Call it for an act of the administrator on Theo."""

    def act(name, **changes):
        wanted = {"person_id": theo.pk, "administrator": administrator, "now": NINE}
        return getattr(accounts, name)(**(wanted | changes))

    return act


def anew(person):
    """The person as the next request sees them."""
    return User.objects.get(pk=person.pk)


def entry():
    return AuditEntry.objects.order_by("pk").last()


class TestChangeRoles:
    def test_gives_a_right_from_the_next_request_on(self, act, theo, administrator):
        act("give_role", role="Editor")

        assert anew(theo).has_perm("claims.approve_revision")
        assert (entry().move, entry().actor, entry().person) == ("give_role", administrator, theo)
        assert entry().detail == {"roles": [["Reporter"], ["Editor", "Reporter"]]}

    def test_takes_a_right_from_the_next_request_on(self, act, theo):
        act("take_role", role="Reporter")

        assert not anew(theo).has_perm("claims.triage_claim")
        assert entry().detail == {"roles": [["Reporter"], []]}

    @pytest.mark.parametrize(("name", "role"), [("give_role", "Reporter"), ("take_role", "Editor")])
    def test_twice_is_once(self, act, name, role):
        act(name, role=role)

        assert not AuditEntry.objects.exists()

    def test_lets_administrators_into_the_administration_and_out(self, act, theo):
        act("give_role", role="Administrator")
        assert anew(theo).is_staff

        act("take_role", role="Administrator")
        assert not anew(theo).is_staff

    def test_refuses_roles_that_are_none(self, act):
        Group.objects.create(name="Owners")

        with pytest.raises(PeopleRefused, match="There is no role “Owners”"):
            act("give_role", role="Owners")

    @pytest.mark.parametrize(
        ("name", "more"), [("take_role", {"role": "Administrator"}), ("deactivate_person", {"reason": "x"})]
    )
    def test_keeps_the_last_administrator(self, act, administrator, name, more):
        UserFactory(role="Administrator", is_active=False)

        with pytest.raises(PeopleRefused, match="last administrator"):
            act(name, person_id=administrator.pk, **more)
        assert anew(administrator).has_perm("auth.change_user")

    def test_lets_one_of_two_go(self, act, administrator):
        UserFactory(role="Administrator")

        act("take_role", person_id=administrator.pk, role="Administrator")

        assert not anew(administrator).has_perm("auth.change_user")


class TestInvite:
    WANTED = {
        "username": "mona",
        "first_name": "Mona",
        "last_name": "Vale",
        "email": "",
        "roles": ["Reporter"],
    }

    def test_makes_an_account_without_a_password(self, administrator):
        person = accounts.invite_person(**self.WANTED, administrator=administrator, now=NINE)

        assert not person.has_usable_password()
        assert person.has_perm("claims.submit_article")
        assert (entry().move, entry().person) == ("invite", person)

    @pytest.mark.parametrize("name", ["theo", "THEO"])
    def test_refuses_a_name_that_is_taken(self, administrator, theo, name):
        with pytest.raises(PeopleRefused, match="Choose another name"):
            accounts.invite_person(
                **(self.WANTED | {"username": name}), administrator=administrator, now=NINE
            )


class TestClose:
    def test_ends_tokens_and_keeps_the_reason(self, act, theo):
        AuthToken.objects.create(theo)

        act("deactivate_person", reason="Left the newsroom.")

        assert not anew(theo).is_active
        assert not AuthToken.objects.exists()
        assert entry().reason == "Left the newsroom."

    def test_needs_a_reason(self, act, theo):
        with pytest.raises(PeopleRefused, match="without a reason"):
            act("deactivate_person", reason=" ")
        assert anew(theo).is_active

    def test_is_undone_with_the_roles_that_were(self, act, theo):
        act("deactivate_person", reason="x")

        act("reactivate_person")

        assert anew(theo).has_perm("claims.triage_claim")
        assert [each.move for each in AuditEntry.objects.order_by("pk")] == ["deactivate", "reactivate"]


class TestEveryAct:
    @pytest.mark.parametrize("role", [None, *ROLES[:-1]])
    @pytest.mark.parametrize("name", ACTS)
    def test_is_refused_to_everybody_but_administrators(self, act, theo, name, role):
        with pytest.raises(PeopleRefused, match="Only administrators"):
            act(name, administrator=UserFactory(role=role), **ACTS[name])
        assert not AuditEntry.objects.exists()

    def test_stands_in_the_chain(self, act):
        for name, more in ACTS.items():
            act(name, **more)

        assert not list(broken_entries(AuditEntry.objects.order_by("pk")))

    def test_changed_to_be_about_somebody_else_breaks_the_chain(self, act, administrator):
        act("give_role", role="Editor")
        found = entry()
        found.person = administrator

        assert len(list(broken_entries([found]))) == 1
