"""Which alphabets a stretch of bytes keeps to: a few comparisons of vectors, not a look at each byte."""

from __future__ import annotations

import numpy as np
from numba import njit, uint64

from farthing.coins.kernel import vectors
from farthing.coins.kernel.tables import (
    ALNUM,
    BASE32,
    BASE58,
    BECH32,
    CASH,
    KEY32,
    MONERO,
    RIPPLE,
    SS58,
    TEXT58,
)

KEEPS_ALL = np.uint16(1 << ALNUM)  # any letter or digit
_BASE58 = np.uint16(sum(1 << code for code in (BASE58, RIPPLE, MONERO, KEY32, TEXT58, SS58)))
_BASE32 = np.uint16(1 << BASE32)
_BECH32 = np.uint16(1 << BECH32 | 1 << CASH)


@njit(cache=True, nogil=True)
def kept(data, start, end):
    """The alphabets, a bit each, that have all the letters and digits in `data[start:end]` (followed by 64
    bytes more): `KEEPS_ALL` and others. That of hexadecimal digits is not asked for."""
    no_base58, no_base32, no_bech32 = uint64(0), uint64(0), uint64(0)
    for place in range(start, end, vectors.WIDTH):
        here = vectors.load(data, place)
        low = vectors.folded(here)
        inside = ~uint64(0) >> uint64(max(0, vectors.WIDTH - (end - place)))
        zero, one = vectors.equal(here, 0x30), vectors.equal(here, 0x31)
        upper = vectors.equal(here, 0x49) | vectors.equal(here, 0x4F)
        no_base58 |= (zero | upper | vectors.equal(here, 0x6C)) & inside
        no_base32 |= (vectors.within(here, 0x61, 26) | zero | one | vectors.within(here, 0x38, 2)) & inside
        vowel = vectors.equal(low, 0x69) | vectors.equal(low, 0x6F)
        no_bech32 |= (one | vowel | vectors.equal(low, 0x62)) & inside
    bits = KEEPS_ALL
    if no_base58 == uint64(0):
        bits |= _BASE58
    if no_base32 == uint64(0):
        bits |= _BASE32
    if no_bech32 == uint64(0):
        bits |= _BECH32
    return bits
