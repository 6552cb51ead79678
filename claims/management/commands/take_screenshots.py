"""Take the pictures of the README from the running demo newsroom."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.management.demo_files import PASSWORD
from factcheck.embedded import read_running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = "--headless --no-sandbox --disable-gpu --hide-scrollbars --disable-background-networking".split()
WIDTHS = {"phone": (360, 740), "tablet": (768, 1024), "desktop": (1440, 900)}
THEMES = ("light", "dark")
# What a picture is called, and how to get to it: an address, then links to follow by a piece of their address.
READERS = {
    "front": ["/"],
    "verdict": ["/", r"/claims/\w+/.*carrow"],
    "verdict_on_the_scale": ["/", r"/claims/\w+/.*waiting"],
    "corrected": ["/corrections/", r"/claims/\w+/.*skerry"],
    "retracted": ["/corrections/", r"/claims/\w+/.*public-money"],
    "corrections": ["/corrections/"],
    "changes": ["/corrections/", r"/claims/\w+/.*skerry", r"/v1/to/v2/"],
    "search": ["/search/?q=report&since=2020-01-01"],
    "search_begins": ["/search/"],
    "speaker": ["/search/", r"/speakers/\d+/"],
    "topic": ["/search/", r"/topics/"],
    "how_we_work": ["/how-we-work/"],
    "rating_scale": ["/ratings/"],
    "funding": ["/funding/"],
    "funding_before": ["/funding/v1/"],
    "funding_changes": ["/funding/v1/to/v2/"],
    "api_docs": ["/api/v1/docs/"],
    "ask": ["/ask/?q=The+dam"],
    "report_error": ["/", r"/claims/\w+/.*carrow", r"/report-an-error/"],
    "no_such_page": ["/claims/nosuchclaim/x/"],
    "sign_in": ["/desk/sign-in/"],
}
EDITORS = {
    "queue": ["/desk/"],
    "articles": ["/desk/articles/"],
    "article": ["/desk/articles/", r"/desk/articles/\d+/$"],
    "paste": ["/desk/articles/new/"],
    "reviews": ["/desk/reviews/"],
    "approve": ["/desk/reviews/?list=waiting", r"/desk/reviews/\d+/$"],
    "published": ["/desk/reviews/?list=published", r"/desk/reviews/\d+/$"],
    "schedule": ["/desk/reviews/?list=approved", r"/desk/reviews/\d+/$"],
    "plan": ["/desk/reviews/?list=waiting", r"/desk/reviews/\d+/$", r"/plan/$"],
    "write": ["/desk/reviews/?list=drafts", r"/desk/reviews/\d+/$"],
    "sources": ["/desk/sources/"],
    "source": ["/desk/sources/", r"/desk/sources/\d+/$"],
    "dead_links": ["/desk/sources/?list=dead"],
    "narrowed": ["/desk/?kind=fact&worth=0.5"],
    "merge": ["/desk/?held=the"],
    "stale": ["/desk/stale/"],
    "requests": ["/desk/requests/"],
    "request": ["/desk/requests/", r"/requests/\d+/$"],
    "error_reports": ["/desk/error-reports/"],
    "error_report": ["/desk/error-reports/", r"/error-reports/\d+/$"],
    "figures": ["/desk/figures/?days=90"],
    "notifications": ["/desk/notifications/"],
    "notification_settings": ["/desk/account/notifications/"],
    "views": ["/desk/views/"],
    "commands": ["/desk/commands/"],
    "claim": ["/desk/?status=accepted", r"/desk/claims/\w+/$"],
    "tokens": ["/desk/tokens/"],
    "account": ["/desk/account/"],
    "set_up": ["/desk/account/two-factor/"],
}


class Command(BaseCommand):
    """Drive a browser through the running newsroom and store a picture of each page of the tour."""

    help = "Take the README's pictures from the newsroom that `make run` has started with its demo."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and which sizes and themes."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--sizes", nargs="+", choices=WIDTHS, default=["desktop"])
        parser.add_argument("--themes", nargs="+", choices=THEMES, default=["light"])
        parser.add_argument("--pages", nargs="+", choices=[*READERS, *EDITORS])

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError without a running newsroom or a browser."""
        from playwright.sync_api import sync_playwright  # a tool for development, absent where it only runs

        site, program = read_running().get("site"), next(filter(None, map(shutil.which, BROWSERS)), None)
        if not site or not program:
            raise CommandError("Start the newsroom with `make run` and install chromium first.")
        options["folder"].mkdir(parents=True, exist_ok=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            for picture in pictures(browser, site.rstrip("/"), options):
                self.stdout.write(str(picture))


def pictures(browser: "Browser", site: str, options: dict[str, Any]) -> Iterator[Path]:
    """Take each wanted picture and give its file, such as `queue-desktop-dark.png`."""
    wanted = options["pages"] or [*READERS, *EDITORS]
    for size in options["sizes"]:
        width, height = WIDTHS[size]
        for theme in options["themes"]:
            context = browser.new_context(
                base_url=site, viewport={"width": width, "height": height}, color_scheme=theme
            )
            page = context.new_page()
            for name in wanted:
                if name in EDITORS:
                    sign_in(page)
                follow(page, (READERS | EDITORS)[name])
                file = options["folder"] / f"{name}-{size}-{theme}.png"
                page.screenshot(path=file)
                yield file
            context.close()


def sign_in(page: "Page") -> None:
    """Become an editor of the demo, if that has not been done."""
    page.goto("/desk/sign-in/")
    if not page.url.endswith("/sign-in/"):
        return
    page.fill("[name=username]", "ruth")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/")


def follow(page: "Page", steps: list[str]) -> None:
    """Go to the first address, then to the first link on each page that looks like the next step."""
    page.goto(steps[0])
    for pattern in steps[1:]:
        links = [link.get_attribute("href") or "" for link in page.locator("a[href]").all()]
        page.goto(next(link for link in links if re.search(pattern, link)))
    page.wait_for_load_state("networkidle")
