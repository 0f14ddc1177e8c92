"""The browser for the journeys in this folder. It is closed when they are done: while Playwright runs, its
event loop stands in the way of Django's database in the same thread.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser.chromium import Complaints, chromium, clean_page


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def window(browser: Browser) -> Iterator[tuple[Page, Complaints]]:
    """A page with its complaints, for a test that means to provoke some (and then forgives them)."""
    with clean_page(browser) as (page, complaints):
        yield page, complaints
    assert not complaints.lines, "\n".join(complaints.lines)


@pytest.fixture
def page(window: tuple[Page, Complaints]) -> Page:
    """A page of its own for one test, which fails on any console error, exception or foreign request."""
    return window[0]


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[Page]:
    """The same with JavaScript off."""
    with clean_page(browser, java_script_enabled=False) as (page, complaints):
        yield page
    assert not complaints.lines, "\n".join(complaints.lines)
