"""`find` over a stream of any length, a window at a time, in memory that does not grow with it.

Windows overlap: what a window holds before its first new byte is enough for the words beside an address, and
behind its last new byte for the longest address and URI, so that every hit is read in a window that shows all
of it. The encoded body of a mail is read whole (up to `_LARGEST`), since its middle shows no encoding.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from farthing.coins import carriers, places, wide
from farthing.coins.find import Told, find
from farthing.coins.hit import Hit
from farthing.coins.keys import PrivateKey
from farthing.coins.places import Places

WINDOW = 4 << 20
BEFORE, BEHIND = 1 << 12, 1 << 14
_LARGEST = 32 << 20


class Readable(Protocol):
    """A binary stream; an empty answer is its end."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes."""


@dataclass(slots=True)
class _Window:
    """`data` begins at `at` in the stream; hits from `new` on (in the stream) were not given before."""

    data: bytes = b""
    at: int = 0
    new: int = 0
    is_last: bool = False

    def fill(self, stream: Readable, size: int) -> None:
        """Read on until the window holds `size` bytes or the stream ends. What it holds is read again where
        the stream can go back: that is less than copying all the rest behind it."""
        held = [self.data] if self.data else []
        if held and isinstance(stream, io.IOBase) and stream.seekable():
            stream.seek(-len(self.data), io.SEEK_CUR)
            held = []
        missing = size - sum(map(len, held))
        while missing > 0:
            piece = stream.read(missing)
            if not piece:
                self.is_last = True
                break
            held.append(piece)
            missing -= len(piece)
        self.data = b"".join(held)

    def move(self, end: int) -> None:
        """Everything before `end` (in the stream) was given."""
        keep = max(self.at, (end - BEFORE) & ~1)
        self.data, self.at, self.new = self.data[keep - self.at :], keep, end


def find_in(
    stream: Readable,
    *,
    rejected: bool = False,
    recover_case: bool = False,
    on_private_key: Told | None = None,
    window: int = WINDOW,
    start: int = 0,
) -> Iterator[Hit]:
    """The addresses in a stream, as `find` gives them, in order of start; offsets are those of the stream.

    `start`: only those from there on; the stream then stands `BEFORE` bytes before it, or at its beginning.
    """
    search = partial(find, rejected=rejected, recover_case=recover_case)
    here = _Window(at=max(0, start - BEFORE), new=start)
    while not here.is_last:
        here.fill(stream, window + BEFORE + BEHIND)
        found, end = _complete(here, stream, window)
        yield from _new_hits(here, end, found, search, on_private_key)
        here.move(end)


def find_part(data: bytes, at: int, start: int, end: int, on_private_key: Told) -> list[Hit] | None:
    """The addresses of a stream that begin from `start` to before `end`, of which `data` is shown from `at`:
    `BEFORE` bytes before and `BEHIND` behind. None where one must know what came long before: in the encoded
    bodies of mail and in two-byte text, which `find_in` reads."""
    here, found = _Window(data, at, start), places.sieve(data)
    if wide.is_wide(data) or next(carriers.headers(data, found.colons), None):
        return None
    return list(_new_hits(here, end, found, find, on_private_key))


def _new_hits(
    here: _Window, end: int, found: Places, search: Callable[..., list[Hit]], on_private_key: Told | None
) -> Iterator[Hit]:
    """The window's hits that were not given before and begin before `end`."""
    keys: list[PrivateKey] = []

    def sieve(data: bytes) -> Places:
        return found if data is here.data else places.sieve(data)

    for hit in search(here.data, on_private_key=keys.append, sieve=sieve):
        if here.new <= here.at + hit.start < end:
            yield hit.moved(here.at)
    for key in keys:
        if on_private_key is not None and here.new <= here.at + key.start < end:
            on_private_key(replace(key, start=here.at + key.start, end=here.at + key.end))


def _complete(here: _Window, stream: Readable, window: int) -> tuple[Places, int]:
    """The window's places, and up to where (in the stream) it shows everything; reads on where that would cut
    the body of a mail."""
    while True:
        found = places.sieve(here.data)
        if here.is_last:
            return found, here.at + len(here.data)
        body = carriers.open_body(here.data, found.colons)
        is_cut = wide.is_wide(here.data) or (body is not None and here.at + body - BEFORE <= here.new)
        if not is_cut or len(here.data) >= _LARGEST:
            end = len(here.data) - BEHIND
            return found, here.at + (end if is_cut or body is None else min(end, body))
        here.fill(stream, min(len(here.data) + window, _LARGEST))
