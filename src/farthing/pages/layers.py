"""From a character of decoded text back to the bytes of the input: one layer a decoding step.

A page reaches the reader through transfer encoding (quoted-printable, base64), a charset, markup. Each step
keeps only what it needs to answer "where did this stand?" for the few spans that are asked about, and works
that out when asked; so a page of 20 MB costs no table of 20 million entries.
"""

from __future__ import annotations

import binascii
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Protocol

_STRIDE = 4096  # characters between two remembered offsets


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


class QuotedPrintable:
    """A quoted-printable body (RFC 2045, 6.7), decoded line by line so that a span is found in its line."""

    __slots__ = ("_base", "_decoded_at", "_lines", "_raw_at", "data")

    def __init__(self, body: bytes, base: int) -> None:
        self._lines = body.splitlines(keepends=True)
        decoded = [binascii.a2b_qp(line) for line in self._lines]
        self.data = b"".join(decoded)
        self._base = base
        self._raw_at = list(accumulate(map(len, self._lines), initial=0))
        self._decoded_at = list(accumulate(map(len, decoded), initial=0))

    def span(self, start: int, end: int) -> tuple[int, int]:
        first = self._at(start)
        return first, max(first, self._at(end - 1, after=True)) if end > start else first

    def _at(self, offset: int, *, after: bool = False) -> int:
        line = max(0, min(bisect_right(self._decoded_at, offset) - 1, len(self._lines) - 1))
        raw, left = self._raw_at[line], offset - self._decoded_at[line]
        body = self._lines[line] if self._lines else b""
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


class Base64:
    """A base64 body (RFC 4648; MIME line breaks and stray characters are passed over, RFC 2045, 6.8)."""

    __slots__ = ("_base", "_lines", "_raw_at", "_signs_at", "data")

    def __init__(self, body: bytes, base: int) -> None:
        self._lines = body.splitlines(keepends=True)
        clean = [line.translate(None, _NOT_BASE64) for line in self._lines]
        signs = b"".join(clean)
        signs = signs[: len(signs) - (1 if len(signs) % 4 == 1 else 0)]
        self.data = binascii.a2b_base64(signs + b"=" * (-len(signs) % 4))
        self._base = base
        self._raw_at = list(accumulate(map(len, self._lines), initial=0))
        self._signs_at = list(accumulate(map(len, clean), initial=0))

    def span(self, start: int, end: int) -> tuple[int, int]:
        first = self._at(start * 4 // 3)
        return first, max(first, self._at((end * 8 - 1) // 6) + 1) if end > start else first

    def _at(self, sign: int) -> int:
        line = max(0, min(bisect_right(self._signs_at, sign) - 1, len(self._lines) - 1))
        left = sign - self._signs_at[line]
        body = self._lines[line] if self._lines else b""
        for position, byte in enumerate(body):
            if byte not in _NOT_BASE64:
                if left == 0:
                    return self._base + self._raw_at[line] + position
                left -= 1
        return self._base + self._raw_at[line] + len(body)


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
