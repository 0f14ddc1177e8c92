"""Every page of the desk and of the public's side, as `farthing.urls` lists them: nothing serious for
axe-core in the light and in the dark, nothing cut off in a narrow window, nothing the keyboard cannot reach.

A page is looked at as the first of WHO who may open it, and the page of one record as the one that a list
leads to. What an answer to a form alone shows is looked at by the journeys and below.
"""

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Page, expect

from browser.chromium import Complaints, virtual_passkey
from browser.soundness import faults
from browser.steps import give, reveal, show_again, sign_in, sign_out
from desk.test_access import MAY_OPEN, patterns
from desk_server import Desk

WHO = ("nobody", "supervisor", "admin", "disclosure", "police", "analyst", "auditor")
# Where these lead elsewhere, or show what the passkey test below looks at.
ELSEWHERE = {"mfa_authenticate", "mfa_reauthenticate_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn"}
Found = dict[str, str]  # by the name of its address: where the first page of that name is


@pytest.mark.parametrize("who", WHO)
def test_no_page_has_a_serious_fault(page: Page, desk_server: Desk, who: str) -> None:
    if who != "nobody":
        sign_in(page, desk_server, who)
    plain, single = names_of(who)
    found: Found = {name: reverse(name) for name in plain}
    wrong, seen = [], set()
    for name in [*plain, *single]:  # the lists first: they lead to the records
        if name not in found:
            continue
        if is_page(page, desk_server.base + found[name]):
            page.goto(desk_server.base + found[name])
            seen.add(name)
            wrong += faults(page)
            found = led_to(page) | found
    for name in single:
        if name not in seen and not is_for_forms(page, desk_server.base + reverse(name, args=(1,))):
            wrong.append(f"{name}: no page that {who} opens leads to one")
    assert wrong == []
    assert seen or who in ("analyst", "auditor", "disclosure")


def names_of(who: str) -> tuple[list[str], list[str]]:
    """The addresses that are looked at as `who`: those of one page, and those of a page for each record."""
    earlier = WHO[: WHO.index(who)]
    own = [
        (str(one.name), bool(one.pattern.converters))
        for one in patterns()
        if str(one.name) not in ELSEWHERE
        and who in MAY_OPEN[str(one.name)]
        and not any(other in MAY_OPEN[str(one.name)] for other in earlier)
    ]
    return [name for name, takes in own if not takes], [name for name, takes in own if takes]


def is_page(page: Page, address: str) -> bool:
    """Whether an address answers with a page: not with a file, and not by leading on."""
    answer = page.request.get(address, max_redirects=0)
    return answer.status == 200 and answer.headers["content-type"].startswith("text/html")


def is_for_forms(page: Page, address: str) -> bool:
    """Whether an address takes forms alone, or speaks to programs and not to people."""
    answer = page.request.get(address, max_redirects=0)
    return answer.status == 405 or not answer.headers["content-type"].startswith("text/html")


def led_to(page: Page) -> Found:
    """What the page links to, by name."""
    found: Found = {}
    for link in page.locator("a[href^='/']").all():
        address = urlsplit(str(link.get_attribute("href"))).path
        try:
            found.setdefault(str(resolve(address).url_name), address)
        except Resolver404:
            found.setdefault(address, address)
    return found


def test_recording_and_revealing_have_no_serious_fault(
    window: tuple[Page, Complaints], desk_server: Desk
) -> None:
    page, complaints = window
    sign_in(page, desk_server, "disclosure")
    reveal(page, desk_server.base, 5, "to look at this page itself")
    found = faults(page)
    page.context.clear_cookies()
    sign_in(page, desk_server, "analyst")
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


def test_passkeys_and_whom_the_administrator_lets_in_have_no_serious_fault(
    page: Page, desk_server: Desk
) -> None:
    base = desk_server.local_base
    virtual_passkey(page)
    sign_in(page, desk_server, "admin", base)
    page.goto(base + "/passkeys/add/")
    show_again(page, desk_server, "admin")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    found = faults(page)
    for link in ("Rename", "Remove"):
        page.goto(base + "/passkeys/")
        page.get_by_role("link", name=link).click()
        found += faults(page)
    page.get_by_role("button", name="Remove it").click()
    page.goto(base + "/members/")
    page.get_by_label("Sign-in name").fill("newcomer")
    page.get_by_role("button", name="Admit", exact=False).first.click()
    found += faults(page)
    sign_out(page)
    assert found == []


def test_a_page_that_is_missing_has_no_serious_fault(
    window: tuple[Page, Complaints], desk_server: Desk
) -> None:
    page, complaints = window
    sign_in(page, desk_server, "analyst")
    for address, status in (("/nowhere/", 404), ("/members/", 403)):
        page.goto(desk_server.base + address)
        complaints.forgive(f"status of {status}")
        assert faults(page) == []
