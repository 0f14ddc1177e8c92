"""Bodies of mail and web archives in quoted-printable or base64: decoded, with the way back to the offsets.

Source: RFC 2045, sections 6.7 and 6.8. A body runs from the blank line after a header block that names the
encoding to the next boundary line or mbox separator. Bodies of media are passed over: nobody looks into them.
"""

from __future__ import annotations

import binascii
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from farthing.coins.offsets import Offsets

_ENCODING = re.compile(
    rb"^content-transfer-encoding:[ \t]*(base64|quoted-printable)", re.IGNORECASE | re.MULTILINE
)
_BLANK = re.compile(rb"\r?\n\r?\n")
_END = re.compile(rb"\r?\n(?:--[^\r\n]|From )")
_MEDIA = re.compile(rb"^content-type:[ \t]*(?:image|video|audio|font)/", re.IGNORECASE | re.MULTILINE)
_SOFT = re.compile(rb"=(?:[ \t]*\r?\n|[0-9A-Fa-f]{2})")
_HEAD = 4000  # bytes of a header block before the line that names the encoding
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+")


class _Map(Protocol):
    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where decoded bytes stand in the body."""


@dataclass(frozen=True, slots=True)
class Body:
    """An encoded body: `data[start:end]`, its decoded bytes (none for media), the way back."""

    start: int
    end: int
    decoded: bytes
    offsets: _Map

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where decoded bytes stand in the data."""
        begin, stop = self.offsets.span(start, end)
        return self.start + begin, self.start + stop


def bodies(data: bytes, colons: Iterable[int] | None = None) -> Iterator[Body]:
    """Every encoded body of `data`, in order; its header's colon is one of `colons` (None: any)."""
    done = 0
    for match in headers(data, colons):
        blank = _BLANK.search(data, match.end())
        if match.start() < done or blank is None:
            continue
        boundary = _END.search(data, blank.end() - 1)
        end = done = max(blank.end(), boundary.start() if boundary else len(data))
        head = data[max(data.rfind(b"\n\n", 0, match.start()), match.start() - _HEAD, 0) : blank.start()]
        body = b"" if _MEDIA.search(head) else data[blank.end() : end]
        decode = unfold if match[1].lower() == b"quoted-printable" else _unbase64
        yield Body(blank.end(), end, *decode(body))


def open_body(data: bytes, colons: Iterable[int] | None) -> int | None:
    """Where the header begins whose encoded body goes on at the end of `data`; None if there is none."""
    for match in headers(data, colons):
        blank = _BLANK.search(data, match.end())
        if blank is None or not _END.search(data, blank.end() - 1):
            return max(0, match.start() - _HEAD)
    return None


def headers(data: bytes, colons: Iterable[int] | None) -> Iterator[re.Match[bytes]]:
    """The header lines that name an encoding, each up to its name."""
    if colons is None:
        yield from _ENCODING.finditer(data)
        return
    for colon in colons:
        start = colon - len("content-transfer-encoding")
        match = _ENCODING.match(data, start) if start >= 0 else None
        if match is not None:
            yield match


def unfold(body: bytes) -> tuple[bytes, _Map]:
    """Quoted-printable, decoded."""
    offsets, parts, size, at = Offsets(), [], 0, 0
    for match in _SOFT.finditer(body):
        offsets.copied(size, at)
        parts.append(body[at : match.start()])
        size += match.start() - at
        at = match.end()
        if match[0][-1:] != b"\n":
            offsets.replaced(size, match.start(), 3)
            parts.append(bytes.fromhex(match[0][1:].decode()))
            size += 1
    offsets.copied(size, at)
    parts.append(body[at:])
    return b"".join(parts), offsets


class _Quads:
    """Base64: three bytes are four characters, which may have line breaks between them."""

    def __init__(self, chunks: list[tuple[int, int]]) -> None:
        self._origins = [start for start, _ in chunks]
        self._counts = list(accumulate((end - start for start, end in chunks), initial=0))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The whole quadruples that hold the bytes."""
        last = min(-(-end // 3) * 4, self._counts[-1]) - 1
        return self._origin(start // 3 * 4), self._origin(last) + 1

    def _origin(self, character: int) -> int:
        chunk = min(bisect_right(self._counts, character), len(self._origins)) - 1
        return self._origins[chunk] + character - self._counts[chunk]


def _unbase64(body: bytes) -> tuple[bytes, _Map]:
    chunks = [match.span() for match in _BASE64.finditer(body)]
    characters = b"".join(body[start:end] for start, end in chunks)
    whole = len(characters) // 4 * 4
    rest = characters[whole:] if len(characters) - whole > 1 else b""
    padded = characters[:whole] + (rest + b"=" * (4 - len(rest)) if rest else b"")
    return binascii.a2b_base64(padded), _Quads(chunks)
