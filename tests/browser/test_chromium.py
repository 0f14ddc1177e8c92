"""The browser itself, on a small page of our own, under a policy as strict as the desk's."""

from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page

from browser.chromium import Complaints, axe_findings, virtual_passkey

GOOD = "<!doctype html><html lang=en><title>A page</title><main><h1>Members area</h1></main>"
PAGES = {
    "/": GOOD,
    "/faulty": "<!doctype html><html lang=en><title>A page</title><main><h1>Form</h1><input name=a></main>",
    "/foreign": GOOD + "<img alt=x src='http://elsewhere.example/x.png'>",
    "/scripted": GOOD + "<script src='/boom.js'></script>",
    "/boom.js": "throw new Error('boom')",
}
POLICY = "default-src 'self'; img-src *"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path, "").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if self.path.endswith(".js") else "text/html")
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests look at the page."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_sound_page_raises_no_complaint(page: Page, site: str) -> None:
    page.goto(site)
    assert page.title() == "A page"
    assert axe_findings(page) == []


def test_axe_finds_a_field_without_a_label_past_the_policy(page: Page, site: str) -> None:
    page.goto(site + "/faulty")
    findings = axe_findings(page)
    assert len(findings) == 1
    assert findings[0].startswith("critical label:")


def test_a_request_to_another_host_fails_and_is_complained_of(
    window: tuple[Page, Complaints], site: str
) -> None:
    page, complaints = window
    page.goto(site + "/foreign")
    complaints.forgive("request to another host: http://elsewhere.example/x.png")
    complaints.forgive("ERR_NAME_NOT_RESOLVED")


def test_an_exception_in_a_page_is_complained_of(window: tuple[Page, Complaints], site: str) -> None:
    page, complaints = window
    page.goto(site + "/scripted")
    complaints.forgive("exception in the page: boom")


def test_without_scripts_a_page_runs_none(page_without_scripts: Page, site: str) -> None:
    page_without_scripts.goto(site + "/scripted")
    assert page_without_scripts.locator("h1").inner_text() == "Members area"


def test_a_passkey_is_made_without_a_hand(page: Page, site: str) -> None:
    page.goto(site)
    virtual_passkey(page)
    made = page.evaluate(
        """async () => {
            const bytes = new Uint8Array(32);
            const made = await navigator.credentials.create({publicKey: {
                challenge: bytes, rp: {name: "desk"}, user: {id: bytes, name: "a", displayName: "a"},
                pubKeyCredParams: [{type: "public-key", alg: -7}]}});
            return made.type;
        }"""
    )
    assert made == "public-key"
