"""Streams that are only compressed: gzip (RFC 1952), bzip2, xz, zstd (RFC 8878), deflate (RFC 1950, 1951).

Each gives what it unpacks to piece by piece, under a budget, over any number of packed members one after
another. Damage is raised once, after all that could be unpacked before it.
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import zstandard

from farthing.pages.containers.budget import Budget
from farthing.pages.containers.streams import CHUNK, Buffered
from farthing.pages.errors import Damaged

_XZ_MEMORY = 80 << 20  # `xz -9` asks for 65 MB
_ZSTD_WINDOW = 1 << 27  # `zstd --ultra -22` uses that much
_ZSTD_STEP = 512  # four bytes may stand for 128 KB
_BOUNDARIES = 4_096


class _Decoder(Protocol):
    """A decompressor as those of the standard library are."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Zlib:
    """zlib's decompressor in the manner of the others."""

    __slots__ = ("_inner", "_is_full")

    def __init__(self, bits: int) -> None:
        self._inner = zlib.decompressobj(bits)
        self._is_full = False

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._is_full

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        piece = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self._is_full = bool(self._inner.unconsumed_tail) or len(piece) == max_length
        return piece


class _Zstd:
    """zstd's decompressor in the manner of the others; it cannot be told to give less."""

    __slots__ = ("_inner",)
    needs_input = True

    def __init__(self) -> None:
        self._inner = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return self._inner.decompress(data)


@dataclass(frozen=True, slots=True)
class Packing:
    """A way to compress: its name, how a packed member begins, its decompressor."""

    name: str
    begins: Callable[[bytes], bool]
    make: Callable[[], _Decoder]
    step: int = CHUNK  # bytes given to the decompressor at once


def _is_bzip2(head: bytes) -> bool:
    return head[:3] == b"BZh" and head[3:4].isdigit() and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90")


def _is_zlib(head: bytes) -> bool:
    return len(head) > 1 and head[0] & 15 == 8 and (head[0] << 8 | head[1]) % 31 == 0


GZIP = Packing("gzip", lambda head: head[:3] == b"\x1f\x8b\x08" and head[3:4] < b"\x20", lambda: _Zlib(31))
BZIP2 = Packing("bzip2", _is_bzip2, bz2.BZ2Decompressor)
XZ = Packing(
    "xz",
    lambda head: head[:6] == b"\xfd7zXZ\0",
    lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY),
)
ZSTD = Packing("zstd", lambda head: head[:4] == b"\x28\xb5\x2f\xfd", _Zstd, _ZSTD_STEP)
ZLIB = Packing("deflate", _is_zlib, lambda: _Zlib(15))
DEFLATE = Packing("deflate", lambda head: bool(head), lambda: _Zlib(-15))
PACKINGS = (GZIP, BZIP2, XZ, ZSTD)


class Unpacked:
    """What a packed stream unpacks to. With `once` it ends with its first packed member, and what follows is
    left in the stream."""

    __slots__ = (
        *("_boundaries", "_budget", "_decoder", "_fed", "_first", "_given"),
        *("_is_over", "_once", "_packing", "_ready", "_source"),
    )

    def __init__(self, source: Buffered, packing: Packing, budget: Budget, *, once: bool = False) -> None:
        self._source = source
        self._packing = packing
        self._budget = budget
        self._once = once
        self._decoder: _Decoder | None = None
        self._first = source.position
        self._given = 0
        self._ready = b""
        self._fed = b""
        self._is_over = False
        self._boundaries: deque[tuple[int, int]] = deque(maxlen=_BOUNDARIES)

    def read(self, size: int, /) -> bytes:
        while not self._ready and not self._is_over:
            if self._decoder is None and not self._begins():
                break
            self._ready = self._step(size)
        piece, self._ready = self._ready[:size], self._ready[size:]
        return piece

    def packed_place(self, place: int) -> int | None:
        """Where in the packed stream the member begins whose first unpacked byte is at `place`; None where
        none begins there. To be asked in ascending order, soon after the place was read."""
        while self._boundaries and self._boundaries[0][0] < place:
            self._boundaries.popleft()
        packed = None
        while self._boundaries and self._boundaries[0][0] == place:
            packed = self._boundaries.popleft()[1]
        return packed

    def _begins(self) -> bool:
        """Begins the next packed member, if there is one; zeros between them are filling."""
        is_first = self._source.position == self._first
        while not is_first and (filling := self._source.peek(CHUNK)) and not filling.strip(b"\0"):
            self._source.take(len(filling))
        head = self._source.peek(CHUNK if not is_first else 16)
        filled = 0 if is_first else len(head) - len(head.lstrip(b"\0"))
        if self._packing.begins(head[filled:]):
            self._source.take(filled)
            self._boundaries.append((self._given, self._source.position))
            self._decoder = self._packing.make()
            return True
        self._is_over = True
        if head and not self._once:
            raise Damaged(f"something else follows the {self._packing.name} data; it was not read")
        return False

    def _step(self, size: int) -> bytes:
        decoder = self._decoder
        assert decoder is not None
        data = self._source.read(self._packing.step) if decoder.needs_input else b""
        has_ended = decoder.needs_input and not data
        self._fed = data or self._fed
        try:
            piece = decoder.decompress(data, max(size, 1))
        except (zlib.error, lzma.LZMAError, zstandard.ZstdError, OSError, EOFError, ValueError) as error:
            self._end()
            raise Damaged(f"the {self._packing.name} data is damaged; what stood before was read") from error
        self._given += len(piece)
        if decoder.eof:
            self._source.give_back(decoder.unused_data)
            self._decoder = None
            self._is_over = self._once
        elif has_ended and not piece:
            self._is_over = True
            raise Damaged(f"the {self._packing.name} data ends too early; what there is was read")
        try:
            self._budget.unpacked(len(piece), self._source.position - self._first, self._given)
        except Damaged:
            self._end()
            raise
        return piece

    def _end(self) -> None:
        """Nothing more is unpacked. What may follow the member is somewhere in the bytes given last."""
        self._is_over = True
        if self._once:
            self._source.give_back(self._fed)
