"""Saved views and the page of commands."""

import pytest

from claims.models import SavedView
from tests.factories import NINE


def save(client, name, query):
    return client.post("/desk/views/save/", {"name": name, "query": query}, follow=True)


def said(response):
    return response.context["notes"][0]["sentence"]


class TestSaveView:
    def test_stands_above_the_list_of_its_owner_alone(self, desk, editor, sign_in):
        save(desk, "Pledges", "kind=pledge&worth=0.8")

        (view,) = desk.get("/desk/?kind=pledge&worth=0.8").context["views"]
        assert view == {"name": "Pledges", "address": "/desk/?kind=pledge&worth=0.8", "is_current": True}
        assert sign_in(editor).get("/desk/").context["views"] == []

    def test_keeps_filters_and_leaves_out_how_far_down_one_was(self, desk):
        save(desk, "Mine", "days=7&status=accepted&claim=x&held=y&spam=1")

        assert SavedView.objects.get().query == "status=accepted&days=7"

    def test_replaces_a_view_of_the_same_name(self, desk):
        save(desk, "Pledges", "kind=pledge")
        save(desk, "PLEDGES", "kind=fact")

        assert SavedView.objects.get().query == "kind=fact"

    @pytest.mark.parametrize("name", ["", "  ", "x" * 61, "\0"])
    def test_needs_a_name(self, desk, name):
        assert "give it a name" in said(save(desk, name, "kind=pledge"))
        assert not SavedView.objects.exists()

    @pytest.mark.parametrize("query", ["kind=song", "status=live", "days=-1"])
    def test_refuses_filters_that_there_are_not(self, desk, query):
        assert save(desk, "View", query).status_code == 404

    def test_ends_at_thirty(self, desk, reporter):
        SavedView.objects.bulk_create(
            SavedView(person=reporter, name=f"View {number}", query="", saved_at=NINE) for number in range(30)
        )

        assert "which is the limit" in said(save(desk, "One more", "kind=fact"))


class TestRemoveView:
    def test_is_for_its_owner(self, desk, editor, sign_in):
        save(desk, "Pledges", "kind=pledge")
        address = f"/desk/views/{SavedView.objects.get().pk}/remove/"

        assert sign_in(editor).post(address).status_code == 404
        assert desk.post(address, follow=True).status_code == 200
        assert not SavedView.objects.exists()


class TestCommands:
    def test_stand_on_a_plain_page_with_ones_own_views(self, desk):
        save(desk, "Pledges", "kind=pledge")

        page = desk.get("/desk/commands/").content.decode()

        for address in ("/desk/reviews/?list=mine", "/desk/articles/new/", "/desk/?kind=pledge"):
            assert f'href="{address}"' in page

    def test_leave_out_what_one_may_not(self, desk, editor, sign_in):
        assert "/desk/figures/" not in desk.get("/desk/commands/").content.decode()
        assert "/desk/figures/" in sign_in(editor).get("/desk/commands/").content.decode()

    def test_lead_to_pages_that_are_there(self, editor, sign_in):
        client = sign_in(editor)
        for command in client.get("/desk/commands/").context["commands"]:
            assert client.get(command.address).status_code == 200, command.name
