"""The demonstration desk over HTTP, as an analyst meets it: its start, its main pages, its memory.

The main pages are found as a person finds them: those of the left-hand navigation, and behind each the first
one that its table leads to.
"""

import http.cookiejar
import re
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

import desk_server
from measure import Row, milliseconds, seconds

TIMES = 20
IN_BRACKETS = re.compile(r"/(?:\d+|[0-9a-f-]{36})(?=/|$)")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone with a browser's cookies, and no browser."""

    base: str
    opener: urllib.request.OpenerDirector

    def get(self, path: str) -> LexborHTMLParser:
        with self.opener.open(urllib.parse.urljoin(self.base, path), timeout=60) as answer:
            return LexborHTMLParser(answer.read())

    def send(self, path: str, **fields: str) -> None:
        """Send these fields."""
        where = urllib.parse.urljoin(self.base, path)
        request = urllib.request.Request(where, urllib.parse.urlencode(fields).encode(), {"Referer": where})
        with self.opener.open(request, timeout=60) as answer:
            answer.read()

    def post(self, path: str, **fields: str) -> None:
        """Send the page's first form, its hidden fields as they stand."""
        form = self.get(path).css_first("form[method=post]")
        hidden = {
            field.attributes["name"]: field.attributes["value"] for field in form.css("input[type=hidden]")
        }
        where = urllib.parse.urljoin(
            urllib.parse.urljoin(self.base, path), form.attributes.get("action") or ""
        )
        self.send(where, **{**hidden, **fields})


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="farthing-bench-") as folder:
        data = Path(folder) / "data"
        start = time.perf_counter()
        with desk_server.running(data):
            yield Row(
                "`farthing desk demo` from an empty folder", f"{time.perf_counter() - start:.1f} s", "< 30 s"
            )
        start = time.perf_counter()
        with desk_server.running(data) as desk:
            yield Row("the same, run again", f"{time.perf_counter() - start:.1f} s", "seconds")
            visitor = sign_in(desk)
            for path in main_pages(visitor):
                taken = seconds(lambda path=path: visitor.get(path), TIMES)
                yield Row(f"the desk's `{IN_BRACKETS.sub('/…', path)}`", milliseconds(taken))
            yield Row("memory of the desk, at most", f"{most_memory(desk.process.pid):.0f} MB", "< 1000 MB")


def sign_in(desk: desk_server.Desk, name: str = "analyst") -> Visitor:
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    visitor = Visitor(desk.base, urllib.request.build_opener(jar))
    member = desk.cast[name]
    visitor.post("/", login=member.user, password=member.password)
    assert visitor.get("/").css_first("nav a"), f"{name} could not sign in"
    return visitor


def main_pages(visitor: Visitor) -> list[str]:
    """The navigation's pages, and the first page that each one's table leads to."""
    found: list[str] = []
    for link in visitor.get("/").css("nav a"):
        path = link.attributes["href"]
        rows = visitor.get(path).css("main tbody a")
        found += [path, *(row.attributes["href"] for row in rows[:1])]
    return list(dict.fromkeys(path for path in found if path.startswith("/")))


def most_memory(pid: int) -> float:
    """The most the process ever held in memory, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1e3
