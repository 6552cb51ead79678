"""In a real browser, nothing that a field holds runs on any page that readers see."""

import pytest

from tests.hostile import publish_hostile

pytestmark = pytest.mark.django_db(transaction=True)


class TestHostileWords:
    def test_never_run(self, page):
        record = publish_hostile()
        base = f"/claims/{record.public_id}"
        path = record.record["url"].removeprefix("http://127.0.0.1:8000")
        report = f"/report-an-error/{record.public_id}/"
        shown = [path, "/", f"{base}/v1/", f"{base}/embed/", "/corrections/", report]
        page.on("dialog", lambda dialog: pytest.fail("something ran"))

        for address in shown:
            page.goto(address)
            assert page.evaluate("window.hacked") is None, address
            assert "window.hacked" in page.locator("body").inner_text(), address
