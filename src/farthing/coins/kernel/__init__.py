"""The kernel: where in many bytes an address could be, at the speed of memory rather than of Python.

`sieve` notes places and reads nothing: it may note too much, never too little. What stands at the places is
read by the same code that reads a small page whole (`find`), so the readable modules stay the one definition
of what an address is, and the kernel only spares them the bytes where there is none. Two passes: `scan` over
the bytes as they are, `rendered` and `rows` over what a reader sees of them.

Compiled by numba when it is first used, which takes half a minute; `farthing warm` does it beforehand and
the result is kept (`NUMBA_CACHE_DIR`, else beside these files or in the user's cache). Releases the
interpreter's lock.
"""

from __future__ import annotations

import numpy as np

from farthing.coins.kernel import rendered, rows, scan
from farthing.coins.kernel.tables import tables
from farthing.coins.places import Places, Span

_PADDING = 64


def sieve(data: bytes | memoryview) -> Places:
    """The places of `data` (less than 2 GB) where something could be read."""
    size = len(data)
    padded = np.zeros(size + _PADDING, np.uint8)
    padded[:size] = np.frombuffer(data, np.uint8)
    words = np.zeros((scan.KINDS, size // 64 + 2), np.uint64)
    runs = np.empty((size // scan.SHORTEST + 2, 2), np.int64)
    keys, spots = np.empty(size // scan.SHORTEST + 2, np.int64), np.empty(size // 3 + 2, np.int64)
    colons = np.empty(size // 2 + 2, np.int64)
    found = scan.scan(padded, size, words, tables(), runs, colons, spots, keys)
    return Places(
        runs=[(start, end) for start, end in runs[: found[0]].tolist()],
        colons=colons[: found[1]].tolist(),
        spots=sorted(spots[: found[2]].tolist()),
        keys=keys[: found[3]].tolist(),
        broken=_broken(padded, size, words),
    )


def _broken(padded: np.ndarray, size: int, words: np.ndarray) -> list[Span]:
    """The spans of `padded[:size]` in which an address may stand that was written broken."""
    out, cuts = np.zeros(size + _PADDING, np.uint8), np.zeros(size // 64 + 2, np.uint64)
    seg_out, seg_raw = np.empty(size + 2, np.int32), np.empty(size + 2, np.int32)
    filled, segments = rendered.render(padded, size, words, out, seg_out, seg_raw, cuts)
    starts = np.zeros(filled // 64 + 1, np.uint64)
    found = np.empty((filled // scan.SHORTEST + 2, 2), np.int64)
    count = rows.rows(out, filled, cuts, starts, tables(), found)
    spans = found[:count]
    if not count:
        return []
    return _merged(_origins(spans, seg_out[:segments], seg_raw[:segments]).tolist())


def _origins(places: np.ndarray, seg_out: np.ndarray, seg_raw: np.ndarray) -> np.ndarray:
    """Where rendered bytes stand in the data."""
    segment = np.maximum(np.searchsorted(seg_out, places, side="right") - 1, 0)
    return seg_raw[segment] + places - seg_out[segment]


def _merged(spans: list[list[int]]) -> list[Span]:
    """Overlapping spans as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged
