"""The kernel: where in many bytes an address could be, at the speed of memory rather than of Python.

`sieve` notes places and reads nothing: it may note too much, never too little. What stands at the places is
read by the same code that reads a small page whole (`find`), so the readable modules stay the one definition
of what an address is, and the kernel only spares them the bytes where there is none. Two passes: `scan` over
the bytes as they are, `rendered` and `rows` over what a reader sees of them.

Compiled by numba, which takes half a minute: never unasked, but by `farthing warm`, and kept beside these
files or in the user's cache (`NUMBA_CACHE_DIR` names another place). Releases the interpreter's lock.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

import numpy as np

from farthing.coins.kernel import case_search, rendered, rows, scan
from farthing.coins.kernel.tables import tables
from farthing.coins.places import Places, Span

_PADDING = 128  # more than two vectors that begin at the last byte
_NEAR = 2400  # bytes that are rendered around a span
# Bytes searched at a time, and how far a block reads into its neighbours: more than the longest address.
_BLOCK, _OVERLAP = 1 << 21, 1 << 14  # whole words of bits


class _Space:
    """The arrays that a search of up to `size` bytes writes on: fresh memory costs more than the search."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.room, self.out = np.zeros(size + _PADDING, np.uint8), np.zeros(size + _PADDING, np.uint8)
        self.padded = self.room.view()
        self.padded.flags.writeable = False  # as the data's own bytes are: compiled once for both
        self.words = np.zeros((max(scan.KINDS, rows.KINDS), size // 64 + 2), np.uint64)
        self.cuts = np.zeros(size // 64 + 2, np.uint64)
        self.runs = np.empty((size // scan.SHORTEST + 2, 2), np.int64)
        self.keys = np.empty(size // scan.SHORTEST + 2, np.int64)
        self.spots, self.colons = np.empty(size // 3 + 2, np.int64), np.empty(size // 2 + 2, np.int64)
        self.found = np.empty((2 * (size // scan.SHORTEST) + 2, 2), np.int64)
        self.seg_out, self.seg_raw = np.empty(size + 2, np.int32), np.empty(size + 2, np.int32)


_KEPT_SPACE: ContextVar[_Space | None] = ContextVar("space", default=None)  # one for each thread


def _space(size: int) -> _Space:
    """The thread's work space, made larger where it is too small."""
    space = _KEPT_SPACE.get()
    if space is None or space.size < size:
        space = _Space(size)
        _KEPT_SPACE.set(space)
    return space


def is_compiled() -> bool:
    """Whether a search would find the kernel compiled, by this numba and from this code (numba keeps an index
    of it, and has no public way to ask for it)."""
    entries: tuple[Any, ...] = (scan.scan, rendered.render, rows.rows)
    return all(entry._cache._cache_file._load_index() for entry in entries)


def precompile() -> None:
    """Compile everything here that was not compiled before."""
    sieve(b" ")
    case_search.search(["1", "Aa"], b"\0")


def sieve(data: bytes | memoryview) -> Places:
    """The places of `data` where something could be read."""
    array = np.frombuffer(data, np.uint8)
    found: list[list[Any]] = [[], [], [], [], []]
    for start in range(0, max(1, array.size), _BLOCK):
        before = max(0, start - _OVERLAP)
        for kept, places in zip(found, _places(array, before, start + _BLOCK + _OVERLAP), strict=True):
            first = places if places.ndim == 1 else places[:, 0]
            new = (first >= start - before) & (first < start - before + _BLOCK)
            kept += (places[new] + before).tolist()
    runs, colons, spots, keys, broken = found
    return Places(_spans(runs), colons, sorted(spots), keys, _merged(broken))


def _places(array: np.ndarray, before: int, end: int) -> tuple[np.ndarray, ...]:
    """The runs, colons, spots, keys and broken spans of one block. It is taken as it stands where as much
    follows it as is read beyond its end, else copied in front of zeros."""
    size = min(end, array.size) - before
    space, block = _space(size), array[before : end + _PADDING]
    if block.size < size + _PADDING:
        space.room[:size] = block[:size]
        space.room[size : size + _PADDING] = 0
        block = space.padded
    columns = space.runs, space.colons, space.spots, space.keys
    counts = scan.scan(block, size, space.words, tables(), *columns)
    noted = tuple(column[:count] for column, count in zip(columns, counts, strict=True))
    return *noted, _broken(block, size, space)


def _spans(pairs: list[list[int]]) -> list[Span]:
    return [(start, end) for start, end in pairs]


def _broken(block: np.ndarray, size: int, space: _Space) -> np.ndarray:
    """The spans of the block's `size` bytes in which an address may stand that was written broken."""
    space.cuts[: size // 64 + 2] = 0
    out, cuts, seg_out, seg_raw = space.out, space.cuts, space.seg_out, space.seg_raw
    filled, segments = rendered.render(block, size, space.words, out, seg_out, seg_raw, cuts)
    out[filled : filled + _PADDING] = 0
    count = rows.rows(out, filled, cuts, tables(), space.words, space.found)
    return _origins(space.found[:count], seg_out[:segments], seg_raw[:segments])


def _origins(places: np.ndarray, seg_out: np.ndarray, seg_raw: np.ndarray) -> np.ndarray:
    """Where rendered bytes stand in the data."""
    segment = np.maximum(np.searchsorted(seg_out, places, side="right") - 1, 0)
    return seg_raw[segment] + places - seg_out[segment]


def _merged(spans: list[list[int]]) -> list[Span]:
    """Spans as one whose surroundings overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + _NEAR:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged
