"""Bytes as bits: one bit a byte for each class of bytes, 64 of them in a word, the first byte lowest.

Comparing (`vectors`) costs next to nothing; what costs happens at the few places where a bit is set.
"""

from __future__ import annotations

from numba import njit, uint64

from farthing.coins.kernel.vectors import highest, lowest


@njit(cache=True, nogil=True)
def is_set(words, place):
    """Whether the bit at `place` is set."""
    return (words[place >> 6] >> uint64(place & 63)) & uint64(1) != uint64(0)


@njit(cache=True, nogil=True)
def window(words, place):
    """The 64 bits from `place` on."""
    w, by = place >> 6, uint64(place & 63)
    return words[w] >> by | words[w + 1] << uint64(1) << (uint64(63) - by)


@njit(cache=True, nogil=True)
def next_set(words, place, end):
    """The first set bit from `place` on, or `end`."""
    if place >= end:
        return end
    w = place >> 6
    word = words[w] & (~uint64(0) << uint64(place & 63))
    last = (end - 1) >> 6
    while word == uint64(0):
        w += 1
        if w > last:
            return end
        word = words[w]
    return min(end, (w << 6) + lowest(word))


@njit(cache=True, nogil=True)
def next_clear(words, place, end):
    """The first clear bit from `place` on, or `end`."""
    if place >= end:
        return end
    w = place >> 6
    word = ~words[w] & (~uint64(0) << uint64(place & 63))
    last = (end - 1) >> 6
    while word == uint64(0):
        w += 1
        if w > last:
            return end
        word = ~words[w]
    return min(end, (w << 6) + lowest(word))


@njit(cache=True, nogil=True)
def last_set(words, place):
    """The last set bit at or before `place`, or -1."""
    if place < 0:
        return -1
    w = place >> 6
    word = words[w] & (~uint64(0) >> uint64(63 - (place & 63)))
    while word == uint64(0):
        w -= 1
        if w < 0:
            return -1
        word = words[w]
    return (w << 6) + highest(word)


@njit(cache=True, nogil=True)
def long_runs(words, starts):
    """Bits at which a run of at least 25 set bits begins. `words` has one word more than `starts`."""
    for w in range(starts.size):
        low, high = words[w], words[w + 1]
        low, high = _both(low, high, 1)
        low, high = _both(low, high, 2)
        low8, high8 = _both(low, high, 4)
        low, high = _both(low8, high8, 8)
        low = low & (low8 >> uint64(16) | high8 << uint64(48))
        low = low & (words[w] >> uint64(24) | words[w + 1] << uint64(40))
        before = words[w] << uint64(1)
        if w:
            before |= words[w - 1] >> uint64(63)
        starts[w] = low & ~before


@njit(cache=True, nogil=True)
def _both(low, high, by):
    """Each bit with the one `by` places behind it."""
    return low & (low >> uint64(by) | high << uint64(64 - by)), high & (high >> uint64(by))


@njit(cache=True, nogil=True)
def soon(words, near):
    """Bits that have a set bit among the 64 from themselves on, or in the word behind their own."""
    for w in range(near.size):
        low, high = words[w], words[w + 1]
        for by in (1, 2, 4, 8, 16, 32):
            low |= low >> uint64(by) | high << uint64(64 - by)
            high |= high >> uint64(by)
        near[w] = ~uint64(0) if words[w + 1] else low
