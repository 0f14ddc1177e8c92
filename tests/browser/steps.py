"""Steps that the journeys share: signing in, giving a page, confirming it."""

from pathlib import Path

from playwright.sync_api import Page

from desk_server import Desk

PAGES = Path(__file__).parents[1] / "data" / "pages"


def sign_in(page: Page, desk: Desk, name: str, base: str = "") -> None:
    page.goto((base or desk.base) + "/sign-in/")
    page.get_by_label("Name").fill(desk.cast[name].user)
    page.get_by_label("Password").fill(desk.cast[name].password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_selector(".who")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_selector("#passkey_login")


def show_again(page: Page, desk: Desk, name: str) -> None:
    """Passkeys are changed only by who has just shown once more who he is."""
    if "/again/" in page.url:
        page.get_by_label("Password").fill(desk.cast[name].password)
        page.get_by_role("button", name="Go on").click()


def give(page: Page, base: str, name: str) -> None:
    """Drop a saved page on the first step; scripts send it at once."""
    page.goto(base + "/record/")
    page.locator("input[type=file]").set_input_files(PAGES / name)
    page.wait_for_selector("form[data-confirm]")


def reveal(page: Page, base: str, site: int, reason: str) -> None:
    page.goto(f"{base}/sites/{site}/")
    page.locator("form.reveal input[name=reason]").fill(reason)
    page.get_by_role("button", name="Reveal").click()
    page.wait_for_selector("main h1")
