"""Draws the README's pictures anew, of a demonstration that is running, whose data folder it is given:
`python tools/pages/screenshots.py var/demo`.

Needs Chromium, as the tests do. Every record in the pictures is invented.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "screenshots"
SAVED = ROOT / "tests" / "data" / "pages" / "002.html"
SIZE = {"width": 1280, "height": 860}


def main(data: Path) -> None:
    said = json.loads((data / "cast.json").read_text("utf-8"))
    base, analyst = said["base"].rstrip("/"), said["cast"]["analyst"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
        page.goto(f"{base}/sign-in/")
        page.get_by_label("Name").fill(analyst["user"])
        page.get_by_label("Password").fill(analyst["password"])
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_selector(".who")
        first_of(page, f"{base}/observations/", "observation")
        first_of(page, f"{base}/addresses/?sort=sightings&dir=desc", "address")
        page.goto(f"{base}/record/")
        page.locator("input[type=file]").set_input_files(SAVED)
        page.wait_for_selector("form[data-confirm]")
        draw(page, "record")
        page.goto(f"{base}/trend/")
        draw(page, "trend")
        browser.close()


def first_of(page: Page, listing: str, name: str) -> None:
    """The picture of what stands first in a list."""
    page.goto(listing)
    page.locator("main tbody th a").first.click()
    page.wait_for_selector("main dl.facts")
    draw(page, name)


def draw(page: Page, name: str) -> None:
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
