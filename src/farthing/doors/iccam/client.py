"""The client of ICCAM's REST interface v3: signs in, asks and tells, and makes a line of whatever goes wrong.

Everything goes out by `doors.egress`, to the one address that the operator names (`FARTHING_ICCAM`), with the
house's certificate where one is set. No redirect is followed: what goes there holds sites' addresses.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from farthing.doors import egress
from farthing.doors.egress import Answer, EgressError, Exit, Identity, Limits
from farthing.doors.iccam.errors import IccamError
from farthing.formats import iccam
from farthing.formats.iccam import Content, Listed, Report, Unreadable
from farthing.pages.masking import mask

T = TypeVar("T")
PAGE = 200  # entries of a list; ICCAM gives no more at once
PAUSE = 1.0  # seconds between two requests
LONGEST_WAIT = timedelta(hours=1)
_LIMITS = Limits(seconds=20, bytes=2_000_000, kinds=("application/json", "application/problem+json"))
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """Where ICCAM is (an https address), and by which account and certificate the house signs in."""

    base: str
    user: str
    password: str
    identity: Identity | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        encrypted = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
        if not encrypted or not parts.hostname:
            raise ValueError("FARTHING_ICCAM is no https address")
        if not self.user or not self.password:
            raise ValueError("FARTHING_ICCAM_USER and FARTHING_ICCAM_PASSWORD name the house’s account")


class Client:
    """One conversation. It signs in when it first has to, and again when ICCAM forgot it."""

    def __init__(self, out: Exit, account: Account, pause: float = PAUSE, limits: Limits = _LIMITS) -> None:
        self._out, self._account, self._pause, self._limits = out, account, pause, limits
        self._token, self._last = "", float("-inf")

    @property
    def user(self) -> str:
        return self._account.user

    def sign_in(self) -> None:
        """Raises IccamError where ICCAM does not let the house in."""
        self._token = ""
        account = {"username": self._account.user, "password": self._account.password}
        answer = self._once("POST", "Authentication", account)
        if answer.status in (400, 401, 403):
            raise IccamError("ICCAM refuses the house’s account.")
        said = self._read(answer, lambda said: said)
        token = said.get("bearerToken") if isinstance(said, dict) else None
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise IccamError("ICCAM signed us in without a token.")
        self._token = token

    def post_report(self, body: dict[str, Any]) -> int:
        """Makes a report, and gives its number."""
        return self._read(self._asked("POST", "rest/Reports", body), iccam.number)

    def find_report(self, reference: str) -> int | None:
        """The number of the report that carries this reference of ours, where ICCAM has it already."""
        query = urlencode({"hotlineReference": reference, "maxResults": PAGE})
        answer = self._asked("GET", f"rest/Reports?{query}")
        found = self._read(answer, lambda said: iccam.reports_named(said, reference))
        return found[0] if found else None

    def report(self, number: int) -> Report:
        return self._read(self._asked("GET", f"rest/Reports/{number}"), iccam.report_of)

    def content(self, number: int) -> Content:
        return self._read(self._asked("GET", f"rest/Content/{number}"), iccam.content_of)

    def assigned(self, since: datetime) -> tuple[list[Listed], int, bool]:
        """The content items that were assigned to the house since then and carry no reference of it: the
        first PAGE of them, how many entries are none, and whether there may be more."""
        query = {"maxResults": PAGE, "countryAssignmentStartDate": f"{since:%Y-%m-%d %H:%M:%S}"}
        answer = self._asked("GET", f"rest/Content/no-reference?{urlencode(query)}")
        page, wrong = self._read(answer, iccam.listed)
        return page, wrong, len(page) + wrong >= PAGE

    def refer(self, content: int, reference: str) -> None:
        """Writes our reference on a content item that is assigned to us."""
        query = urlencode({"reference": reference})
        self._accepted(self._asked("PUT", f"rest/Content/{content}/hotline-reference?{query}"))

    def _asked(self, method: str, path: str, body: dict[str, Any] | None = None) -> Answer:
        if not self._token:
            self.sign_in()
        answer = self._once(method, path, body)
        if answer.status == 401:
            self.sign_in()
            answer = self._once(method, path, body)
        return answer

    def _once(self, method: str, path: str, body: dict[str, Any] | None = None) -> Answer:
        """One request, not sooner after the last than ICCAM wants."""
        time.sleep(max(0.0, self._last + self._pause - time.monotonic()))
        headers = {"User-Agent": "Farthing", "Accept": "application/json", "Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        try:
            return egress.fetch(
                self._out,
                f"{self._account.base.rstrip('/')}/{path}",
                limits=self._limits,
                headers=headers | ({} if method == "GET" else {"Content-Length": "0"}),
                method=method,
                body=b"" if body is None else json.dumps(body).encode(),
                named=True,
                identity=self._account.identity,
            )
        except EgressError as error:
            raise IccamError(f"ICCAM is not reached. {error}") from error
        finally:
            self._last = time.monotonic()

    def _read(self, answer: Answer, reader: Callable[[object], T]) -> T:
        """What an answer says. An answer that cannot be read may be another one later."""
        self._accepted(answer)
        if answer.unread:
            raise IccamError(f"ICCAM’s answer is not read: {answer.unread}.")
        try:
            return reader(iccam.decoded(answer.body))
        except Unreadable as error:
            raise IccamError(str(error)) from error

    def _accepted(self, answer: Answer) -> None:
        """Raises IccamError for every status but success."""
        status = answer.status
        if 200 <= status < 300:
            return
        if 300 <= status < 400:
            raise IccamError("ICCAM leads elsewhere, where nothing of ours is sent.")
        if status in (401, 403):
            raise IccamError(f"ICCAM does not let the house do this ({status}).")
        wrong = mask(iccam.said_wrong(answer.body))
        permanent = 400 <= status < 500 and status not in _BUSY
        said = f"ICCAM answers {status}" + (f": {wrong}" if wrong else ".")
        raise IccamError(said, permanent=permanent, wait=_wait(answer))


def _wait(answer: Answer) -> timedelta:
    """How long ICCAM wants to be left alone (Retry-After in seconds, RFC 9110 §10.2.3)."""
    said = answer.headers.get("retry-after", "").strip()
    seconds = int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else 0
    return min(timedelta(seconds=seconds), LONGEST_WAIT)
