"""The kernel's second pass: where an address may stand that was written broken.

The bytes are rendered as `coins.render` does it (invisible material vanishes, tags become spaces, full-width
letters and character references become the letter they show), and in what a reader sees the kernel looks for
rows of pieces that could be an address by prefix, length, alphabet and regularity. The rules are those of
`coins.recover`, which reads what is noted here and is the reference.
"""

from __future__ import annotations

import unicodedata

import numpy as np
from numba import njit, uint64

from farthing.coins.kernel import bits, vectors
from farthing.coins.kernel.borrowing import borrowed
from farthing.coins.kernel.scan import BRACKET, SPECIAL
from farthing.coins.render import HIDING, INLINE, NOTHING, SPACES

_TAG = 404  # bytes of the longest tag that is read
_NAME = 8  # letters of the longest name that is told apart


def _name_table(names: tuple[str, ...]) -> np.ndarray:
    table = np.zeros(1 << 12, np.uint64)
    for name in names:
        key = int.from_bytes(name.encode(), "little")
        place = key * 0x9E3779B97F4A7C15 % (1 << 64) >> 52
        while table[place]:
            place = (place + 1) % table.size
        table[place] = key
    return table


_INLINE, _HIDING = _name_table(INLINE), _name_table(HIDING)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def _entities() -> tuple[np.ndarray, np.ndarray]:
    """Names of references (with their semicolon), padded, and what they show: 0 for nothing, else a space."""
    rows = [(f"{name};".encode(), 0) for name in NOTHING] + [(f"{name};".encode(), 32) for name in SPACES]
    names = np.zeros((len(rows), 16), np.uint8)
    for number, (name, _) in enumerate(rows):
        names[number, : len(name)] = np.frombuffer(name, np.uint8)
    return names, np.array([shown for _, shown in rows], np.int64)


_ENTITIES, _ENTITY_SHOWN = _entities()
_MATHEMATICAL = np.zeros(1024, np.uint8)  # U+1D400 and on
for _code in range(1024):
    _plain = unicodedata.normalize("NFKC", chr(0x1D400 + _code))
    if len(_plain) == 1 and _plain.isascii() and _plain.isalnum():
        _MATHEMATICAL[_code] = ord(_plain)

_NOTHING, _SPACE, _AS_IT_IS = 0, 32, -1


@njit(cache=True, nogil=True)
def render(data, size, words, out, seg_out, seg_raw, cuts):
    """Renders into `out`; returns its length and the number of segments. Rendered bytes from `seg_out[k]` on
    are those of `data` from `seg_raw[k]` on. Places where a word goes on after something that vanished, or in
    a letter that was replaced, are set in the bits `cuts`."""
    data, words, out, seg_out, seg_raw, cuts = borrowed((data, words, out, seg_out, seg_raw, cuts))
    special = words[SPECIAL]
    filled, segments, at = 0, 0, 0
    place = bits.next_set(special, 0, size)
    while place < size:
        shown, end = _shown(data, place, size, words)
        if shown == _AS_IT_IS:
            place = bits.next_set(special, place + 1, size)
            continue
        if place > at:
            seg_out[segments], seg_raw[segments] = filled, at
            segments += 1
            _copy(data, at, out, filled, place - at)
            filled += place - at
        _cut(cuts, filled)
        if shown != _NOTHING:
            seg_out[segments], seg_raw[segments] = filled, place
            segments += 1
            out[filled] = shown
            filled += 1
            _cut(cuts, filled)
        at = end
        place = bits.next_set(special, end, size)
    seg_out[segments], seg_raw[segments] = filled, at
    _copy(data, at, out, filled, size - at)
    return filled + max(0, size - at), segments + 1


@njit(cache=True, nogil=True)
def _copy(data, at, out, filled, count):
    """Copies, and writes up to 63 bytes too many, over which the next ones go."""
    for i in range(0, count, vectors.WIDTH):
        vectors.store(out, filled + i, vectors.load(data, at + i))


@njit(cache=True, nogil=True)
def _cut(cuts, place):
    cuts[place >> 6] |= uint64(1) << uint64(place & 63)


@njit(cache=True, nogil=True)
def _shown(data, place, size, words):
    """What the special byte at `place` begins: the one character it shows (or `_NOTHING`), and its end."""
    c = data[place]
    if c == 0x3C:
        return _tag(data, place, size, words[BRACKET])
    if c == 0x26:
        return _entity(data, place, size)
    if c == 0x5C:
        return (_SPACE if data[place + 1] in (0x6E, 0x72, 0x74) else _AS_IT_IS), place + 2
    if c == 0x3D:
        if data[place + 1] == 0x0A:
            return _NOTHING, place + 2
        return (_NOTHING, place + 3) if data[place + 2] == 0x0A else (_AS_IT_IS, place)
    if c == 0x0A:
        return _SPACE, place + 2
    if c == 0xC2:
        return (_NOTHING if data[place + 1] == 0xAD else _SPACE), place + 2
    if c == 0xCD:
        return _NOTHING, place + 2
    if c == 0xE1:
        return _NOTHING, place + 3
    if c == 0xE3:
        return _SPACE, place + 3
    if c == 0xE2:
        m = data[place + 2]
        if data[place + 1] == 0x80:
            space = m <= 0x8A or m == 0xAF or m == 0xA8 or m == 0xA9
        else:
            space = m == 0x9F
        return (_SPACE if space else _NOTHING), place + 3
    if c == 0xEF:
        return _wide(data, place)
    return _letter(_MATHEMATICAL[((data[place + 2] & 0x3F) << 6 | data[place + 3] & 0x3F) & 1023], place, 4)


@njit(cache=True, nogil=True)
def _wide(data, place):
    """A full-width character: U+FF00 and on; or a byte order mark."""
    n, m = data[place + 1], data[place + 2]
    if n == 0xBB:
        return _NOTHING, place + 3
    shown = 0x20 + (m - 0x80) if n == 0xBC else 0x60 + (m - 0x80)
    if (n == 0xBD and m > 0x9A) or (n == 0xBC and m == 0x80):
        shown = 0
    return _letter(shown, place, 3)


@njit(cache=True, nogil=True)
def _letter(shown, place, width):
    """A replaced letter if it may belong to an address, else what stands there."""
    good = 0x30 <= shown <= 0x3A or 0x41 <= shown <= 0x5A or 0x61 <= shown <= 0x7A
    good = good or shown in (0x2B, 0x2D, 0x2F, 0x5F)
    return (np.int64(shown), place + width) if good else (np.int64(_AS_IT_IS), place)


@njit(cache=True, nogil=True)
def _entity(data, place, size):
    if data[place + 1] == 0x23:
        return _reference(data, place, size)
    for number in range(_ENTITIES.shape[0]):
        i = 0
        while i < 16 and _ENTITIES[number, i] and data[min(place + 1 + i, size)] == _ENTITIES[number, i]:
            i += 1
        if i == 16 or _ENTITIES[number, i] == 0:
            return _ENTITY_SHOWN[number], place + 1 + i
    return np.int64(_AS_IT_IS), place


@njit(cache=True, nogil=True)
def _reference(data, place, size):
    """A numeric character reference, decimal or hexadecimal."""
    i, code = place + 2, 0
    base, most = 10, 7
    if data[i] | 32 == 0x78:
        i, base, most = i + 1, 16, 6
    first = i
    while i < size and i - first < most:
        c = data[i]
        digit = c - 0x30 if 0x30 <= c <= 0x39 else (c | 32) - 0x57
        if digit < 0 or digit >= base or (c > 0x39 and c < 0x41):
            break
        code, i = code * base + digit, i + 1
    if i == first:
        return np.int64(_AS_IT_IS), place
    if i < size and data[i] == 0x3B:
        i += 1
    if code < 0x80:
        if 9 <= code <= 13 or 28 <= code <= 32:
            return np.int64(_SPACE), i
        return _letter(code, place, i - place)
    if (
        code in (0xAD, 0x34F, 0x180E, 0xFEFF)
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
    ):
        return np.int64(_NOTHING), i
    if 0x2000 <= code <= 0x200A or code in (0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000):
        return np.int64(_SPACE), i
    return np.int64(_AS_IT_IS), place


@njit(cache=True, nogil=True)
def _tag(data, place, size, brackets):
    """A tag or comment from `<` on: nothing for a comment, an inline tag or hidden content, else a space."""
    close = bits.next_set(brackets, place + 1, min(size, place + _TAG + 8))
    if close >= size or data[close] != 0x3E:
        return _AS_IT_IS, place
    if data[place + 1] == 0x21:
        good = close - place >= 6 and data[place + 2] == 0x2D and data[place + 3] == 0x2D
        good = good and data[close - 1] == 0x2D and data[close - 2] == 0x2D
        return (_NOTHING, close + 1) if good else (_AS_IT_IS, place)
    start = place + 2 if data[place + 1] == 0x2F else place + 1
    if not 0x61 <= data[start] | 32 <= 0x7A:
        return _AS_IT_IS, place
    here = vectors.load(data, start)
    low = vectors.folded(here)
    letters = vectors.within(low, 0x61, 26) | vectors.within(here, 0x30, 10)
    length = vectors.lowest(~letters | uint64(1 << _NAME))
    name, i = vectors.word(low) & (~uint64(0) >> uint64(64 - 8 * length)), start + length
    ends = i == close or data[i] == 0x20 or 9 <= data[i] <= 13 or (data[i] == 0x2F and i + 1 == close)
    if not ends or not _among(name, _INLINE):
        return _SPACE, close + 1
    if start == place + 1 and close - i > 6 and _among(name, _HIDING) and _hides(data, i, close):
        stop = bits.next_set(brackets, close + 1, min(size, close + 202))
        last = bits.next_set(brackets, stop + 1, min(size, stop + 20))
        if (
            stop < size
            and data[stop] == 0x3C
            and data[stop + 1] == 0x2F
            and last < size
            and data[last] == 0x3E
        ):
            return _NOTHING, last + 1
    return _NOTHING, close + 1


@njit(cache=True, nogil=True)
def _among(name, table):
    place = np.int64((name * _GOLDEN) >> uint64(52))
    while table[place]:
        if table[place] == name:
            return True
        place = (place + 1) & 0xFFF
    return False


@njit(cache=True, nogil=True)
def _hides(data, start, end):
    """Whether a tag's attributes may hide its content: they speak of "none", "hidden" or "size"."""
    for i in range(start, end - 3):
        c = data[i] | 32
        if c == 0x6E and data[i + 1] | 32 == 0x6F and data[i + 2] | 32 == 0x6E and data[i + 3] | 32 == 0x65:
            return True
        if c == 0x68 and data[i + 1] | 32 == 0x69 and data[i + 2] | 32 == 0x64 and data[i + 3] | 32 == 0x64:
            return True
        if c == 0x73 and data[i + 1] | 32 == 0x69 and data[i + 2] | 32 == 0x7A and data[i + 3] | 32 == 0x65:
            return True
    return False
