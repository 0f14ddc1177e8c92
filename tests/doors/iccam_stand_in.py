"""A real server on loopback that speaks ICCAM's REST interface v3, and errs where it is told to.

It signs in by account, forgets its tokens when told, keeps reports with their content items, refuses a
reference that it has, gives long lists by pages, and takes references and actions. `instead` and `after` say
for the next requests that begin with "METHOD path" what it does in place of its answer, or after it did what
was asked; None is what it always does.
"""

from __future__ import annotations

import contextlib
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from doors.loopback import HERE

Misdeed = Callable[["Handler"], None]
USER, PASSWORD = "house", "open 7 gates"


@dataclass
class StandIn:
    """ICCAM as far as a hotline sees it. `asked` are the requests as "METHOD path", in order."""

    port: int = 0
    scheme: str = "http"
    page: int = 200
    reports: dict[int, dict[str, Any]] = field(default_factory=dict)
    contents: dict[int, dict[str, Any]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    instead: dict[str, list[Misdeed | None]] = field(default_factory=dict)
    after: dict[str, list[Misdeed | None]] = field(default_factory=dict)
    given: int = 0

    @property
    def base(self) -> str:
        return f"{self.scheme}://{HERE}:{self.port}/api/"

    def posts(self) -> int:
        return sum(1 for one in self.asked if one == "POST rest/Reports")

    def assign(self, address: str, at: str, **more: Any) -> int:
        """A content item of another hotline's report, assigned to the house; gives its number."""
        number = self._next()
        self.reports[number] = {"hotlineReference": f"theirs-{number}", "reportContents": []} | more
        return self._content(number, address, at, None)

    def act(self, content: int, kind: Any, at: str = "2026-11-24T13:00:00Z", **more: Any) -> None:
        """Somebody acts on a content item."""
        self.contents[content]["actions"].append({"actionType": kind, "actionDate": at} | more)

    def content_of(self, reference: str) -> int:
        """The number of the content item that carries a reference."""
        return next(n for n, one in self.contents.items() if one["hotlineReference"] == reference)

    def take(self, body: dict[str, Any]) -> int:
        """A new report of the house's, as the interface takes it."""
        number = self._next()
        self.reports[number] = body | {"reportId": number, "reportContents": []}
        for url in body["urls"]:
            content = self._content(number, url["urlString"], "2026-11-24T12:00:00Z", url["hotlineReference"])
            self.contents[content]["url"] = url
        return number

    def _content(self, report: int, address: str, at: str, reference: str | None) -> int:
        number = self._next()
        self.contents[number] = {
            "contentId": number,
            "reportId": report,
            "url": {"urlString": address, "isSourceUrl": True, "hostingCountryCode": "GB"},
            "assignedCountryCode": "GB",
            "countryAssignmentDate": at,
            "hotlineReference": reference,
            "assessments": [],
            "actions": [],
        }
        self.reports[report]["reportContents"].append({"contentId": number, "urlString": address})
        return number

    def _next(self) -> int:
        self.given += 1
        return 4000 + self.given


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    stand_in: StandIn

    def do_GET(self) -> None:
        self._served("GET")

    def do_POST(self) -> None:
        self._served("POST")

    def do_PUT(self) -> None:
        self._served("PUT")

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def answer(self, status: int, said: Any, kind: str = "application/json", **headers: str) -> None:
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _served(self, method: str) -> None:
        self.close_connection = True
        parts = urlsplit(self.path)
        path, query = parts.path.removeprefix("/api/"), parse_qs(parts.query)
        self.stand_in.asked.append(f"{method} {path}")
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with contextlib.suppress(OSError):  # the client went, as clients of a hostile server do
            misdeed = _taken(self.stand_in.instead, f"{method} {path}")
            if misdeed:
                misdeed(self)
                return
            status, said = self._done(method, path, query, json.loads(sent) if sent else None)
            misdeed = _taken(self.stand_in.after, f"{method} {path}")
            if misdeed:
                misdeed(self)
                return
            self.answer(status, said)

    def _done(self, method: str, path: str, query: dict[str, list[str]], sent: Any) -> tuple[int, Any]:
        one = self.stand_in
        if path == "Authentication":
            if (sent["username"], sent["password"]) != (USER, PASSWORD):
                return 401, {"errors": {"login": ["unknown"]}}
            token = f"token-{len(one.asked)}"
            one.tokens.add(token)
            return 200, {"bearerToken": token, "bearerTokenExpiresIn": 1800}
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in one.tokens:
            return 401, {"errors": {"token": ["token expired"]}}
        if path == "rest/Reports":
            if method == "GET":
                wanted = query["hotlineReference"][0]
                return 200, [r for r in one.reports.values() if r["hotlineReference"] == wanted]
            if any(sent["hotlineReference"] == known["hotlineReference"] for known in one.reports.values()):
                return 400, {"errors": {"hotlineReference": ["This reference is there already"]}}
            return 200, one.take(sent)
        if path == "rest/Content/no-reference":
            since = query["countryAssignmentStartDate"][0].replace(" ", "T")
            free = [
                {"reportId": content["reportId"], "contentId": number}
                for number, content in one.contents.items()
                if not content["hotlineReference"] and content["countryAssignmentDate"] >= since
            ]
            return 200, free[: min(one.page, int(query["maxResults"][0]))]
        return self._single(path, query)

    def _single(self, path: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        kind, number = path.removeprefix("rest/").split("/")[:2]
        kept = self.stand_in.reports if kind == "Reports" else self.stand_in.contents
        if not number.isdecimal() or int(number) not in kept:
            return 404, {"errors": {"id": ["unknown"]}}
        if path.endswith("/hotline-reference"):
            kept[int(number)]["hotlineReference"] = query["reference"][0]
            return 200, None
        return 200, kept[int(number)]


def says(status: int, said: Any, kind: str = "application/json", **headers: str) -> Misdeed:
    """Answers so, whatever was asked."""
    return lambda handler: handler.answer(status, said, kind, **headers)


def hang_up(handler: Handler) -> None:
    """Ends the connection without a word."""
    handler.connection.close()


def hang(handler: Handler) -> None:
    """Says nothing until the client goes."""
    handler.connection.settimeout(20)
    handler.connection.recv(1)


def gigabyte(handler: Handler) -> None:
    """An answer of 1 GB; goes on for as long as somebody takes it."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "1000000000")
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b" " * 1_000_000)


@contextlib.contextmanager
def opened(tls: ssl.SSLContext | None = None) -> Iterator[StandIn]:
    """A stand-in that serves, with TLS where a context is given."""
    one = StandIn(scheme="https" if tls else "http")
    handler = type("Own", (Handler,), {"stand_in": one})
    with ThreadingHTTPServer((HERE, 0), handler) as server:
        server.daemon_threads, server.block_on_close = True, False
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        one.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield one
        finally:
            server.shutdown()
            thread.join()


def _taken(misdeeds: dict[str, list[Misdeed | None]], asked: str) -> Misdeed | None:
    """The next misdeed for this request, which is done once."""
    for beginning, waiting in misdeeds.items():
        if waiting and asked.startswith(beginning):
            return waiting.pop(0)
    return None
