"""`find` over a stream of any length, a window at a time, in memory that does not grow with it.

Windows overlap: what a window holds before its first new byte is enough for the words beside an address, and
behind its last new byte for the longest address and URI, so that every hit is read in a window that shows all
of it. The encoded body of a mail is read whole (up to `_LARGEST`), since its middle shows no encoding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from mmap import mmap
from typing import Protocol

from farthing.coins import carriers, wide
from farthing.coins.find import Told, find
from farthing.coins.hit import Hit
from farthing.coins.keys import PrivateKey

WINDOW = 4 << 20
BEFORE, BEHIND = 1 << 12, 1 << 14
_LARGEST = 64 << 20


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
        """Read on until the window holds `size` bytes or the stream ends."""
        pieces, held = [self.data], len(self.data)
        while held < size:
            piece = stream.read(size - held)
            if not piece:
                self.is_last = True
                break
            pieces.append(piece)
            held += len(piece)
        self.data = b"".join(pieces)

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
    part: tuple[int, int] | None = None,
) -> Iterator[Hit]:
    """The addresses in a stream, as `find` gives them, in order of start; offsets are those of the stream.

    `part`: only those that begin from its first to before its second offset; the stream then stands `BEFORE`
    bytes before the part (or at its own beginning). Parts of a stream that `can_be_parted` give the whole.
    """
    start, stop = part or (0, None)
    here = _Window(at=max(0, start - BEFORE), new=start)
    while not here.is_last and (stop is None or here.new < stop):
        here.fill(stream, window + BEFORE + BEHIND)
        end = _complete(here, stream, window)
        end = end if stop is None else min(end, stop)
        keys: list[PrivateKey] = []
        for hit in find(here.data, rejected=rejected, recover_case=recover_case, on_private_key=keys.append):
            if here.new <= here.at + hit.start < end:
                yield replace(hit, start=here.at + hit.start, end=here.at + hit.end)
        for key in keys:
            if on_private_key is not None and here.new <= here.at + key.start < end:
                on_private_key(replace(key, start=here.at + key.start, end=here.at + key.end))
        here.move(end)


def can_be_parted(data: bytes | mmap) -> bool:
    """Whether parts of `data` can be searched by themselves: not where one must know what came long before,
    as in the encoded bodies of mail and in two-byte text."""
    mentioned = any(data.find(word) >= 0 for word in carriers.MENTIONS)
    return not mentioned and not wide.is_wide(data[:WINDOW])


def _complete(here: _Window, stream: Readable, window: int) -> int:
    """Up to where (in the stream) the window shows everything; reads on where it would cut a mail's body."""
    while not here.is_last:
        end = len(here.data) - BEHIND
        body = carriers.open_body(here.data)
        if wide.is_wide(here.data) or (body is not None and here.at + body - BEFORE <= here.new):
            if len(here.data) >= _LARGEST:
                return here.at + end
            here.fill(stream, min(len(here.data) + window, _LARGEST))
        else:
            return here.at + (end if body is None else min(end, body))
    return here.at + len(here.data)
