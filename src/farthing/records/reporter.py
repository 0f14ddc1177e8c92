"""What of a reported address may name the reporter: marked for the analyst, and cut before anything leaves.

A session, a token, a referral, a user or an e-mail address in an address is most often that of the person
who copied it. The site's own address is the reported one without them; the report keeps it whole, sealed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

_NAMES = frozenset({
    *("session", "sessionid", "sess", "sid", "phpsessid", "jsessionid", "aspsessionid", "cfid", "cftoken"),
    *("token", "auth", "authtoken", "accesstoken", "apikey", "key", "sig", "signature", "jwt", "csrf"),
    *("ref", "refid", "refer", "referrer", "referral", "referer", "aff", "affid", "affiliate", "invite"),
    *("fbclid", "gclid", "yclid", "msclkid", "clickid", "partner", "promo", "promocode"),
    *("user", "userid", "uid", "username", "login", "member", "memberid", "account", "nick"),
    *("email", "mail", "mailto", "emailaddress", "password", "pass", "pwd"),
})  # fmt: skip
_EMAIL = re.compile(r"[^@\s/?&=;]+@[^@\s/?&=;]+\.[a-z]{2,}", re.IGNORECASE)
_USERINFO = re.compile(r"(?<=://)[^/?#@]+@")
_PATH_PARAMETER = re.compile(r";([^=/?#;]+)=[^/?#;]*")
_FRAGMENT = re.compile(r"#.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an address, and whether it may name the reporter."""

    text: str
    names: bool


def parts(address: str) -> list[Part]:
    """The address in stretches; those that may name the reporter are marked. Joined, they give it whole."""
    found: list[Part] = []
    end = 0
    for start, stop in _merged(sorted(_spans(address))):
        if start > end:
            found.append(Part(address[end:start], False))
        found.append(Part(address[start:stop], True))
        end = stop
    return [*found, Part(address[end:], False)] if end < len(address) else found


def cut(address: str) -> str:
    """The address without what may name the reporter."""
    place, mark, query = "".join(part.text for part in parts(address) if not part.names).partition("?")
    query = "&".join(pair for pair in query.split("&") if pair)
    return f"{place}?{query}" if mark and query else place


def _spans(address: str) -> Iterator[tuple[int, int]]:
    for pattern in (_USERINFO, _FRAGMENT):
        yield from (match.span() for match in pattern.finditer(address))
    for match in _PATH_PARAMETER.finditer(address):
        if _is_name(match[1]):
            yield match.span()
    yield from (match.span() for match in _EMAIL.finditer(address, _end_of_host(address)))
    start = address.find("?") + 1
    for pair in address[start:].partition("#")[0].split("&") if start else ():
        name, _, value = pair.partition("=")
        if _is_name(name) or _EMAIL.fullmatch(unquote(value)):
            yield start, start + len(pair)
        start += len(pair) + 1


def _end_of_host(address: str) -> int:
    found = re.compile(r"[/?#]|$").search(address, address.find("://") + 3 if "://" in address else 0)
    return found.start() if found else len(address)


def _is_name(name: str) -> bool:
    return re.sub(r"[^a-z]", "", unquote(name).lower()) in _NAMES


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that overlap as one."""
    last: tuple[int, int] | None = None
    for start, stop in spans:
        if last and start <= last[1]:
            last = last[0], max(last[1], stop)
        else:
            if last:
                yield last
            last = start, stop
    if last:
        yield last
