"""Two revisions of a review, word by word."""

import pytest
from django.urls import reverse

from tests.factories import corrected, draft


@pytest.fixture
def second(reporter, editor):
    """The second of two revisions."""
    return corrected(reporter, editor)


def page(client, revision, **query):
    return client.get(reverse("desk:differences", args=[revision.pk]), query)


class TestShowDifferences:
    def test_compares_with_the_revision_before(self, desk, second):
        response = page(desk, second)

        assert (response.context["before"].number, response.context["after"].number) == (1, 2)
        names = [part["name"] for part in response.context["parts"]]
        assert names == ["note to readers", "rating", "headline"]

    def test_marks_the_words_for_the_eye_and_the_ear(self, desk, second):
        html = page(desk, second).content.decode()

        assert '<del><span class="unseen"> [taken out: </span>Mostly false' in html
        assert '<ins><span class="unseen"> [put in: </span>False' in html

    def test_compares_any_two_also_backwards(self, desk, second):
        first = second.review.revisions.get(number=1)

        response = page(desk, first, **{"from": "2", "to": "1"})

        assert (response.context["before"].number, response.context["after"].number) == (2, 1)

    def test_says_so_where_both_say_the_same(self, desk, second):
        assert "Both say the same" in page(desk, second, **{"from": "2", "to": "2"}).content.decode()

    def test_says_what_will_stand_there_while_there_is_one(self, desk, reporter):
        assert "There is one revision" in page(desk, draft(reporter)).content.decode()

    @pytest.mark.parametrize("number", ["3", "0", "x", "9" * 40, "-1", "\0"])
    def test_refuses_revisions_that_there_are_not(self, desk, second, number):
        assert page(desk, second, to=number).status_code == 404

    def test_refuses_an_unknown_review(self, desk):
        assert desk.get("/desk/reviews/1/differences/").status_code == 404

    def test_stands_beside_the_list_of_revisions(self, desk, second):
        address = reverse("desk:differences", args=[second.pk])

        assert address in desk.get(reverse("desk:revision", args=[second.pk])).content.decode()
