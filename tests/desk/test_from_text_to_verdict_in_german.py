"""The way from a text to its verdict in a language of marks: what is not marked is what people wrote."""

import pytest
from django.utils.translation import trans_real

from tests.factories import (
    UserFactory,
    ask_for_second_ratings,
    correction,
    draft,
    excerpted,
    in_review,
    rated_twice,
    waived,
)
from tests.marking import Marking, Unmarked

pytestmark = pytest.mark.django_db
# What the factories write, and names of standards.
WRITTEN = {"What we found", "The inspection of", "May", "found cracks", "Cracks were found", "The Ledger"}
WRITTEN |= {"ClaimReview", "S", "Desk"}


class OfUs(Unmarked):
    """Words that people wrote stand where the direction of the text is theirs."""

    def handle_starttag(self, tag, attributes):
        super().handle_starttag(tag, attributes)
        if tag not in self.VOID and ("dir", "auto") in attributes:
            self.open[-1] = (tag, True)


@pytest.fixture
def author():
    return UserFactory(role="Standards editor", first_name="Ada", last_name="Ahrend")


@pytest.fixture
def marked(sign_in, monkeypatch):
    """Get a page of the desk in the language of marks, and give the words that are neither translated nor people's."""

    def marked(address: str, person) -> list[str]:
        browser = sign_in(person)
        monkeypatch.setitem(trans_real._translations, "de", Marking())
        answer = browser.get(f"/desk/{address}", headers={"accept-language": "de"})
        monkeypatch.undo()
        assert answer.status_code == 200
        return [word for word in OfUs(answer.content.decode()).found if word not in WRITTEN]

    return marked


class TestWords:
    @pytest.mark.parametrize("make", [correction, waived, rated_twice])
    def test_of_a_review_are_all_translated(self, marked, author, editor, make):
        revision = make(author, editor)

        for end in ("", "?edit", "differences/"):
            assert marked(f"reviews/{revision.pk}/{end}", editor) == [], end

    def test_of_replies_and_sources_are_all_translated(self, marked, author, editor):
        revision = draft(author)
        excerpted(revision, author, editor)
        source = revision.evidence.first().source

        assert marked(f"reviews/{revision.pk}/replies/", author) == []
        for address in ("", "?list=dead", "?list=protected", "protected/new/", f"{source.pk}/"):
            assert marked(f"sources/{address}", author) == [], address

    def test_of_a_second_rating_are_all_translated(self, marked, author, editor):
        ask_for_second_ratings()

        assert marked(f"reviews/{in_review(author).pk}/", editor) == []
