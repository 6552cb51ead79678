"""Pages of the desk in a language of marks: what is not marked is neither ours nor named as somebody's own."""

import pytest
from django.utils.translation import trans_real

from tests.factories import UserFactory
from tests.marking import Marking, Unmarked

pytestmark = pytest.mark.django_db
GERMAN = {"accept-language": "de"}
PAGES = (
    "account/",
    "account/notifications/",
    "account/password/",
    "account/two-factor/",
    "notifications/",
    "tokens/",
    "webhooks/",
    "people/",
    "people/new/",
    "audit/",
    "figures/",
    "figures/?part=quality",
    "about/",
    "settings/",
    "commands/",
    "views/",
    "nowhere/",
)


@pytest.fixture
def marked(sign_in, monkeypatch):
    """Get a page in the language of marks as somebody with every right, and give the words that are not translated."""
    person = UserFactory(role="Administrator", is_superuser=True, first_name="Ada", last_name="Ministra")
    browser = sign_in(person)
    monkeypatch.setitem(trans_real._translations, "de", Marking())

    def marked(address: str) -> list[str]:
        page = browser.get(address, headers=GERMAN).content.decode()
        return [word for word in Unmarked(page).found if word not in ("Ada Ministra", "Desk")]

    return marked


class TestWords:
    @pytest.mark.parametrize("address", PAGES)
    def test_of_a_page_are_all_translated(self, marked, address):
        assert marked(f"/desk/{address}") == []
