"""From a character of decoded text back to the bytes of the input: one layer a decoding step.

A page reaches the reader through transfer encoding (quoted-printable, base64), a charset, markup. Each step
keeps only what it needs to answer "where did this stand?" for the few spans that are asked about, and works
that out when asked; so a page of 20 MB costs no table of 20 million entries.
"""

from __future__ import annotations

import binascii
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Protocol

_STRIDE = 4096  # characters between two remembered offsets
_BLOCK = 4096  # bytes of an encoded body between two remembered places


class Raw(Protocol):
    """Decoded bytes that know where they stood in the input."""

    @property
    def data(self) -> bytes: ...

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The bytes of the input from which `data[start:end]` came."""
        ...


@dataclass(frozen=True, slots=True)
class Plain:
    """Bytes that stand in the input as they are, from `base` on."""

    data: bytes
    base: int = 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.base + start, self.base + end


@dataclass(frozen=True, slots=True)
class Whole:
    """Bytes that were packed (a compressed body): every span is the packed body as a whole."""

    data: bytes
    start: int
    end: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.start, self.end


_ESCAPE = re.compile(rb"=([0-9A-Fa-f]{2})|=[ \t]*(?:\r?\n|\Z)")
_NOT_BASE64 = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
)


def _blocks(body: bytes) -> Iterator[tuple[int, int]]:
    """Whole lines of a body, some `_BLOCK` bytes of them: few enough to be decoded once more for a span."""
    start = 0
    while start < len(body):
        line_end = body.find(b"\n", start + _BLOCK)
        end = line_end + 1 if line_end >= 0 else len(body)
        yield start, end
        start = end


class QuotedPrintable:
    """A quoted-printable body (RFC 2045, 6.7), decoded line by line so that a span is found in its line."""

    __slots__ = ("_base", "_body", "_decoded_at", "_raw_at", "data")

    def __init__(self, body: bytes, base: int) -> None:
        self._body = body
        self._base = base
        self._raw_at, self._decoded_at = array("q"), array("q")
        shown = bytearray()
        for start, end in _blocks(body):
            self._raw_at.append(start)
            self._decoded_at.append(len(shown))
            shown += b"".join(map(binascii.a2b_qp, body[start:end].splitlines(keepends=True)))
        self.data = bytes(shown)

    def span(self, start: int, end: int) -> tuple[int, int]:
        first = self._at(start)
        return first, max(first, self._at(end - 1, after=True)) if end > start else first

    def _at(self, offset: int, *, after: bool = False) -> int:
        raw, left, body = self._line(offset)
        position = 0
        for escape in _ESCAPE.finditer(body):
            literal = escape.start() - position
            if left < literal:
                break
            left -= literal
            position = escape.start()
            if escape.group(1):
                if left == 0:
                    return self._base + raw + (escape.end() if after else escape.start())
                left -= 1
            position = escape.end()
        return self._base + raw + position + left + (1 if after else 0)

    def _line(self, offset: int) -> tuple[int, int, bytes]:
        """The line whose decoded bytes hold the one at `offset`: its place, where in it, its bytes."""
        block = bisect_right(self._decoded_at, offset) - 1
        if block < 0:
            return 0, offset, b""
        raw, left, line = self._raw_at[block], offset - self._decoded_at[block], b""
        stop = self._raw_at[block + 1] if block + 1 < len(self._raw_at) else len(self._body)
        for line in self._body[raw:stop].splitlines(keepends=True):
            size = len(binascii.a2b_qp(line))
            if left < size or raw + len(line) == stop:
                break
            raw, left = raw + len(line), left - size
        return raw, left, line


class Base64:
    """A base64 body (RFC 4648; MIME line breaks and stray characters are passed over, RFC 2045, 6.8)."""

    __slots__ = ("_base", "_body", "_signs_at", "data")

    def __init__(self, body: bytes, base: int) -> None:
        self._body = body
        self._base = base
        signs = body.translate(None, _NOT_BASE64)
        if len(signs) % 4 == 1:
            signs = signs[:-1]
        self.data = binascii.a2b_base64(signs + b"=" * (-len(signs) % 4))
        counts = (self._signs(start, start + _BLOCK) for start in range(0, len(body), _BLOCK))
        self._signs_at = array("q", accumulate(counts, initial=0))  # before each block

    def span(self, start: int, end: int) -> tuple[int, int]:
        first = self._at(start * 4 // 3)
        return first, max(first, self._at((end * 8 - 1) // 6) + 1) if end > start else first

    def _signs(self, start: int, end: int) -> int:
        return len(self._body[start:end].translate(None, _NOT_BASE64))

    def _at(self, sign: int) -> int:
        """The place of a sign: in its block the first place with so many signs up to it."""
        block = max(0, min(bisect_right(self._signs_at, sign), len(self._signs_at) - 1) - 1)
        low, high = block * _BLOCK, min((block + 1) * _BLOCK, len(self._body))
        left = sign - self._signs_at[block]
        while low < high:
            middle = (low + high) // 2
            inside = self._signs(low, middle + 1)
            if inside > left:
                high = middle
            else:
                low, left = middle + 1, left - inside
        return self._base + low


@dataclass(slots=True)
class Decoded:
    """Text in one charset, and the way back to its bytes: characters are encoded again up to the place asked
    for. Undecodable bytes are lone surrogates (PEP 383), so that the way back is exact."""

    raw: Raw
    text: str
    codec: str
    lead: int = 0  # bytes before the first character (a byte order mark)
    _marks: list[int] = field(default_factory=lambda: [0])
    _ascii: bool = field(init=False)

    def __post_init__(self) -> None:
        self._ascii = self.text.isascii() and not self.codec.startswith("utf-16")

    def offset(self, index: int) -> int:
        """The place of character `index` in `raw.data`."""
        if self._ascii:
            return self.lead + index
        block = index // _STRIDE
        while len(self._marks) <= block:
            start = (len(self._marks) - 1) * _STRIDE
            self._marks.append(self._marks[-1] + self._size(start, start + _STRIDE))
        return self.lead + self._marks[block] + self._size(block * _STRIDE, index)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The bytes of the input from which `text[start:end]` came."""
        return self.raw.span(self.offset(start), self.offset(end))

    def _size(self, start: int, end: int) -> int:
        piece = self.text[start:end]
        try:
            return len(
                piece.encode(self.codec, "surrogatepass" if self.codec[:6] == "utf-16" else "surrogateescape")
            )
        except UnicodeEncodeError:
            return len(piece.encode(self.codec, "replace"))
