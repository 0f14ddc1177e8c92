"""The body of a saved HTTP answer without what was done to it for the way: chunks (RFC 9112, 7.1) and packing
(RFC 9110, 8.4). Writers of archives often undo these and leave the header: the bytes decide."""

from __future__ import annotations

import re
from bisect import bisect_right

from farthing.pages.containers.budget import Budget
from farthing.pages.containers.entry import Place, as_it_is
from farthing.pages.containers.mail import Headers
from farthing.pages.containers.streams import Buffered
from farthing.pages.containers.unpack import DEFLATE, GZIP, ZLIB, ZSTD, Packing, Unpacked
from farthing.pages.errors import Damaged

_SIZE_LINE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_MANY = 500_000
_CODINGS: dict[bytes, tuple[Packing, ...]] = {
    b"gzip": (GZIP,),
    b"x-gzip": (GZIP,),
    b"zstd": (ZSTD,),
    b"deflate": (ZLIB, DEFLATE),
}


def plain(body: Buffered, headers: Headers, length: int, budget: Budget) -> tuple[Buffered, Place]:
    """The body of `length` bytes as the page's author wrote it, and its places in what was sent."""
    place: Place = as_it_is
    if b"chunked" in said(headers, b"transfer-encoding") and _SIZE_LINE.match(body.peek(300)):
        chunks = Chunks(body)
        body, place = Buffered(chunks), chunks.place
    head = body.peek(4)
    for packing in _CODINGS.get(said(headers, b"content-encoding"), ()):
        if packing.begins(head):
            return Buffered(Unpacked(body, packing, budget)), lambda start, end: (0, length)
    return body, place


def said(headers: Headers, name: bytes) -> bytes:
    """The value of a field in lower case, empty where there is none."""
    return headers.get(name, (b"", 0))[0].strip().lower()


class Chunks:
    """What a body in chunks holds, with the way back to where it stands among their sizes."""

    __slots__ = ("_given", "_is_over", "_left", "_places", "_source", "_start", "_starts")

    def __init__(self, source: Buffered) -> None:
        self._source = source
        self._start = source.position
        self._left = 0
        self._given = 0
        self._is_over = False
        self._starts: list[int] = []
        self._places: list[int] = []

    def read(self, size: int, /) -> bytes:
        if not self._left and not self._is_over:
            self._next_chunk()
        piece = self._source.read(min(size, self._left)) if self._left else b""
        if self._left and not piece:
            self._end("the body in chunks is cut short; what there is was read")
        self._left -= len(piece)
        self._given += len(piece)
        return piece

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the bytes from `start` to `end` (not empty) stand in what was sent."""
        return self._at(start), self._at(end - 1) + 1

    def _at(self, place: int) -> int:
        chunk = max(0, bisect_right(self._starts, place) - 1)
        return self._places[chunk] + place - self._starts[chunk]

    def _next_chunk(self) -> None:
        if self._given:
            self._source.take(2 if self._source.peek(2) == b"\r\n" else 1)
        line = _SIZE_LINE.match(self._source.peek(300))
        if line is None:
            self._end("the body's chunks are broken off; what stood before was read")
        else:
            self._source.take(line.end())
            self._left = int(line[1], 16)
            self._is_over = not self._left
            if len(self._starts) >= _MANY:  # of a body in tiny chunks only the last places are kept
                del self._starts[: _MANY // 2], self._places[: _MANY // 2]
            self._starts.append(self._given)
            self._places.append(self._source.position - self._start)

    def _end(self, why: str) -> None:
        self._is_over, self._left = True, 0
        raise Damaged(why)
