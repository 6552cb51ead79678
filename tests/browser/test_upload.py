"""A copy of a source stored from the row of evidence that cites it."""

import pytest
from playwright.sync_api import expect

from claims.models import SourceCopy
from tests.factories import UserFactory, content, draft

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(db):
    return UserFactory(username="ana", role="Reporter")


class TestStoreCopy:
    def test_keeps_what_is_typed_and_says_whether_the_excerpt_stands_in_it(self, open_desk, person):
        revision = draft(person, evidence=content().evidence[:1])
        page = open_desk(f"/desk/reviews/{revision.pk}/")
        page.get_by_role("textbox", name="What we found").fill("Half a thought.")

        page.get_by_label("A copy of this source").set_input_files(
            {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"In May. Cracks were found."}
        )

        row = page.locator("#line-0")
        expect(row).to_contain_text("Stored copy of")
        expect(row).to_contain_text("the excerpt stands in it")
        expect(page.get_by_role("textbox", name="What we found")).to_have_value("Half a thought.")
        page.get_by_role("button", name="Save Ctrl s").click()
        expect(page.locator(".note:visible")).to_contain_text("Saved.")
        assert revision.evidence.get().copy == SourceCopy.objects.get()
