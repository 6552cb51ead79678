"""Comments with names, and how those who are called find them."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory, draft


@pytest.fixture
def ines(db):
    return UserFactory(username="ines", first_name="Ines", last_name="Halvard", role="Reporter")


@pytest.fixture
def hers(sign_in, ines):
    return sign_in(ines)


@pytest.fixture
def revision(reporter):
    return draft(reporter)


def comment(client, revision, words):
    return client.post(reverse("desk:comment", args=[revision.pk]), {"comment": words}, follow=True)


class TestComment:
    def test_says_who_finds_it_and_which_name_nobody_has(self, desk, ines, revision):
        page = comment(desk, revision, "@ines ask @inez").content.decode()

        assert "It calls Ines Halvard." in page
        assert "Nobody with an open account is called @inez, so nobody is told there." in page

    def test_shows_the_names_of_people_marked_and_html_as_text(self, desk, ines, revision):
        page = comment(desk, revision, "@ines <b>ask</b> @inez").content.decode()

        assert '<b class="name">@ines</b> &lt;b&gt;ask&lt;/b&gt; @inez' in page

    def test_says_nothing_more_where_nobody_is_called(self, desk, revision):
        assert "Your comment stands in the history.<" in comment(desk, revision, "Look.").content.decode()


class TestNotification:
    def test_shows_the_words_and_leads_to_the_comment(self, desk, hers, ines, revision):
        comment(desk, revision, "@ines look")
        told = ines.notifications.get()

        assert "@ines look" in hers.get(reverse("desk:notifications")).content.decode()
        response = hers.get(reverse("desk:open-notification", args=[told.pk]))
        assert response.url == f"/desk/reviews/{revision.pk}/?read#entry-{told.entry_id}"
        assert f'id="entry-{told.entry_id}"' in hers.get(response.url).content.decode()
