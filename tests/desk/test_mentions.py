"""Comments with names, and the place where one finds those with one's own."""

import pytest
from django.urls import reverse

from claims.models import Mention
from claims.review.assigning import comment_on_review
from tests.factories import NINE, UserFactory, draft

MENTIONS = "/desk/mentions/"


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

        assert "Ines Halvard will find it among the mentions of them." in page
        assert "Nobody with an open account is called @inez, so nobody is told there." in page

    def test_shows_the_names_of_people_marked_and_html_as_text(self, desk, ines, revision):
        page = comment(desk, revision, "@ines <b>ask</b> @inez").content.decode()

        assert '<b class="name">@ines</b> &lt;b&gt;ask&lt;/b&gt; @inez' in page

    def test_says_nothing_more_where_nobody_is_called(self, desk, revision):
        assert "Your comment stands in the history.<" in comment(desk, revision, "Look.").content.decode()


class TestShowMentions:
    def test_says_what_will_stand_there(self, hers):
        assert "Nobody has called you yet" in hers.get(MENTIONS).content.decode()

    def test_counts_the_unread_on_every_page(self, desk, hers, revision):
        comment(desk, revision, "@ines look")

        assert "Mentions of you <b" in hers.get("/desk/").content.decode()
        assert "Mentions of you <b" not in desk.get("/desk/").content.decode()

    def test_leads_to_the_comment_and_counts_it_as_read(self, desk, hers, ines, revision):
        comment(desk, revision, "@ines look")
        mention = ines.mentions.get()

        response = hers.get(reverse("desk:mention", args=[mention.pk]))

        assert response.url == f"/desk/reviews/{revision.pk}/?read#entry-{mention.entry_id}"
        assert f'id="entry-{mention.entry_id}"' in hers.get(response.url).content.decode()
        assert "Mentions of you <b" not in hers.get("/desk/").content.decode()

    def test_marks_all_as_read(self, desk, hers, revision):
        for _ in range(2):
            comment(desk, revision, "@ines look")

        page = hers.post(reverse("desk:read-mentions"), follow=True).content.decode()

        assert "2 marked as read." in page
        assert not Mention.objects.filter(read_at=None).exists()

    def test_goes_down_a_long_list_by_its_last_row(self, hers, reporter, revision):
        for number in range(51):
            comment_on_review(revision_id=revision.pk, editor=reporter, comment=f"@ines {number}.", now=NINE)

        first = hers.get(MENTIONS)
        second = hers.get(MENTIONS, {"after": first.context["further"]})

        assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 1)
        assert "0." in second.content.decode()

    def test_is_nobody_elses(self, desk, ines, revision):
        comment(desk, revision, "@ines look")

        assert desk.get(reverse("desk:mention", args=[ines.mentions.get().pk])).status_code == 404

    @pytest.mark.parametrize("after", ["x", "1", "9" * 40, "\0"])
    def test_refuses_addresses_it_never_wrote(self, hers, after):
        assert hers.get(MENTIONS, {"after": after}).status_code == 404
