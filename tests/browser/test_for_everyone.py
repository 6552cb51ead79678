"""Every page by the rules of WCAG 2.2 (axe-core), in light and dark, and enlarged to 400 percent.

The pages are those that tests/permissions/table.txt knows, with the content of its newsroom; the browser is answered
from memory, so that nothing is stored and nothing listens.
"""

import mimetypes
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.permissions.addresses import example_of
from tests.permissions.conftest import PEOPLE, newsroom
from tests.permissions.test_table import kept

__all__ = ["newsroom"]
pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
PIECES = ("/state/", "/gates/", "/find/", "card\\.png$", ".xml$")  # of pages, and what is no page at all
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run({runOnly: tags, resultTypes: ['violations']}).then(found => found.violations)"
NO_PAGES = (
    "admin/",
    "api/",
    "v1alpha1/",
    "^",
    "oembed/",
    "robots.txt",
    "sitemap",
    "desk/sources/copies/",
    "desk/figures/<",
)
ENLARGED = 320  # CSS pixels: a window of 1280 at 400 percent


def pages():
    """Each address that shows somebody a page, and who that is: a stranger before anybody else."""
    for route, lines in kept().items():
        answers = lines[0].split()[-len(PEOPLE) :]
        if lines[0].lstrip().startswith("GET") and "200" in answers and is_page(route):
            yield route, PEOPLE[answers.index("200")]


def is_page(route):
    """Whether an address shows a page of its own, not data, a file or a piece of a page."""
    is_ours = route.startswith(("^claims", "^report", "^speakers", "^(?P<page>")) or not route.startswith(
        NO_PAGES
    )
    return is_ours and not route.endswith(PIECES)


@pytest.fixture(scope="module")
def open_page(browser, newsroom):
    """Call it for a page of the newsroom as somebody sees it."""
    context = browser.new_context(base_url=SITE, reduced_motion="reduce")  # no colour on its way to another
    page, client, answers = context.new_page(), Client(), {}
    page.route("**/*", lambda route: route.fulfill(**answer(route.request, answers)))

    def open_page(route, name):
        path = newsroom.address(example_of(route), name)
        client.cookies.clear()
        client.cookies.load(newsroom.cookies.get(name, {}))
        response = client.get(
            path
        )  # not while the browser asks: that is another context, and sees another database
        assert response.status_code == 200
        answers[path] = {"body": response.content, "headers": dict(response.headers)}
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(path)
        return page

    yield open_page
    context.close()


def answer(request, answers):
    """What the site says to a request of the browser: a page, a file; to what scripts send or ask for, nothing."""
    path = urlsplit(request.url).path
    if path.startswith("/static/"):
        file = Path(finders.find(path.removeprefix("/static/")))
        return {"body": file.read_bytes(), "content_type": mimetypes.guess_type(file.name)[0]}
    return answers[path] if request.is_navigation_request() else {"status": 204}


def findings(page):
    """What axe finds: the rule, and where."""
    page.evaluate(AXE)
    found = page.evaluate(RUN, RULES)
    return {f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]}


class TestPages:
    @pytest.mark.parametrize(("route", "name"), list(pages()))
    def test_break_no_rule(self, open_page, route, name):
        page = open_page(route, name)

        found = findings(page)
        page.emulate_media(color_scheme="dark")
        in_the_dark = findings(page)
        page.emulate_media(color_scheme="light")

        assert found == set()
        assert in_the_dark == set()

    @pytest.mark.parametrize("route", [route for route, name in pages() if name == PEOPLE[0]])
    def test_of_readers_never_scroll_sideways_at_400_percent(self, open_page, route):
        page = open_page(route, PEOPLE[0])
        page.set_viewport_size({"width": ENLARGED, "height": 225})

        assert page.evaluate("document.documentElement.scrollWidth") <= ENLARGED
