"""Whole journeys through the demonstration desk, as its people make them."""

from playwright.sync_api import Browser, Page, expect

from browser.chromium import clean_page, virtual_passkey
from browser.steps import PAGES, give, reveal, show_again, sign_in, sign_out
from desk_server import Desk
from farthing.settings import REVEALS_AN_HOUR


def test_an_analyst_records_a_page_finds_an_address_and_reveals_a_site(page: Page, desk_server: Desk) -> None:
    base = desk_server.local_base
    virtual_passkey(page)
    sign_in(page, desk_server, "analyst2", base)
    page.goto(base + "/passkeys/add/")
    show_again(page, desk_server, "analyst2")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator(".who .name")).to_have_text("analyst2")

    give(page, base, "001.html")
    page.keyboard.type("https://journey-one.invalid/members")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("Observation O-")
    expect(page.locator("main")).not_to_contain_text("journey-one")
    site = page.locator("main a[href^='/sites/']").first.get_attribute("href") or ""

    page.goto(base + "/addresses/?network=evm")
    address = page.locator("tbody code").filter(has_text="0x").first.inner_text()
    shouted = "0x" + address[2:].upper()
    page.keyboard.press("/")
    page.keyboard.type(" ".join(shouted[at : at + 7] for at in range(0, len(shouted), 7)))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("tbody code").first).to_have_text(address)

    reason = "to pass it to the hosting desk"
    reveal(page, base, int(site.strip("/").rpartition("/")[2]), reason)
    expect(page.locator("main")).to_contain_text("journey-one")
    assert "journey-one.invalid" not in page.content()  # defanged
    assert page.locator("a[href*='journey-one']").count() == 0

    page.goto(base + "/passkeys/")
    page.get_by_role("link", name="Remove").click()
    show_again(page, desk_server, "analyst2")
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("main")).to_contain_text("no passkey yet")
    sign_out(page)
    sign_in(page, desk_server, "auditor", base)
    page.goto(base + "/audit/")
    row = page.locator("tbody tr").filter(has_text=reason)
    expect(row).to_have_count(1)
    expect(row).to_contain_text("analyst2")


def test_a_page_is_recorded_with_scripts_off(page_without_scripts: Page, desk_server: Desk) -> None:
    page = page_without_scripts
    sign_in(page, desk_server, "analyst")
    page.goto(desk_server.base + "/record/")
    page.locator("input[type=file]").set_input_files(PAGES / "001.html")
    page.get_by_role("button", name="Read the page").click()
    page.get_by_label("Site’s address").fill("https://journey-two.invalid/members")
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator("h1")).to_contain_text("Observation O-")
    expect(page.locator("main")).to_contain_text("$18")


def test_beyond_the_budget_a_supervisor_signs_and_the_analyst_opens_it_once(
    page: Page, browser: Browser, desk_server: Desk
) -> None:
    sign_in(page, desk_server, "analyst")
    for site in range(1, REVEALS_AN_HOUR + 1):
        reveal(page, desk_server.base, site, "weekly check of hosting")
        expect(page.locator("h1")).to_contain_text("revealed")
    reveal(page, desk_server.base, 100, "one more for the report")
    expect(page.locator("h1")).to_have_text("My reveals")
    expect(page.get_by_role("button", name="Open once")).to_have_count(0)

    with clean_page(browser) as (desk_of_supervisor, complaints):
        sign_in(desk_of_supervisor, desk_server, "supervisor")
        desk_of_supervisor.goto(desk_server.base + "/reveals/")
        waiting = desk_of_supervisor.locator("tr").filter(has_text="one more for the report")
        waiting.get_by_role("button", name="Sign").click()
        expect(desk_of_supervisor.locator(".message")).to_contain_text("is signed")
        assert complaints.lines == []

    page.goto(desk_server.base + "/reveals/mine/")
    page.get_by_role("button", name="Open once").click()
    expect(page.locator("h1")).to_have_text("Site S-000100, revealed")
    page.goto(desk_server.base + "/reveals/mine/")
    expect(page.get_by_role("button", name="Open once")).to_have_count(0)
