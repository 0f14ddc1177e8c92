"""The kernel's first pass: what stands unbroken in the bytes as they are.

It notes the runs of letters and digits that pass prefix, length, alphabet and (where the kernel computes it)
checksum; the colons that may end the scheme of a payment URI; the places where an address of the two formats
with other alphabets may begin; and where a private key may stand.
"""

from __future__ import annotations

import numpy as np
from numba import njit, uint8, uint16, uint64

from farthing.coins.kernel import bits, checks, vectors
from farthing.coins.kernel.alphabets import KEEPS_ALL, kept
from farthing.coins.kernel.borrowing import borrowed
from farthing.coins.kernel.tables import ALNUM as ANY
from farthing.coins.kernel.tables import BASE58, BECH32, CASH, HEX, KEY32, MONERO, RIPPLE, SS58

ALNUM, COLON, SPECIAL, BRACKET, FRIENDLY = range(5)
KINDS = 5
_TEXT58 = np.uint16(1 << BASE58)
_BECH = np.uint16(1 << BECH32)
_HEX = np.uint16(1 << HEX)
SHORTEST = 25
_NAME = np.frombuffer(b"encoding", np.uint8)
_OFFER = np.frombuffer(b"lno1", np.uint8)  # as any digit or letter is with bit 5 set


@njit(cache=True, nogil=True)
def classify(data, size, words):
    """The classes of `data[:size]` (followed by at least 66 zero bytes), a bit a byte, into `words[class]`.

    What a second byte settles cheaply is settled here, the rest by who reads the bits.
    """
    for w in range((size + 63) // 64):
        here, second = vectors.load(data, w << 6), vectors.load(data, (w << 6) + 1)
        low, low_second = vectors.folded(here), vectors.folded(second)
        words[ALNUM, w] = vectors.within(low, 0x61, 26) | vectors.within(here, 0x30, 10)
        escaped = vectors.equal(here, 0x25) & vectors.equal(second, 0x33)
        words[COLON, w] = vectors.equal(here, 0x3A) | escaped
        opens = vectors.equal(here, 0x3C)
        words[BRACKET, w] = opens | vectors.equal(here, 0x3E)
        escape = vectors.equal(here, 0x5C) & vectors.within(second, 0x6E, 7)
        soft = vectors.equal(second, 0x0A) | vectors.equal(second, 0x0D)
        soft &= vectors.equal(here, 0x3D)
        quoted = vectors.equal(here, 0x0A) & vectors.equal(second, 0x3E)
        special = opens | vectors.equal(here, 0x26) | escape | soft | quoted
        ton = vectors.equal(here, 0x45) | vectors.equal(here, 0x55)
        ton &= vectors.equal(second, 0x51) | vectors.equal(second, 0x66)
        offer = vectors.equal(low_second, 0x6E) | vectors.equal(second, 0x2B)
        words[FRIENDLY, w] = ton | (offer & vectors.equal(low, 0x6C))
        if vectors.within(here, 0xC2, 62) != uint64(0):
            special |= _unicode(here, second, vectors.load(data, (w << 6) + 2))
        words[SPECIAL, w] = special


@njit(cache=True, nogil=True, inline="always")
def _unicode(here, second, third):
    """Where a character begins that vanishes, or that stands for a space or for an ASCII letter."""
    special = vectors.equal(here, 0xC2) & (vectors.equal(second, 0xAD) | vectors.equal(second, 0xA0))
    special |= vectors.equal(here, 0xCD) & vectors.equal(second, 0x8F)
    special |= vectors.equal(here, 0xE1) & vectors.equal(second, 0xA0) & vectors.equal(third, 0x8E)
    spaces = vectors.equal(second, 0x80) & (vectors.within(third, 0, 0x90) | vectors.within(third, 0xA8, 8))
    spaces |= vectors.equal(second, 0x81) & vectors.within(third, 0x9F, 17)
    special |= vectors.equal(here, 0xE2) & spaces
    special |= vectors.equal(here, 0xE3) & vectors.equal(second, 0x80) & vectors.equal(third, 0x80)
    wide = vectors.within(second, 0xBC, 2) | (vectors.equal(second, 0xBB) & vectors.equal(third, 0xBF))
    special |= vectors.equal(here, 0xEF) & wide
    return special | (
        vectors.equal(here, 0xF0) & vectors.equal(second, 0x9D) & vectors.within(third, 0x90, 16)
    )


@njit(cache=True, nogil=True)
def scan(data, size, words, tables, runs, colons, spots, keys):
    """Fills the four arrays; returns how many of each. `runs` has two columns, start and end.

    `data[:size]` is followed by at least 66 zero bytes; `words` has a row for each class, with a word more
    than `size` needs."""
    classify(data, size, words)
    words[:, (size + 63) // 64 :] = uint64(0)
    alnum = words[ALNUM][: size // 64 + 2]
    starts = np.empty(alnum.size - 1, np.uint64)
    bits.long_runs(alnum, starts)
    scratch = (np.zeros(160, np.uint8), np.zeros(64, np.uint8))
    n_runs, n_spots, n_keys = _runs(data, size, alnum, starts, tables, scratch, runs, spots, keys)
    n_colons = _colons(data, words[COLON][: alnum.size], size, tables.endings, colons)
    n_spots = _friendly(data, words[FRIENDLY][: alnum.size], size, spots, n_spots)
    return n_runs, n_colons, n_spots, n_keys


@njit(cache=True, nogil=True)
def _runs(data, size, alnum, starts, tables, scratch, runs, spots, keys):
    """The runs that may read, the raw TON addresses among `spots`, and the runs that may be keys."""
    data, alnum, starts, tables = borrowed((data, alnum, starts, tables))
    scratch, runs, spots, keys = borrowed((scratch, runs, spots, keys))
    n_runs, n_spots, n_keys = 0, 0, 0
    for w in range(starts.size):
        word = starts[w]
        while word != uint64(0):
            start = (w << 6) + vectors.lowest(word)
            word &= word - uint64(1)
            end = bits.next_clear(alnum, start + SHORTEST, size)
            first, length = data[start], min(end - start, 255)
            if (tables.may[first, length] or _escaped(data, start)) and _may_read(
                data, start, end, tables, scratch
            ):
                runs[n_runs, 0], runs[n_runs, 1] = start, end
                n_runs += 1
            if tables.keys[first, length] and _may_be_key(data, start, end, tables.alphabets, scratch):
                keys[n_keys] = start
                n_keys += 1
            if end - start == 64 and start > 1 and data[start - 1] == 0x3A and data[start - 2] | 1 == 0x31:
                spots[n_spots] = start - 2 if data[start - 2] == 0x30 else max(0, start - 3)
                n_spots += 1
    return n_runs, n_spots, n_keys


@njit(cache=True, nogil=True)
def _escaped(data, start):
    """Whether the run may begin with the tail of an escape: %3A, =3D, \\n, \\u003d, ESC[0m, &#…;."""
    before = data[start - 1] if start else uint8(0)
    return before == 0x25 or before == 0x3D or before == 0x5C or before == 0x5B or before == 0x3B


@njit(cache=True, nogil=True, inline="always")
def _may_read(data, start, end, tables, scratch):
    """Whether the run may read as an address: as it is, or without the tail of an escape before it."""
    if _fits(data, start, end, tables, scratch):
        return True
    if _escaped(data, start):
        for skip in (1, 2, 3, 4, 5):
            if _fits(data, start + skip, end, tables, scratch):
                return True
    return False


@njit(cache=True, nogil=True, inline="always")
def _fits(data, start, end, tables, scratch):
    """Whether some format's prefix, length, alphabet and checksum hold."""
    length, first = end - start, data[start]
    if length >= tables.lengths.shape[1] or not tables.may[first, min(length, 255)]:
        return False
    alphabets = uint16(0)
    for row in range(tables.first[first], tables.first[first + 1]):
        entry = tables.rows[row]
        if not tables.lengths[entry, length] or not begins(data, start, entry, tables):
            continue
        code = tables.codes[entry]
        if code != BECH32:
            if alphabets == uint16(0):
                alphabets = kept(data, start, end)
            if code != HEX and code != ANY and alphabets & uint16(1 << code) == 0:
                continue
        if holds(data, start, end, code, scratch):
            return True
    return False


@njit(cache=True, nogil=True, inline="always")
def begins(data, start, entry, tables):
    """Whether the bytes at `start` begin with the entry's prefix."""
    fold = 32 if tables.any_case[entry] else 0
    for i in range(tables.sizes[entry]):
        c, wanted = data[start + i], tables.prefixes[entry, i]
        if c != wanted and not (fold and wanted >= 0x61 and c | 32 == wanted):
            return False
    return True


@njit(cache=True, nogil=True, inline="always")
def holds(data, start, end, code, scratch):
    payload, digest = scratch
    if code == BASE58:
        return checks.base58check(data, start, end, checks.BASE58, payload, digest)
    if code == RIPPLE:
        return checks.base58check(data, start, end, checks.RIPPLE58, payload, digest)
    if code == BECH32:
        return checks.bech32_holds(data, start, end)
    if code == CASH:
        return checks.cashaddr_holds(data, start, end)
    if code == HEX:
        return checks.eip55(data, start, end, payload, digest) != 0
    if code == SS58:
        return checks.ss58_holds(data, start, end, payload, digest)
    if code == MONERO:
        return checks.monero_holds(data, start, end, payload, digest)
    if code == KEY32:
        if end - start < 43 and data[start] != 0x31:
            return False  # too few digits for 32 bytes
        return checks.base58_decode(data, start, end, checks.BASE58, payload) == 32
    return True


@njit(cache=True, nogil=True, inline="always")
def _may_be_key(data, start, end, alphabets, scratch):
    """Whether a private key may stand in the run: by its alphabet, its length and, where that is quick, its
    checksum."""
    length = end - start
    if length > 460:
        return False
    if length == 64 or length == 66:
        return _called_a_key(data, start)
    if 28 <= length <= 31:
        return checks.base58check(data, start, end, checks.RIPPLE58, scratch[0], scratch[1])
    if 50 <= length <= 58 or 107 <= length <= 113 or 148 <= length <= 156:
        keeps_to = kept(data, start, end)
        if keeps_to & _TEXT58:
            quick = 50 <= length <= 58
            if not quick or checks.base58check(data, start, end, checks.BASE58, scratch[0], scratch[1]):
                return True
        if keeps_to != KEEPS_ALL and length == 56 and data[start] == 0x53:
            return True
    return _ends_in_bech32(data, start, end, alphabets)


@njit(cache=True, nogil=True)
def _ends_in_bech32(data, start, end, alphabets):
    """Whether the last 50 characters are of bech32's alphabet, and a separator stands before them, and before
    that the end of a secret key's prefix: "…sk", "…prv" or "…main"."""
    if end - start < 51:
        return False
    place = end - 1
    while place > start and alphabets[data[place]] & _BECH:
        place -= 1
    return end - 1 - place >= 50 and data[place] == 0x31 and data[place - 1] | 32 in (0x6B, 0x76, 0x6E)


@njit(cache=True, nogil=True)
def _called_a_key(data, start):
    """Whether the word before the run ends like "key" or "seed"."""
    place = start - 1
    while place > 0 and start - place <= 8 and not in_base64(data[place]):
        place -= 1
    if place < 2:
        return False
    key = data[place - 2] | 32 == 0x6B and data[place] | 32 == 0x79
    return key or (data[place - 2] | 32 == 0x65 and data[place] | 32 == 0x64)


@njit(cache=True, nogil=True)
def _colons(data, words, size, endings, colons):
    data, words, endings, colons = borrowed((data, words, endings, colons))
    count = 0
    for w in range(words.size):
        word = words[w]
        while word != uint64(0):
            place = (w << 6) + vectors.lowest(word)
            word &= word - uint64(1)
            if place >= 3 and place < size:
                key = (data[place - 3] & 31) << 10 | (data[place - 2] & 31) << 5 | data[place - 1] & 31
                if (endings[key] and _goes_on(data, place)) or _names_encoding(data, place):
                    colons[count] = place
                    count += 1
    return count


@njit(cache=True, nogil=True)
def _goes_on(data, colon):
    """Whether a URI may go on behind the colon, or what is read as one: with a letter, a digit, a slash, a
    question mark, a backslash, a percent sign or a blank."""
    if data[colon] == 0x25:
        return data[colon + 2] | 32 == 0x61
    c = data[colon + 1]
    letter = 0x61 <= c | 32 <= 0x7A or 0x30 <= c <= 0x39
    return letter or c in (0x2F, 0x3F, 0x5C, 0x25, 0x20, 0x09)


@njit(cache=True, nogil=True)
def _names_encoding(data, colon):
    """Whether "…encoding" stands before the colon, as in a mail's header."""
    if colon < 8:
        return False
    for i in range(_NAME.size):
        if data[colon - _NAME.size + i] | 32 != _NAME[i]:
            return False
    return True


@njit(cache=True, nogil=True)
def _begins_offer(data, place, size):
    """Whether "lno1" stands here, also with a plus sign and white space after one of its characters."""
    for wanted in _OFFER:
        if data[place] == 0x2B:
            place += 1
            while place < size and (data[place] == 0x20 or 9 <= data[place] <= 13):
                place += 1
        if place >= size or data[place] | 32 != wanted:
            return False
        place += 1
    return True


@njit(cache=True, nogil=True)
def _friendly(data, words, size, spots, count):
    """Where a TON address may begin ([EU][Qf] with nothing running into it, and 46 more of its characters),
    or a Lightning offer ("lno1", also divided by plus signs)."""
    data, words, spots = borrowed((data, words, spots))
    for w in range(words.size):
        word = words[w]
        while word != uint64(0):
            place = (w << 6) + vectors.lowest(word)
            word &= word - uint64(1)
            if data[place] | 32 == 0x6C:
                if _begins_offer(data, place, size):
                    spots[count] = place
                    count += 1
                continue
            if place + 48 > size or not _begins_anew(data, place):
                continue
            i = place + 2
            while i < place + 48 and in_base64(data[i]):
                i += 1
            follows = data[i] if i < size else uint8(0)
            if i == place + 48 and (follows == 0x2F or not (in_base64(follows) or follows == 0x3D)):
                spots[count] = place
                count += 1
    return count


@njit(cache=True, nogil=True)
def _begins_anew(data, place):
    """Whether nothing runs into `place` but a slash, or the tail of an escape: %3A, =3D, \\n, ESC[0m."""
    if place == 0 or not in_base64(data[place - 1]) or data[place - 1] in (0x2F, 0x6D):
        return True
    for back in range(2, min(place, 6) + 1):
        if data[place - back] in (0x25, 0x3D, 0x5C):
            return True
    return False


@njit(cache=True, nogil=True)
def in_base64(c):
    """Whether a byte belongs to either alphabet of base64."""
    return 0x30 <= c <= 0x39 or 0x41 <= c <= 0x5A or 0x61 <= c <= 0x7A or c in (0x2B, 0x2D, 0x2F, 0x5F)
