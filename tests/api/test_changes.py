"""Whoever follows the changes holds what the list of claims holds, and misses nothing."""

import pytest

from tests.api.test_claims import CLAIMS, local
from tests.factories import UserFactory, corrected, retracted

pytestmark = pytest.mark.django_db

CHANGES = "/api/v1/changes/"


def follow(client, link=CHANGES, size=2):
    """All changes from an address on, and the address where the next will be."""
    changes, page = [], client.get(link, {"page_size": size} if "?" not in link else None).json()
    while page["results"]:
        changes += page["results"]
        page = client.get(local(page["next"])).json()
    assert not page["has_more"]
    return changes, local(page["next"])


def copy_of(changes):
    """What a follower holds that applied the changes."""
    held = {}
    for change in changes:
        held[change["id"]] = change["record"]
    return {key: record for key, record in held.items() if record and record["state"] != "retracted"}


@pytest.fixture
def people():
    return UserFactory(role="Editor"), UserFactory(role="Editor")


class TestChanges:
    def test_are_all_of_them_in_order(self, client, people):
        corrected(*people), retracted(*people)

        changes, _ = follow(client)

        assert [(each["sequence"], each["change"]) for each in changes] == [
            (1, "publication"),
            (2, "correction"),
            (3, "publication"),
            (4, "retraction"),
        ]

    def test_lead_early_and_late_to_what_the_list_holds(self, client, people):
        corrected(*people)
        early, onward = follow(client)
        retracted(*people)
        more, _ = follow(client, onward)

        late, _ = follow(client, size=1)

        listed = client.get(CLAIMS).json()["results"]
        assert copy_of(early + more) == copy_of(late) == {record["id"]: record for record in listed}

    def test_keep_no_verdict_that_was_retracted_since(self, client, people):
        retracted(*people)

        first, tombstone = follow(client)[0]

        assert first["record"] is None
        assert tombstone["record"]["state"] == "retracted"
        assert "rating" not in tombstone["record"]

    def test_begin_with_nothing_and_lead_on(self, client, publish):
        nothing, onward = follow(client)
        publish()

        assert (nothing, len(follow(client, onward)[0])) == ([], 1)

    @pytest.mark.parametrize("rows", [1, 50])
    def test_are_two_statements(self, client, printed, rows, django_assert_num_queries):
        printed(rows)

        with django_assert_num_queries(2):
            assert len(client.get(CHANGES).json()["results"]) == rows

    def test_cost_a_waiting_follower_one_statement(self, client, publish, django_assert_num_queries):
        publish()
        _, onward = follow(client)
        etag = client.get(onward)["ETag"]

        with django_assert_num_queries(1):
            assert client.get(onward, headers={"if-none-match": etag}).status_code == 304

    def test_are_refused_from_a_cursor_with_any_byte_changed(self, client, publish):
        publish()
        cursor = follow(client)[1].partition("cursor=")[2].partition("&")[0]

        for place in range(0, len(cursor), 4):
            changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
            assert client.get(f"{CHANGES}?cursor={changed}").status_code == 400


class TestCorrections:
    def test_are_told_with_their_notes(self, client, people):
        corrected(*people), retracted(*people, reason="The report was forged.")

        answer = client.get("/api/v1/corrections/").json()

        assert [(each["kind"], each["note"]) for each in answer["results"]] == [
            ("retraction", "The report was forged."),
            ("correction", "An earlier version called the claim mostly false."),
        ]


class TestScale:
    def test_has_numbers_where_there_are(self, client, db):
        scale = client.get("/api/v1/ratings/").json()

        values = {rating["slug"]: rating["value"] for rating in scale["results"]}
        assert (values["false"], values["true"], values["unproven"]) == (scale["worst"], scale["best"], None)
