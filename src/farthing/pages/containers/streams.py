"""Streams: bytes that come when asked for, so that no container is ever held whole.

Everything here has `read(size)`, which gives at most `size` bytes and `b""` only at the end. A stream that
finds its input spoilt gives what stands before, raises `Damaged` once and is at its end from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from farthing.pages.errors import Damaged

CHUNK = 1 << 16


class Readable(Protocol):
    """Anything bytes can be read from."""

    def read(self, size: int, /) -> bytes: ...


class Buffered:
    """A stream that can be looked into before it is read, and that knows how far it was read."""

    __slots__ = ("_at", "_fault", "_held", "_inner", "position")

    def __init__(self, inner: Readable) -> None:
        self._inner = inner
        self._held = b""
        self._at = 0
        self._fault: Damaged | None = None  # met while looking ahead
        self.position = 0

    def read(self, size: int, /) -> bytes:
        if self._at < len(self._held):
            piece = self._held[self._at : self._at + size]
            self._at += len(piece)
        else:
            self._raise_fault()
            piece = self._inner.read(size)
        self.position += len(piece)
        return piece

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, fewer only at the end; they stay to be read."""
        while len(self._held) - self._at < size and self._fault is None:
            try:
                more = self._inner.read(max(CHUNK, size))
            except Damaged as fault:
                self._fault = fault
                break
            if not more:
                break
            self._held = self._held[self._at :] + more
            self._at = 0
        return self._held[self._at : self._at + size]

    def take(self, size: int) -> bytes:
        """The next `size` bytes, fewer only at the end."""
        piece = self.peek(size)
        if len(piece) < size:
            self._raise_fault()
        self._at += len(piece)
        self.position += len(piece)
        return piece

    def give_back(self, piece: bytes) -> None:
        """Puts back the last bytes that were read."""
        self._held = piece + self._held[self._at :]
        self._at = 0
        self.position -= len(piece)

    def _raise_fault(self) -> None:
        if self._fault is not None:
            fault, self._fault = self._fault, None
            self._inner = _NOTHING
            raise fault

    def skip_to(self, mark: bytes) -> bool:
        """Reads on to just before `mark`; False where it does not come, and all is read."""
        while True:
            piece = self.peek(CHUNK)
            at = piece.find(mark)
            if at >= 0:
                self.take(at)
                return True
            if len(piece) < CHUNK:
                self.take(len(piece))
                return False
            self.take(len(piece) - len(mark) + 1)


class _Nothing:
    """A stream at its end."""

    def read(self, size: int, /) -> bytes:
        return b""


_NOTHING = _Nothing()


class Slice:
    """The next `length` bytes of a stream. `is_short` when the stream ended before, without a fault."""

    __slots__ = ("_has_failed", "_inner", "left")

    def __init__(self, inner: Readable, length: int) -> None:
        self._inner = inner
        self._has_failed = False
        self.left = length

    def read(self, size: int, /) -> bytes:
        try:
            piece = self._inner.read(min(size, self.left)) if self.left else b""
        except Damaged:
            self._has_failed = True
            raise
        self.left -= len(piece)
        return piece

    @property
    def is_short(self) -> bool:
        return self.left > 0 and not self._has_failed


class Until:
    """A stream up to `mark` (which is left) or to its end."""

    __slots__ = ("_inner", "_mark")

    def __init__(self, inner: Buffered, mark: bytes) -> None:
        self._inner = inner
        self._mark = mark

    def read(self, size: int, /) -> bytes:
        window = size + len(self._mark) - 1
        piece = self._inner.peek(window)
        at = piece.find(self._mark)
        if at >= 0:
            return self._inner.take(min(at, size))
        return self._inner.take(size if len(piece) == window else min(size, len(piece)))


class Joined:
    """Bytes at hand, then a stream."""

    __slots__ = ("_head", "_rest")

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int, /) -> bytes:
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        return self._rest.read(size)


class Watched:
    """A stream whose reader tells how many bytes went by."""

    __slots__ = ("_inner", "_passed")

    def __init__(self, inner: Readable, passed: Callable[[int], None]) -> None:
        self._inner = inner
        self._passed = passed

    def read(self, size: int, /) -> bytes:
        piece = self._inner.read(size)
        self._passed(len(piece))
        return piece


def drain(stream: Readable) -> int:
    """Reads a stream to its end for nothing; gives the number of bytes."""
    size = 0
    while piece := stream.read(CHUNK):
        size += len(piece)
    return size
