"""The pages about the newsroom, as readers see them."""

import pytest

from claims.models import AboutPage, Rating
from claims.review.about import save_about
from tests.factories import NINE, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def save():
    """Save another version of a page: `save("funding", "Our readers pay.")`."""
    editor = UserFactory(role="Standards editor", first_name="Ann", last_name="Vane")

    def save(page, text, *, version=1, reason="The board has changed."):
        return save_about(page=page, editor=editor, version=version, text=text, reason=reason, now=NINE)

    return save


class TestFooter:
    def test_leads_from_every_page_to_each(self, client, publish, path):
        for address in ("/", path(publish())):
            page = client.get(address).content.decode()
            for name, label in AboutPage.choices:
                assert f'<a href="/{name}/">{label}</a>' in page


class TestPage:
    @pytest.mark.parametrize("page", AboutPage.values)
    def test_has_a_text_from_the_beginning_and_few_questions(
        self, client, page, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(3):
            response = client.get(f"/{page}/")

        assert "Version 1, " in response.content.decode()
        assert not response.cookies

    @pytest.mark.parametrize("page", ["funding", "team", "contact"])
    def test_says_plainly_what_only_the_newsroom_can_fill_in(self, client, page):
        assert "For this newsroom to complete." in client.get(f"/{page}/").content.decode()

    def test_has_a_place_for_each_heading_that_others_link_to(self, client, publish, path):
        page = client.get("/how-we-work/").content.decode()

        assert 'id="when-we-are-wrong"' in page
        assert 'id="what-a-verdict-must-meet"' in page

    def test_tells_where_to_complain(self, client):
        assert "ifcncodeofprinciples" in client.get("/contact/").content.decode()
        assert 'href="/contact/"' in client.get("/corrections/").content.decode()

    def test_lets_no_script_through(self, client, save):
        save("funding", "<script>alert(1)</script> [x](javascript:alert(1))\n\n## <b>Bold</b> &amp; “new”")

        page = client.get("/funding/").content.decode()

        assert "<script>alert" not in page
        assert 'href="javascript' not in page
        assert '<h2 id="b' in page


class TestRatings:
    def test_are_explained_and_a_changed_scale_shows_at_once(self, client):
        first = client.get("/ratings/")
        for rating in Rating.objects.all():
            assert f"{rating.name}<span" in first.content.decode()

        Rating.objects.filter(slug="true").update(description="As right as can be.")

        second = client.get("/ratings/", headers={"if-none-match": first["ETag"]})
        assert "As right as can be." in second.content.decode()

    def test_of_an_earlier_version_are_those_it_was_saved_with(self, client, save):
        save("ratings", "Five words and three beside.")
        Rating.objects.filter(slug="true").update(description="As right as can be.")
        save("ratings", "Five words and three beside.", version=2, reason="“True” says more.")

        assert "As right as can be." not in client.get("/ratings/v2/").content.decode()
        assert "<h2>The scale</h2>" in client.get("/ratings/v2/to/v3/").content.decode()


class TestVersions:
    def test_stay_readable_and_say_that_they_stand_no_more(self, client, save):
        tag = client.get("/funding/")["ETag"]
        save("funding", "Our readers pay.")

        now = client.get("/funding/", headers={"if-none-match": tag}).content.decode()
        before = client.get("/funding/v1/").content.decode()

        assert "Our readers pay." in now
        assert "The board has changed." in now
        assert "Ann Vane" in now
        assert "This is version 1, which no longer stands." in before
        assert "Our readers pay." not in before
        assert client.get("/funding/v2/").url == "/funding/"

    def test_differ_word_by_word(self, client, save):
        save("funding", "Our *readers* pay.")
        save("funding", "Our givers pay.", version=2)

        page = client.get("/funding/v2/to/v3/").content.decode()

        assert "<del>" in page
        assert "givers" in page
        assert client.get("/funding/v3/to/v2/").url == "/funding/v2/to/v3/"

    @pytest.mark.parametrize("path", ["v2/", "v9999/", "v1/to/v2/", "v0/"])
    def test_are_those_that_there_are(self, client, path):
        assert client.get(f"/team/{path}").status_code == 404


class TestVerdict:
    def test_names_the_methodology_it_was_made_by_also_when_that_changes(self, client, publish, path, save):
        first = publish()
        save("how-we-work", "We look twice.")
        second = publish(text="the bridge is safe")

        for record, version in ((first, 1), (second, 2)):
            assert record.record["methodology_version"] == version
            assert f'href="/how-we-work/v{version}/"' in client.get(path(record)).content.decode()
        assert "We check what is said in public" in client.get("/how-we-work/v1/").content.decode()
