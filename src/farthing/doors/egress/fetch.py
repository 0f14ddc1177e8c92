"""HTTP/1.1 with a bound on everything: seconds, bytes, redirects; and bodies only of the kinds asked for."""

from __future__ import annotations

import io
import socket
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPException, HTTPResponse
from http.cookies import CookieError, SimpleCookie
from typing import cast
from urllib.parse import quote, urljoin, urlsplit

from farthing.doors.egress.errors import Broken, Off, Unreached
from farthing.doors.egress.exits import Exit, Identity
from farthing.doors.egress.reach import Deadline, connect

_HEADERS = {
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Accept": "text/html,application/xhtml+xml",
    "Accept-Language": "en-US,en;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_HEAD = 64_000  # bytes of an answer's head
_MOVED = (301, 302, 303, 307, 308)
_AS_IS = "/?&=;:@!$'()*+,%~#[]"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost; `kinds` are the content types whose body is read (none: any)."""

    seconds: float = 30.0
    bytes: int = 2_000_000
    redirects: int = 5
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `unread` says in a line why `body` is empty or cut, where it is."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    unread: str = ""
    cookies: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def leads_to(self) -> str:
        """The address that a redirect names; empty where it is none."""
        location = self.headers.get("location", "") if self.status in _MOVED else ""
        return urljoin(self.url, location) if location else ""


@dataclass(frozen=True, slots=True)
class Trip:
    """A way along redirects: every answer on it, the last one being what was found. `endless` says that the
    redirects did not end within the limit."""

    answers: tuple[Answer, ...]
    endless: bool = False

    @property
    def last(self) -> Answer:
        return self.answers[-1]


def fetch(
    out: Exit,
    url: str,
    *,
    limits: Limits | None = None,
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
    body: bytes = b"",
    verified: bool = True,
    named: bool = False,
    identity: Identity | None = None,
) -> Answer:
    """One request and its answer, no redirect followed. Names of `headers` replace the usual ones.

    `verified` checks the server's certificate; a look at a reported site does not, since nothing that it says
    is trusted. `named`: the operator named this place himself (see `connect`). `identity`: what is shown to a
    partner's server that asks for a certificate.
    """
    limits = limits or Limits()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        path = quote(parts.path or "/", _AS_IS) + (f"?{quote(parts.query, _AS_IS)}" if parts.query else "")
        name = host.encode("idna").decode() if not host.isascii() else host
    except (ValueError, UnicodeError) as error:
        raise Unreached("This is not a web address.") from error
    if parts.scheme not in ("http", "https") or not name:
        raise Unreached("This is not a web address.")
    deadline = Deadline(limits.seconds)
    place = f"[{name}]" if ":" in name else name
    place += "" if parts.port is None else f":{port}"
    said = {"Host": place} | _HEADERS | dict(headers or {})
    if body:
        said["Content-Length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1", *(f"{key}: {_one_line(value)}" for key, value in said.items())]
    request = "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body
    with connect(out, name, port, deadline, named=named) as line:
        if parts.scheme == "https":
            line = _under_tls(line, name, deadline, _tls(verified, identity or Identity()))
        with line:
            return _exchange(line, url, method, request, limits, deadline)


def follow(
    out: Exit,
    url: str,
    *,
    limits: Limits,
    referrer: str = "",
    cookies: dict[tuple[str, str], str] | None = None,
    verified: bool = True,
) -> Trip:
    """A request along its redirects. `cookies` (by host and name) is kept up on the way, so that a path
    through several pages is walked as a browser walks it."""
    jar = {} if cookies is None else cookies
    answers: list[Answer] = []
    for _ in range(limits.redirects + 1):
        host = urlsplit(url).hostname or ""
        own = "; ".join(f"{name}={value}" for (of, name), value in jar.items() if of == host)
        headers = {name: value for name, value in (("Referer", referrer), ("Cookie", own)) if value}
        answer = fetch(out, url, limits=limits, headers=headers, verified=verified)
        answers.append(answer)
        jar.update({(host, name): value for name, value in answer.cookies.items()})
        if not answer.leads_to:
            return Trip(tuple(answers))
        url = answer.leads_to
    return Trip(tuple(answers), endless=True)


class _Metered(io.RawIOBase):
    """A socket to read from until the deadline or so many bytes; the end looks like the connection's."""

    def __init__(self, line: socket.socket, deadline: Deadline, most: int) -> None:
        self._line, self._deadline, self._left = line, deadline, most
        self.exhausted = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._left <= 0:
            self.exhausted = True
            return 0
        self._line.settimeout(self._deadline.left())
        count = self._line.recv_into(buffer[: self._left])
        self._left -= count
        return count

    def makefile(self, mode: str) -> io.BufferedReader:
        """What `http.client` asks of a socket."""
        return io.BufferedReader(self)


def _exchange(
    line: socket.socket, url: str, method: str, request: bytes, limits: Limits, deadline: Deadline
) -> Answer:
    meter = _Metered(line, deadline, limits.bytes + _HEAD)
    try:
        line.settimeout(deadline.left())
        line.sendall(request)
        response = HTTPResponse(cast(socket.socket, meter), method=method)
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(url, response.status, headers, cookies=_cookies(response))
        if limits.kinds and answer.kind not in limits.kinds:
            return _unread(answer, f"{answer.kind or 'something of no kind'}, dropped unread")
        body, whole = response.read(limits.bytes + 1), not meter.exhausted
        if headers.get("content-encoding", "").strip().lower() in ("gzip", "x-gzip"):
            body, whole = _unpacked(body, limits.bytes, whole)
    except TimeoutError:
        raise Unreached("No answer in time.") from None
    except (HTTPException, zlib.error, ValueError) as error:
        raise Broken(f"The answer is not HTTP as it should be ({type(error).__name__}).") from error
    except OSError as error:
        raise Unreached(f"The connection was lost: {error.strerror or error}.") from error
    if not whole or len(body) > limits.bytes:
        return _unread(answer, f"more than {limits.bytes:,} bytes, dropped")
    return Answer(answer.url, answer.status, answer.headers, body, cookies=answer.cookies)


def _unpacked(body: bytes, most: int, whole: bool) -> tuple[bytes, bool]:
    """A gzip body, unpacked to `most` bytes at most (a bomb costs no more)."""
    machine = zlib.decompressobj(wbits=31)
    text = machine.decompress(body, most + 1)
    return text, whole and len(text) <= most


def _unread(answer: Answer, why: str) -> Answer:
    return Answer(answer.url, answer.status, answer.headers, unread=why, cookies=answer.cookies)


def _cookies(response: HTTPResponse) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in (response.headers.get_all("set-cookie") or [])[:20]:
        try:
            found |= {name: morsel.value for name, morsel in SimpleCookie(line[:4096]).items()}
        except CookieError:
            continue
    return found


def _one_line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")


def _under_tls(line: socket.socket, name: str, deadline: Deadline, context: ssl.SSLContext) -> ssl.SSLSocket:
    try:
        line.settimeout(deadline.left())
        return context.wrap_socket(line, server_hostname=name)
    except TimeoutError:
        raise Unreached("No answer in time.") from None
    except ssl.SSLError as error:
        raise Broken(f"No encrypted connection: {error.reason or 'the handshake failed'}.") from error
    except (OSError, ValueError) as error:
        raise Unreached("The connection was lost in the handshake.") from error


@cache
def _tls(verified: bool, identity: Identity) -> ssl.SSLContext:
    """With certificates checked; or for looking at whatever answers, however old its TLS is. Raises Off where
    the operator's files cannot be read; they are read once a process."""
    try:
        context = ssl.create_default_context(cafile=identity.authorities or None)
        if identity.certificate:
            context.load_cert_chain(identity.certificate)
    except OSError as error:  # ssl.SSLError is one, too
        raise Off("The configured certificate cannot be read, or its key does not fit it.") from error
    if not verified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.set_ciphers("ALL:@SECLEVEL=0")
    return context
