"""Bodies of mail and web archives in quoted-printable or base64: decoded, with the way back to the offsets.

Source: RFC 2045, sections 6.7 and 6.8. A body runs from the blank line after a header block that names the
encoding to the next boundary line or mbox separator. Bodies of media are passed over: nobody looks into them.
A long body comes in parts, so that no more than a part of it is ever decoded at once.
"""

from __future__ import annotations

import binascii
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from operator import sub
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
_NOT_BASE64 = bytes(byte for byte in range(256) if not _BASE64.match(bytes((byte,))))
_SIGN = re.compile(rb"[^A-Za-z0-9+/]*[A-Za-z0-9+/]")
_PART, _OVER = 1 << 20, 1 << 14  # bytes of a long body decoded at once, and read over both ends of that


class _Map(Protocol):
    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where decoded bytes stand in the body."""


@dataclass(frozen=True, slots=True)
class Body:
    """An encoded body or a part of one: `data[start:end]`, its decoded bytes (none for media), the way back.

    What is decoded begins at `base` and may reach over both ends of a part, for what stands across them.
    """

    start: int
    end: int
    base: int
    decoded: bytes
    offsets: _Map

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where decoded bytes stand in the data."""
        begin, stop = self.offsets.span(start, end)
        return self.base + begin, self.base + stop

    def owns(self, start: int) -> bool:
        """Whether what begins at this place of the data belongs to this part and not to its neighbour."""
        return self.start <= start < self.end


def bodies(data: bytes, colons: Iterable[int] | None = None) -> Iterator[Body]:
    """Every encoded body of `data`, in order; its header's colon is one of `colons` (None: any)."""
    done, blank = 0, None
    for match in headers(data, colons):
        if match.start() < done:
            continue
        if blank is None or blank.start() < match.end():
            blank = _BLANK.search(data, match.end())
        if blank is None:
            return
        boundary = _END.search(data, blank.end() - 1)
        end = done = max(blank.end(), boundary.start() if boundary else len(data))
        before = max(0, match.start() - _HEAD)
        if _MEDIA.search(data[max(data.rfind(b"\n\n", before, match.start()), before) : blank.start()]):
            yield Body(blank.end(), end, blank.end(), *unfold(b""))
        else:
            yield from _parts(data, blank.end(), end, is_base64=match[1].lower() == b"base64")


def _parts(data: bytes, start: int, end: int, *, is_base64: bool) -> Iterator[Body]:
    """A body, decoded part by part; base64 always from the beginning of a quadruple."""
    decode: Callable[[bytes], tuple[bytes, _Map]] = _unbase64 if is_base64 else unfold
    counted, signs = start, 0
    for at in range(start, max(end, start + 1), _PART):
        base, stop = max(start, at - _OVER), min(end, at + _PART)
        if is_base64:
            signs += len(data[counted:base].translate(None, _NOT_BASE64))
            counted = base
            for _ in range(-signs % 4):
                sign = _SIGN.match(data, base, end)
                base = sign.end() if sign else base
        yield Body(at, stop, base, *decode(data[base : min(end, stop + _OVER)]))


def open_body(data: bytes, colons: Iterable[int] | None) -> int | None:
    """Where the header begins whose encoded body goes on at the end of `data`; None if there is none."""
    blank: re.Match[bytes] | None = None
    end: re.Match[bytes] | None = None
    for match in headers(data, colons):
        if blank is None or blank.start() < match.end():
            blank = _BLANK.search(data, match.end())
        if blank is not None and (end is None or end.start() < blank.end() - 1):
            end = _END.search(data, blank.end() - 1)
        if blank is None or end is None:
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
    offsets, shown, at = Offsets(), bytearray(), 0
    for match in _SOFT.finditer(body):
        if match.start() > at:
            offsets.copied(len(shown), at)
            shown += body[at : match.start()]
        at = match.end()
        if match[0][-1:] != b"\n":
            offsets.replaced(len(shown), match.start(), 3)
            shown.append(int(match[0][1:], 16))
    offsets.copied(len(shown), at)
    shown += body[at:]
    return bytes(shown), offsets


class _Quads:
    """Base64: three bytes are four characters, which may have line breaks between them."""

    def __init__(self, starts: array[int], ends: array[int]) -> None:
        self._origins = starts
        self._counts: array[int] = array("q", accumulate(map(sub, ends, starts), initial=0))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The whole quadruples that hold the bytes."""
        last = min(-(-end // 3) * 4, self._counts[-1]) - 1
        return self._origin(start // 3 * 4), self._origin(last) + 1

    def _origin(self, character: int) -> int:
        chunk = min(bisect_right(self._counts, character), len(self._origins)) - 1
        return self._origins[chunk] + character - self._counts[chunk]


def _unbase64(body: bytes) -> tuple[bytes, _Map]:
    starts, ends = array("q"), array("q")
    for match in _BASE64.finditer(body):
        starts.append(match.start())
        ends.append(match.end())
    characters = body.translate(None, _NOT_BASE64)
    whole = len(characters) // 4 * 4
    rest = characters[whole:] if len(characters) - whole > 1 else b""
    padded = characters[:whole] + (rest + b"=" * (4 - len(rest)) if rest else b"")
    return binascii.a2b_base64(padded), _Quads(starts, ends)
