"""Debian's Chromium, driven through Playwright, for journeys that end in tests.

The browser reaches loopback only: every other name fails to resolve, and asking for one fails the test, as do
an error on the console and an exception in a page. `axe_findings` runs axe-core on what the page shows;
`virtual_passkey` gives the page a security key that always says yes.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

LOOPBACK = ("127.0.0.1", "localhost", "::1")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE ::1",
)
SERIOUS = ("serious", "critical")
PATIENCE = 15_000  # milliseconds for one step, on two shared cores


@dataclass(frozen=True, slots=True)
class Complaints:
    """What went wrong in a page while a test looked at it."""

    lines: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        # Lambdas, for Playwright leaves a mark on the owner of a bound method, and this one has slots.
        page.on("console", lambda message: self.console(message))
        page.on("pageerror", lambda error: self.lines.append(f"exception in the page: {error}"))
        page.on("request", lambda request: self.request(request))

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.lines.append(f"console: {message.text} ({message.location.get('url')})")

    def request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in LOOPBACK:
            self.lines.append(f"request to another host: {request.url}")

    def forgive(self, words: str) -> None:
        """Take back the complaints with these words: the test called for what they complain of."""
        forgiven = [line for line in self.lines if words in line]
        assert forgiven, f"nothing to forgive: {words!r} is in none of {self.lines}"
        for line in forgiven:
            self.lines.remove(line)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium. Root needs it without its sandbox, and so do most containers."""
    executable = shutil.which("chromium")
    if executable is None:
        raise FileNotFoundError("no chromium here: apt-get install --no-install-recommends chromium")
    with tempfile.TemporaryDirectory(prefix="farthing-chromium-", ignore_cleanup_errors=True) as home:
        environment: dict[str, str | float | bool] = {**os.environ, "HOME": home}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=executable,
                args=["--no-sandbox", *QUIET],
                env=environment,
            )
            yield browser
            browser.close()


@contextmanager
def clean_page(browser: Browser, **options: Any) -> Iterator[tuple[Page, Complaints]]:
    """A page in a context of its own, with Playwright's `options` for it (`java_script_enabled=False`, …)."""
    context: BrowserContext = browser.new_context(**{"locale": "en-GB", **options})
    context.set_default_timeout(PATIENCE)
    complaints = Complaints()
    context.on("page", lambda page: complaints.watch(page))
    try:
        yield context.new_page(), complaints
    finally:
        context.close()


def axe_findings(page: Page, impacts: tuple[str, ...] = SERIOUS) -> list[str]:
    """The accessibility faults of these impacts that axe-core finds on the page, one line each."""
    # `evaluate` speaks to the page through the debugger, so the page's own policy does not apply to it.
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['impact']} {violation['id']}: {violation['help']}: {node['html'][:200]}"
        for violation in found["violations"]
        if violation["impact"] in impacts
        for node in violation["nodes"]
    ]


def virtual_passkey(page: Page) -> None:
    """Give `page` a passkey device that always consents. The page must stand under a name (`localhost`)."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
