"""Rows of pieces in rendered bytes that could be an address; the rules are those of `coins.recover`."""

from __future__ import annotations

import numpy as np
from numba import njit, uint8, uint16, uint64

from farthing.coins.kernel import bits, vectors
from farthing.coins.kernel.alphabets import KEEPS_ALL, kept
from farthing.coins.kernel.borrowing import borrowed
from farthing.coins.kernel.scan import SHORTEST, holds, in_base64
from farthing.coins.kernel.tables import BECH32, BOUND, FREE, HEX

PIECE, EVIDENCE, CAPITAL, GAP, FRIENDLY = range(5)
KINDS = 5
EXTENT, MANY = 1000, 4300  # white space between two pieces, and rendered bytes of a row, that are looked at
_UNITS = 1 << 20  # characters put together or hashed, before all the rest passes as one row
_SMALL = 32  # sizes of pieces that are counted one by one


@njit(cache=True, nogil=True)
def rows(out, size, cuts, tables, words, found):
    """Fills `found` with start and end (rendered) of the rows that could be addresses, overlapping ones as
    one; returns how many.

    `out[:size]` is followed by at least 64 zero bytes; `cuts` and the rows of `words` have a word for every
    64 bytes and one more."""
    classify(out, size, words)
    words[:, (size + 63) // 64 :] = uint64(0)
    starts, ends, friendly = _edges(words, cuts, size // 64 + 1)
    count = _friendly_rows(out, size, cuts, friendly, found)
    space = (
        np.zeros(_SMALL + 1, np.int64),  # how many pieces of each size
        np.zeros(tables.lengths.shape[1], np.uint8),  # the pieces put together
        (np.zeros(160, np.uint8), np.zeros(64, np.uint8)),  # for the checksums
        np.array([_UNITS + 4 * size]),  # the budget
    )
    return _rows(out, size, words, cuts, starts, ends, tables, space, found, count)


@njit(cache=True, nogil=True)
def classify(out, size, words):
    """Letters and digits; digits; capitals; hyphens and white space; E and U: a bit a byte, into
    `words[class]`."""
    for w in range((size + 63) // 64):
        here = vectors.load(out, w << 6)
        digit = vectors.within(here, 0x30, 10)
        small, capital = vectors.within(here, 0x61, 26), vectors.within(here, 0x41, 26)
        words[PIECE, w] = digit | small | capital
        words[EVIDENCE, w] = digit
        words[CAPITAL, w] = capital
        words[GAP, w] = vectors.equal(here, 0x20) | vectors.within(here, 9, 5) | vectors.equal(here, 0x2D)
        words[FRIENDLY, w] = vectors.equal(here, 0x45) | vectors.equal(here, 0x55)


@njit(cache=True, nogil=True)
def _edges(words, cuts, count):
    """Where pieces begin; where those end that something follows in their row, with a digit or an inner
    capital near; and where a piece begins with E or U and has one near. `words[EVIDENCE]` becomes the places
    that have one near behind them."""
    alnum, capital, evidence, gap = words[PIECE], words[CAPITAL], words[EVIDENCE], words[GAP]
    starts, ends = np.zeros(count + 1, np.uint64), np.empty(count, np.uint64)
    for w in range(count):
        before = alnum[w] << uint64(1)
        if w:
            before |= alnum[w - 1] >> uint64(63)
        evidence[w] |= capital[w] & before
        starts[w] = alnum[w] & (~before | cuts[w])
        more = alnum[w] | gap[w]
        more = more >> uint64(1) | (alnum[w + 1] | gap[w + 1]) << uint64(63)
        ends[w] = before & ((gap[w] & more) | (alnum[w] & cuts[w]))
    near, friendly = np.empty(count, np.uint64), np.empty(count, np.uint64)
    bits.soon(evidence, near)
    for w in range(count):
        if evidence[w] == uint64(0) and (w == 0 or evidence[w - 1] == uint64(0)):
            ends[w] &= near[w]
        friendly[w] = starts[w] & near[w] & words[FRIENDLY][w]
    for w in range(count):
        evidence[w] = near[w]
    return starts, ends, friendly


@njit(cache=True, nogil=True)
def _friendly_rows(out, size, cuts, friendly, found):
    """The rows that could be a TON address, whose alphabet has hyphens."""
    out, cuts, friendly, found = borrowed((out, cuts, friendly, found))
    count = 0
    for w in range(friendly.size):
        word = friendly[w]
        while word != uint64(0):
            start = (w << 6) + vectors.lowest(word)
            word &= word - uint64(1)
            stop = _friendly(out, start, size, cuts)
            if stop > start:
                count = _note(found, count, start, stop)
    return count


@njit(cache=True, nogil=True)
def _rows(out, size, words, cuts, starts, ends, tables, space, found, count):
    """The other rows, each looked at from the end of its first piece."""
    out, words, cuts, starts, ends = borrowed((out, words, cuts, starts, ends))
    tables, space, found = borrowed((tables, space, found))
    alnum, near = words[PIECE], words[EVIDENCE]
    for w in range(ends.size):
        word = ends[w]
        while word != uint64(0):
            end = (w << 6) + vectors.lowest(word)
            word &= word - uint64(1)
            start = bits.last_set(starts, end - 1)
            if not bits.is_set(near, start) or end - start > MANY:
                continue
            opening = tables.opens[out[start], out[start + 1]] if end - start > 1 else uint8(FREE)
            if opening == 0 or (opening == BOUND and kept(out, start, start + SHORTEST) == KEEPS_ALL):
                continue  # in a row that must keep to an alphabet, and does not in its first bytes
            if space[3][0] < 0:
                return _note(found, count, start, size)
            stop = _row(out, start, end, size, alnum, cuts, opening == BOUND, tables, space)
            if stop > start:
                count = _note(found, count, start, stop)
    return count


@njit(cache=True, nogil=True)
def _note(found, count, start, stop):
    if count and found[count - 1, 0] <= start <= found[count - 1, 1]:
        found[count - 1, 1] = max(found[count - 1, 1], stop)
        return count
    found[count, 0], found[count, 1] = start, stop
    return count + 1


@njit(cache=True, nogil=True)
def _piece_end(alnum, cuts, start, size):
    """The end of the piece that begins at `start`: the first byte that is no letter or digit, or a cut."""
    end = bits.next_clear(alnum, start, size)
    return bits.next_set(cuts, start + 1, end)


@njit(cache=True, nogil=True)
def _next_piece(out, end, size, alnum, cuts):
    """Where the row goes on after a piece: at once behind a cut, after a hyphen or white space; or -1."""
    if end >= size:
        return -1
    if bits.is_set(alnum, end):
        return end  # a cut
    place = end
    if out[place] == 0x2D:
        place += 1
    else:
        while place < size and place - end < EXTENT and (out[place] == 0x20 or 9 <= out[place] <= 13):
            place += 1
    return place if place > end and place < size and bits.is_set(alnum, place) else -1


@njit(cache=True, nogil=True, inline="always")
def _friendly(out, start, size, cuts):
    """The end of a TON address with white space or cuts inside; `start` if there is none."""
    place, taken, spaces = start, 0, 0
    while place < size and taken < 48 and spaces < EXTENT:
        if taken and (out[place] == 0x20 or 9 <= out[place] <= 13):
            place, spaces = place + 1, spaces + 1
            continue
        if not in_base64(out[place]) or (taken == 1 and out[place] != 0x51 and out[place] != 0x66):
            return start
        place, taken = place + 1, taken + 1
    if taken < 48 or (place < size and (in_base64(out[place]) or out[place] == 0x3D)):
        return start
    changed = spaces or bits.next_set(cuts, start + 1, place) < place
    return place if changed else start


@njit(cache=True, nogil=True, inline="always")
def _row(out, start, end, size, alnum, cuts, bound, tables, space):
    """The end of the longest row from `start` on that could be an address; `start` if there is none. `bound`:
    to one of the alphabets, from the beginning."""
    first, best, alphabets = out[start], start, uint16(0)
    for number in range(tables.first[first], tables.first[first + 1]):
        entry = tables.rows[number]
        code = tables.codes[entry]
        if not tables.broken[entry] or not _begins(out, start, size, alnum, cuts, entry, tables):
            continue
        if alphabets == uint16(0):
            alphabets = _common(out, start, size, alnum, cuts, bound)
            if alphabets == uint16(0):
                return start
        if code in (BECH32, HEX) or alphabets & uint16(1 << code) != uint16(0):
            best = max(best, _complete(out, start, end, size, alnum, cuts, entry, tables, space))
    return best


@njit(cache=True, nogil=True)
def _common(out, start, size, alnum, cuts, bound):
    """The alphabets, a bit each, that have all of the row's first characters (at most `SHORTEST`). None if it
    is shorter than any address or, where it is `bound` to one, leaves every alphabet."""
    common, length, place = uint16(0xFFFF), 0, start
    while True:
        end = _piece_end(alnum, cuts, place, size)
        common &= kept(out, place, min(end, place + SHORTEST - length))
        length += end - place
        if bound and common == KEEPS_ALL:
            return uint16(0)
        if length >= SHORTEST:
            return common
        place = _next_piece(out, end, size, alnum, cuts)
        if place < 0:
            return uint16(0)


@njit(cache=True, nogil=True, inline="always")
def _begins(out, start, size, alnum, cuts, entry, tables):
    """Whether the pieces from `start` on begin with the entry's prefix."""
    place, end = start, _piece_end(alnum, cuts, start, size)
    for i in range(tables.sizes[entry]):
        if place == end:
            place = _next_piece(out, end, size, alnum, cuts)
            if place < 0:
                return False
            end = _piece_end(alnum, cuts, place, size)
        c, wanted = out[place], tables.prefixes[entry, i]
        if c != wanted and not (tables.any_case[entry] and wanted >= 0x61 and c | 32 == wanted):
            return False
        place += 1
    return True


@njit(cache=True, nogil=True, inline="always")
def _complete(out, start, end, size, alnum, cuts, entry, tables, space):
    """The end of the longest regular row of the entry's length, alphabet and checksum, or `start`.

    `space` is there to be written on."""
    seen, spelled, scratch, budget = space
    seen[:] = 0
    code, prefix, longest = tables.codes[entry], tables.sizes[entry], tables.longest[entry]
    bit = np.uint16(1 << code)
    place, length, pieces, long_piece, glued, most, best = start, 0, 0, False, True, 0, start
    while True:
        if length + end - place > longest:
            return best
        for i in range(place, end):
            c, at = out[i], length + i - place
            spelled[at] = c
            if at >= prefix and not tables.alphabets[c] & bit and not (code == BECH32 and c == 0x31):
                return best
        width = end - place
        length, pieces = length + width, pieces + 1
        budget[0] -= width
        long_piece = long_piece or width >= 11
        seen[min(width, _SMALL)] += 1
        most = max(most, seen[min(width, _SMALL)])
        if pieces > 1 and tables.lengths[entry, length]:
            regular = most >= 3 or (pieces == 3 and most == 2)
            regular = glued or (pieces <= 4 and long_piece) or (regular and 2 * most >= pieces)
            if regular:
                budget[0] -= length
                if holds(spelled, 0, length, code, scratch):
                    best = end
        following = _next_piece(out, end, size, alnum, cuts)
        if following < 0 or end - start > MANY:
            return best
        glued = glued and following == end
        place, end = following, _piece_end(alnum, cuts, following, size)
