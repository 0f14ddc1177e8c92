"""axe-core on every page that a role can open, wide and light, narrow and dark: nothing serious."""

import pytest
from playwright.sync_api import Page

from browser.chromium import Complaints, axe_findings
from browser.steps import give, reveal, sign_in
from desk_server import Desk

ROLES = ("analyst", "supervisor", "disclosure", "auditor", "admin", "police")
FIRST_RECORD = "main tbody a[href^='/'], main dd a[href^='/']"
SIZES = ("wide", "narrow")


def look(page: Page, size: str) -> None:
    page.emulate_media(color_scheme="light" if size == "wide" else "dark")
    page.set_viewport_size({"width": 1280 if size == "wide" else 400, "height": 900})


def faults(page: Page) -> list[str]:
    """axe's findings, and whether the page is wider than its window."""
    found = [f"{page.url}: {line}" for line in axe_findings(page)]
    if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        found.append(f"{page.url}: wider than its window")
    return found


def links(page: Page, where: str) -> list[str]:
    return [str(link.get_attribute("href")) for link in page.locator(where).all()]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("role", ROLES)
def test_no_page_of_a_role_has_a_serious_fault(page: Page, desk_server: Desk, role: str, size: str) -> None:
    look(page, size)
    page.goto(desk_server.base + "/sign-in/")
    found = faults(page)
    sign_in(page, desk_server, role)
    records: dict[str, str] = {}  # one of each kind: an observation, a site, an address …
    lists = list(dict.fromkeys(["/", *links(page, ".side a"), "/password/"]))
    for address in lists:
        page.goto(desk_server.base + address)
        found += faults(page)
        records |= {link.split("/")[1]: link for link in links(page, FIRST_RECORD)[:6]}
    for address in records.values():
        page.goto(desk_server.base + address)
        found += faults(page)
    assert found == []
    assert len(lists) + len(records) >= (3 if role == "police" else 5), (lists, records)


@pytest.mark.parametrize("size", SIZES)
def test_recording_and_revealing_have_no_serious_fault(
    window: tuple[Page, Complaints], desk_server: Desk, size: str
) -> None:
    page, complaints = window
    look(page, size)
    sign_in(page, desk_server, "disclosure")
    reveal(page, desk_server.base, 5, "to look at this page itself")
    found = faults(page)
    sign_in_anew(page, desk_server)
    for name in ("001.html", "002.html", "009.html"):
        give(page, desk_server.base, name)
        found += faults(page)
    page.locator("#options .add").click()
    page.wait_for_selector("#options .row.added")
    found += faults(page)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_selector("[role=alert]")
    complaints.forgive("status of 422")  # the site's address was left out
    found += faults(page)
    assert found == []


def sign_in_anew(page: Page, desk: Desk) -> None:
    page.context.clear_cookies()
    sign_in(page, desk, "analyst")


def test_a_page_that_is_missing_has_no_serious_fault(
    window: tuple[Page, Complaints], desk_server: Desk
) -> None:
    page, complaints = window
    sign_in(page, desk_server, "analyst")
    for address, status in (("/nowhere/", 404), ("/members/", 403)):
        page.goto(desk_server.base + address)
        complaints.forgive(f"status of {status}")
        assert faults(page) == []
