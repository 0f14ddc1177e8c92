"""Rows of pieces in rendered bytes that could be an address; the rules are those of `coins.recover`."""

from __future__ import annotations

import numpy as np
from numba import njit, uint8, uint64

from farthing.coins.kernel import bits
from farthing.coins.kernel.scan import in_base64
from farthing.coins.kernel.tables import BECH32

PIECE, EVIDENCE, CAPITAL = range(3)
KINDS = 3
EXTENT, MANY = 1000, 4300  # white space between two pieces, and rendered bytes of a row, that are looked at
_SMALL = 32  # sizes of pieces that are counted one by one


@njit(cache=True, nogil=True)
def rows(out, size, cuts, starts, tables, found):
    """Fills `found` with start and end (rendered) of the rows that could be addresses, overlapping ones as
    one; returns how many.

    `out[:size]` is followed by at least 64 zero bytes; `starts` has a word for every 64 bytes, `cuts` one
    more."""
    words = np.zeros((KINDS, starts.size + 1), np.uint64)
    classify(out, size, words)
    _openings(words, cuts, starts)
    return _find(out, size, words[PIECE], cuts, starts, tables, found)


@njit(cache=True, nogil=True)
def classify(out, size, words):
    """Letters and digits, digits, capitals: a bit a byte, into `words[class]`."""
    classes = np.zeros(bits.BLOCK, np.uint8)
    for start in range(0, size, bits.BLOCK):
        count = min(bits.BLOCK, size - start)
        here = out[start:]
        for i in range(count):
            c = here[i]
            digit = uint8(c - uint8(48)) < uint8(10)
            letter = uint8((c | uint8(32)) - uint8(97)) < uint8(26)
            capital = uint8(c - uint8(65)) < uint8(26)
            classes[i] = uint8(letter | digit) | uint8(digit) << uint8(1) | uint8(capital) << uint8(2)
        whole = (count + 63) // 64 * 64
        classes[count:whole] = 0
        for kind in range(KINDS):
            bits.pack(classes[:whole].view(np.uint64), kind, words[kind].view(np.uint8)[start >> 3 :])


@njit(cache=True, nogil=True)
def _openings(words, cuts, starts):
    """Bits at which a piece begins that has a digit or an inner capital among the 64 bytes from it on."""
    alnum, capital, evidence = words[PIECE], words[CAPITAL], words[EVIDENCE]
    for w in range(starts.size):
        before = alnum[w] << uint64(1)
        if w:
            before |= alnum[w - 1] >> uint64(63)
        evidence[w] |= capital[w] & before
        starts[w] = alnum[w] & (~before | cuts[w])
    near = np.empty(starts.size, np.uint64)
    bits.soon(evidence, near)
    for w in range(starts.size):
        starts[w] &= near[w]


@njit(cache=True, nogil=True)
def _find(out, size, alnum, cuts, starts, tables, found):
    seen, opens = np.zeros(_SMALL + 1, np.int64), tables.opens
    count = 0
    for w in range(starts.size):
        word = starts[w]
        while word != uint64(0):
            start = (w << 6) + bits.lowest(word)
            word &= word - uint64(1)
            if not opens[out[start], out[start + 1]] and bits.is_set(alnum, start + 1):
                continue
            end = _piece_end(alnum, cuts, start, size)
            stop = start
            if out[start] == 0x45 or out[start] == 0x55:
                stop = _friendly(out, start, size, cuts)
            if end - start <= MANY and _next_piece(out, end, size, alnum, cuts) >= 0:
                stop = max(stop, _row(out, start, end, size, alnum, cuts, tables, seen))
            if stop > start and count and start <= found[count - 1, 1]:
                found[count - 1, 1] = max(found[count - 1, 1], stop)
            elif stop > start:
                found[count, 0], found[count, 1] = start, stop
                count += 1
    return count


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
def _row(out, start, end, size, alnum, cuts, tables, seen):
    """The end of the longest row from `start` on that could be an address; `start` if there is none."""
    first, best = out[start], start
    for number in range(tables.first[first], tables.first[first + 1]):
        entry = tables.rows[number]
        if tables.broken[entry] and _begins(out, start, size, alnum, cuts, entry, tables):
            stop = _longest(out, start, end, size, alnum, cuts, entry, tables, seen)
            best = max(best, stop)
    return best


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
def _longest(out, start, end, size, alnum, cuts, entry, tables, seen):
    """The end of the longest regular row of the entry's length and alphabet; `start` if there is none."""
    seen[:] = 0
    code, prefix, longest = tables.codes[entry], tables.sizes[entry], tables.longest[entry]
    bit = np.uint16(1 << code)
    place, length, pieces, long_piece, glued, most, best = start, 0, 0, False, True, 0, start
    while True:
        for i in range(max(place, place + prefix - length), end):
            c = out[i]
            if not tables.alphabets[c] & bit and not (code == BECH32 and c == 0x31 and length < 20):
                return best
        width = end - place
        length, pieces = length + width, pieces + 1
        if length > longest:
            return best
        long_piece = long_piece or width >= 11
        seen[min(width, _SMALL)] += 1
        most = max(most, seen[min(width, _SMALL)])
        if pieces > 1 and tables.lengths[entry, length]:
            regular = most >= 3 or (pieces == 3 and most == 2)
            if glued or (pieces <= 4 and long_piece) or (regular and 2 * most >= pieces):
                best = end
        following = _next_piece(out, end, size, alnum, cuts)
        if following < 0 or end - start > MANY:
            return best
        glued = glued and following == end
        place, end = following, _piece_end(alnum, cuts, following, size)
