"""In a real browser, nothing that a field holds runs, in any view that readers have."""

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
        data = ["/feed.json", f"/api/v1/claims/{record.public_id}/", "/sitemap.xml"]
        data.append(f"/oembed/?url={record.record['url']}")
        page.on("dialog", lambda dialog: pytest.fail("something ran"))

        for address in shown + data:
            page.goto(address)
            assert page.evaluate("window.hacked") is None, address
            if address in shown:
                assert "window.hacked" in page.locator("body").inner_text(), address
