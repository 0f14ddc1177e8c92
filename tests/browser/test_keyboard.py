"""A page read right is recorded by keyboard alone, in few presses, with the focus always in sight."""

from playwright.sync_api import Page, expect

from browser.steps import sign_in
from desk_server import Desk

MOST_PRESSES = 40
TEXT = "Members area. 30 days access – 0.01 BTC\nSend Bitcoin to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
FOCUS_SHOWS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return false;
  return [at, at.closest('.drop')].some(one => one && getComputedStyle(one).outlineStyle !== 'none'
    && parseFloat(getComputedStyle(one).outlineWidth) >= 2);
}"""


def test_a_page_read_right_is_recorded_by_keyboard_alone(page: Page, desk_server: Desk) -> None:
    presses = 0

    def press(key: str) -> None:
        nonlocal presses
        page.keyboard.press(key)
        presses += 1

    def tab_to(selector: str) -> None:
        while not page.evaluate("s => document.activeElement.matches(s)", selector):
            press("Tab")
            assert page.evaluate(FOCUS_SHOWS), page.evaluate("document.activeElement.outerHTML")
            assert presses < MOST_PRESSES

    sign_in(page, desk_server, "analyst")
    tab_to("main a.primary")
    press("Enter")
    page.wait_for_selector("form[data-start]")
    tab_to("textarea")
    page.keyboard.insert_text(TEXT)  # as the clipboard does, in one press
    presses += 1
    tab_to("button.primary")
    press("Enter")
    page.wait_for_selector("form[data-confirm]")
    assert page.evaluate("document.activeElement.name") == "site_address"
    assert page.evaluate(FOCUS_SHOWS)
    page.keyboard.type("https://by-keyboard.invalid/pay")
    press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("Observation O-")
    expect(page.locator("main")).to_contain_text("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")
    assert presses < MOST_PRESSES
