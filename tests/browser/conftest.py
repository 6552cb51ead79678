"""A real browser. Without one these tests are skipped, unless BROWSER=required.

Each page fails its test on an error in the page or its console, and on any request to a foreign host.
"""

import asyncio
import os
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
# Playwright keeps an event loop in this thread, which Django would otherwise take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=20_000)  # ms: on a busy machine; what is quick is not waited for


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        end_test = pytest.fail if os.environ.get("BROWSER") == "required" else pytest.skip
        end_test(f"no browser found: none of {', '.join(NAMES)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        loop = asyncio._get_running_loop()
        asyncio._set_running_loop(None)  # what tests without a browser do is not asynchronous
        browser.loop = loop
        yield browser
        asyncio._set_running_loop(loop)
        browser.close()


@pytest.fixture(autouse=True, scope="module")
def loop_of_the_browser(browser: Browser) -> Iterator[None]:
    """Playwright's event loop is the running one of this thread while a module of its tests lasts, and no longer.

    Not by the test: with a running loop Django takes another connection, and what a module shares must keep its own.
    """
    asyncio._set_running_loop(browser.loop)
    yield
    asyncio._set_running_loop(None)


@pytest.fixture
def new_context(browser: Browser, live_server):
    """Call it for a visitor of their own: a browser without cookies whose troubles fail the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_context(**options: object) -> BrowserContext:
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(30_000)  # milliseconds
        note_troubles(context, urlsplit(live_server.url).hostname, troubles)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()
    assert not troubles


@pytest.fixture
def page(new_context) -> Page:
    """A page of a new visitor, at the test's own site."""
    return new_context().new_page()


@pytest.fixture
def open_desk(new_context, person):
    """Call it for a page at the desk, where the test's `person` is signed in."""

    def open_page(address="/desk/", **options):
        context = new_context(**options)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session_of(person), "url": base(context)}]
        )
        page = context.new_page()
        page.goto(address)
        return page

    return open_page


def base(context):
    return context._impl_obj._options["baseURL"]


def session_of(person):
    """A session in which somebody is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return session.session_key


def note_troubles(context: BrowserContext, host: str | None, troubles: list[str]) -> None:
    """Collect errors of the pages and their consoles, and requests that leave the site."""

    def note_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname != host:
            troubles.append(f"request to {request.url}")

    context.on("request", note_request)
    context.on("weberror", lambda error: troubles.append(f"error in the page: {error.error}"))
    context.on(
        "console", lambda message: message.type == "error" and troubles.append(f"console: {message.text}")
    )
