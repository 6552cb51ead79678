"""Who may see the desk."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from claims.models import AuditEntry, TokenGrant
from tests.factories import UserFactory

OPEN = {"sign-in", "sign-out", "first-password"}


def desk_addresses():
    """Every address of the desk, with an example in the place of each variable part."""
    (desk,) = (
        each
        for each in get_resolver().url_patterns
        if isinstance(each, URLResolver) and each.app_name == "desk"
    )
    for pattern in desk.url_patterns:
        route = re.sub(r"<(\w+):\w+>", lambda part: "1" if part[1] == "int" else "x", str(pattern.pattern))
        if pattern.name not in OPEN:
            yield f"/desk/{route}"


class TestAskWhoIsThere:
    @pytest.mark.django_db
    @pytest.mark.parametrize("address", list(desk_addresses()))
    def test_sends_strangers_to_the_sign_in_page(self, client, address):
        found = {client.get(address).status_code, client.post(address).status_code}

        assert found <= {302, 405}

    def test_keeps_pages_out_of_caches(self, desk):
        assert desk.get("/desk/")["Cache-Control"] == "private, no-store"

    def test_refuses_unknown_addresses_in_its_own_look(self, desk):
        response = desk.get("/desk/nowhere/")

        assert response.status_code == 404
        assert "There is no such page at the desk" in response.content.decode()

    def test_adds_a_missing_slash(self, desk):
        assert desk.get("/desk/articles").url == "/desk/articles/"


class TestSignIn:
    @pytest.fixture
    def person(self, db):
        person = UserFactory(username="rae", role="Reporter")
        person.set_password("correct horse")
        person.save()
        return person

    def test_leads_to_where_somebody_wanted_to_go(self, client, person):
        response = client.post(
            reverse("desk:sign-in"),
            {"username": "rae", "password": "correct horse", "next": "/desk/articles/"},
        )

        assert response.url == "/desk/articles/"

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
    def test_leads_nowhere_else(self, client, person, elsewhere):
        response = client.post(
            reverse("desk:sign-in"), {"username": "rae", "password": "correct horse", "next": elsewhere}
        )

        assert response.url == "/desk/"

    def test_says_once_what_is_wrong(self, client, person):
        response = client.post(reverse("desk:sign-in"), {"username": "rae", "password": "wrong"})

        assert response.status_code == 422
        assert response.content.decode().count("do not belong together") == 1

    @pytest.mark.django_db
    @pytest.mark.parametrize("name", ["null\0", "None", "x" * 5000, "Robert'); DROP TABLE", "𝕬"])
    def test_takes_any_name_for_a_name(self, client, name):
        assert client.post(reverse("desk:sign-in"), {"username": name, "password": "x"}).status_code == 422

    def test_signs_out_on_post_alone(self, desk):
        assert desk.get(reverse("desk:sign-out")).status_code == 405

        desk.post(reverse("desk:sign-out"))

        assert desk.get("/desk/").status_code == 302


TOKEN = {"days": "30", "name": "Feed", "scopes": ["articles"]}


class TestTokens:
    def test_shows_a_token_once(self, desk):
        made = desk.post(reverse("desk:tokens"), TOKEN)

        token = made.context["new"]
        assert token in made.content.decode()
        assert token not in desk.get(reverse("desk:tokens")).content.decode()

    def test_makes_tokens_that_end(self, desk, reporter):
        desk.post(reverse("desk:tokens"), TOKEN)

        token = reporter.auth_token_set.get()
        assert (token.expiry - token.created).days in (29, 30)

    def test_lists_what_each_is_for_and_when_it_was_used(self, desk, reporter):
        desk.post(reverse("desk:tokens"), TOKEN | {"name": "Wire feed", "scopes": ["articles", "read"]})
        TokenGrant.objects.update(last_used_at=datetime(2026, 3, 4, 9, tzinfo=UTC))

        page = desk.get(reverse("desk:tokens")).text

        assert all(words in page for words in ("Wire feed", "articles, read", "4 March 2026, 09:00 UTC"))

    @pytest.mark.parametrize("scopes", [[], ["everything"]])
    def test_refuses_one_that_opens_nothing_there_is(self, desk, reporter, scopes):
        desk.post(reverse("desk:tokens"), TOKEN | {"scopes": scopes})

        assert not reporter.auth_token_set.exists()

    def test_refuses_other_lifetimes(self, desk, reporter):
        desk.post(reverse("desk:tokens"), TOKEN | {"days": "36500"})

        assert not reporter.auth_token_set.exists()

    def test_revokes_ones_own_alone(self, desk, editor, sign_in, reporter):
        desk.post(reverse("desk:tokens"), TOKEN)
        address = reverse("desk:revoke-token", args=[reporter.auth_token_set.get().token_key])

        assert sign_in(editor).post(address).status_code == 404
        assert reporter.auth_token_set.exists()
        desk.post(address)
        assert not reporter.auth_token_set.exists()

    def test_writes_down_what_was_made_and_revoked_and_not_the_token(self, desk, reporter):
        secret = desk.post(reverse("desk:tokens"), TOKEN).context["new"]
        key = reporter.auth_token_set.get().token_key
        revoke = reverse("desk:revoke-token", args=[key])
        assert [desk.post(revoke).status_code for _ in range(2)] == [302, 404]

        entries = AuditEntry.objects.filter(actor=reporter, person=reporter).order_by("pk")

        assert [entry.move for entry in entries] == ["make_token", "revoke_token"]
        about = {"token": ["", key], "for": ["", "Feed"], "opens": ["", "articles"]}
        assert entries[0].detail == about
        assert entries[1].detail == {name: pair[::-1] for name, pair in about.items()}
        assert secret not in f"{entries[0].detail}{entries[1].detail}"
