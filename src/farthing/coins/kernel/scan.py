"""The kernel's first pass: what stands unbroken in the bytes as they are.

It notes the runs of letters and digits that pass prefix, length, alphabet and (where the kernel computes it)
checksum; the colons that may end the scheme of a payment URI; the places where an address of the two formats
with other alphabets may begin; and where a private key may stand.
"""

from __future__ import annotations

import numpy as np
from numba import njit, uint8, uint16, uint64

from farthing.coins.kernel import bits, checks
from farthing.coins.kernel.tables import ALNUM as ANY
from farthing.coins.kernel.tables import BASE58, BECH32, CASH, HEX, KEY32, MONERO, RIPPLE

ALNUM, COLON, SPECIAL, BRACKET, FRIENDLY = range(5)
KINDS = 5
_TEXT58 = np.uint16(1 << BASE58)
_BECH = np.uint16(1 << BECH32)
_HEX = np.uint16(1 << HEX)
LETTERED = np.uint16(0xFFFF ^ 1 << ANY)  # every alphabet that leaves some letter or digit out
SHORTEST = 25
_NAME = np.frombuffer(b"encoding", np.uint8)
_OFFER = np.frombuffer(b"lno1", np.uint8)  # as any digit or letter is with bit 5 set


@njit(cache=True, nogil=True)
def classify(data, size, words):
    """The classes of `data[:size]` (followed by at least 3 zero bytes), a bit a byte, into `words[class]`.

    Three plain loops: the compiler makes vector instructions of each, but not of one with all of it.
    """
    classes = np.zeros(bits.BLOCK, np.uint8)
    for start in range(0, size, bits.BLOCK):
        count = min(bits.BLOCK, size - start)
        here, second, third = data[start:], data[start + 1 :], data[start + 2 :]
        _plain(here, second, third, classes, count)
        _markup(here, second, classes, count)
        if _has_wide(here, count):
            _unicode(here, second, third, classes, count)
        whole = (count + 63) // 64 * 64
        classes[count:whole] = 0
        for kind in range(KINDS):
            bits.pack(classes[:whole].view(np.uint64), kind, words[kind].view(np.uint8)[start >> 3 :])


@njit(cache=True, nogil=True)
def _plain(here, second, third, classes, count):
    for i in range(count):
        c, n, m = here[i], second[i], third[i]
        alnum = (uint8((c | uint8(32)) - uint8(97)) < uint8(26)) | (uint8(c - uint8(48)) < uint8(10))
        follows = (uint8((n | uint8(32)) - uint8(97)) < uint8(26)) | (uint8(n - uint8(48)) < uint8(10))
        path = (n == uint8(0x2F)) | (n == uint8(0x3F)) | (n == uint8(0x5C)) | (n == uint8(0x25))
        colon = (c == uint8(0x3A)) & (follows | path | (n == uint8(0x20)) | (n == uint8(0x09)))
        colon |= (c == uint8(0x25)) & (n == uint8(0x33)) & (uint8(m | uint8(32)) == uint8(0x61))
        bracket = (c == uint8(0x3C)) | (c == uint8(0x3E))
        friendly = ((c == uint8(0x45)) | (c == uint8(0x55))) & ((n == uint8(0x51)) | (n == uint8(0x66)))
        offer = ((n | uint8(32)) == uint8(0x6E)) & (((m | uint8(32)) == uint8(0x6F)) | (m == uint8(0x2B)))
        friendly |= ((c | uint8(32)) == uint8(0x6C)) & (offer | (n == uint8(0x2B)))
        classes[i] = (
            uint8(alnum) | uint8(colon) << uint8(1) | uint8(bracket) << uint8(3) | uint8(friendly) << uint8(4)
        )


@njit(cache=True, nogil=True)
def _markup(here, second, classes, count):
    for i in range(count):
        c, n = here[i], second[i]
        letter = uint8((n | uint8(32)) - uint8(97)) < uint8(26)
        tag = (c == uint8(0x3C)) & (letter | (n == uint8(0x2F)) | (n == uint8(0x21)))
        entity = (c == uint8(0x26)) & (letter | (n == uint8(0x23))) & (n != uint8(0x61))
        escape = (c == uint8(0x5C)) & ((n == uint8(0x6E)) | (n == uint8(0x72)) | (n == uint8(0x74)))
        soft = (c == uint8(0x3D)) & ((n == uint8(0x0A)) | (n == uint8(0x0D)))
        quoted = (c == uint8(0x0A)) & (n == uint8(0x3E))
        classes[i] |= uint8(tag | entity | escape | soft | quoted) << uint8(2)


@njit(cache=True, nogil=True)
def _has_wide(here, count):
    """Whether a byte occurs that may begin one of the characters of `_unicode`."""
    seen = uint8(0)
    for i in range(count):
        c = here[i]
        seen |= uint8((c == uint8(0xC2)) | (c == uint8(0xCD)) | (c >= uint8(0xE1)))
    return seen != 0


@njit(cache=True, nogil=True)
def _unicode(here, second, third, classes, count):
    for i in range(count):
        c, n, m = here[i], second[i], third[i]
        special = (c == uint8(0xC2)) & ((n == uint8(0xAD)) | (n == uint8(0xA0)))
        special |= (c == uint8(0xCD)) & (n == uint8(0x8F))
        special |= (c == uint8(0xE1)) & (n == uint8(0xA0)) & (m == uint8(0x8E))
        spaces = (n == uint8(0x80)) & ((m < uint8(0x90)) | (uint8(m - uint8(0xA8)) < uint8(8)))
        spaces |= (n == uint8(0x81)) & (uint8(m - uint8(0x9F)) < uint8(17))
        special |= (c == uint8(0xE2)) & spaces
        special |= (c == uint8(0xE3)) & (n == uint8(0x80)) & (m == uint8(0x80))
        wide = (n == uint8(0xBC)) | (n == uint8(0xBD)) | ((n == uint8(0xBB)) & (m == uint8(0xBF)))
        special |= (c == uint8(0xEF)) & wide
        special |= (c == uint8(0xF0)) & (n == uint8(0x9D)) & (uint8(m - uint8(0x90)) < uint8(16))
        classes[i] |= uint8(special) << uint8(2)


@njit(cache=True, nogil=True)
def scan(data, size, words, tables, runs, colons, spots, keys):
    """Fills the four arrays; returns how many of each. `runs` has two columns, start and end.

    `data[:size]` is followed by at least 8 zero bytes; `words` has a row for each class, with a word more
    than `size` needs."""
    classify(data, size, words)
    words[:, (size + 63) // 64 :] = uint64(0)
    alnum = words[ALNUM][: size // 64 + 2]
    starts = np.empty(alnum.size - 1, np.uint64)
    bits.long_runs(alnum, starts)
    scratch = (np.zeros(160, np.uint8), np.zeros(32, np.uint8))
    may, may_be_key = tables.may, tables.keys
    n_runs, n_keys, n_spots = 0, 0, 0
    for w in range(starts.size):
        word = starts[w]
        while word != uint64(0):
            start = (w << 6) + bits.lowest(word)
            word &= word - uint64(1)
            end = bits.next_clear(alnum, start + SHORTEST, size)
            first, length = data[start], min(end - start, 255)
            if (may[first, length] or _escaped(data, start)) and _may_read(data, start, end, tables, scratch):
                runs[n_runs, 0], runs[n_runs, 1] = start, end
                n_runs += 1
            if may_be_key[first, length] and _may_be_key(data, start, end, tables.alphabets, scratch):
                keys[n_keys] = start
                n_keys += 1
            if end - start == 64 and start > 1 and data[start - 1] == 0x3A and data[start - 2] | 1 == 0x31:
                spots[n_spots] = start - 2 if data[start - 2] == 0x30 else max(0, start - 3)
                n_spots += 1
    n_colons = _colons(data, words[COLON][: alnum.size], size, tables.endings, colons)
    n_spots = _friendly(data, words[FRIENDLY][: alnum.size], size, spots, n_spots)
    return n_runs, n_colons, n_spots, n_keys


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
    common = LETTERED
    known = 0  # characters that `common` covers
    for row in range(tables.first[first], tables.first[first + 1]):
        entry = tables.rows[row]
        if not tables.lengths[entry, length] or not begins(data, start, entry, tables):
            continue
        code = tables.codes[entry]
        if code != BECH32:
            if known == 0:
                for i in range(start, end):
                    common &= tables.alphabets[data[i]]
                    if common == 0:
                        break
                known = length
            if code != HEX and code != ANY and common & uint16(1 << code) == 0:
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
    if 28 <= length <= 31 or 50 <= length <= 58 or 107 <= length <= 113 or 148 <= length <= 156:
        common = LETTERED
        for i in range(start, end):
            common &= alphabets[data[i]]
            if common == 0:
                break
        if common & _TEXT58:
            quick = 50 <= length <= 58
            if not quick or checks.base58check(data, start, end, checks.BASE58, scratch[0], scratch[1]):
                return True
        if common and length == 56 and data[start] == 0x53:
            return True
    return _ends_in_bech32(data, start, end, alphabets)


@njit(cache=True, nogil=True)
def _ends_in_bech32(data, start, end, alphabets):
    """Whether the last 50 characters are of bech32's alphabet, and a separator stands before them."""
    if end - start < 51:
        return False
    place = end - 1
    while place >= start and alphabets[data[place]] & _BECH:
        place -= 1
    return end - 1 - place >= 50 and (place < start or data[place] == 0x31)


@njit(cache=True, nogil=True)
def _called_a_key(data, start):
    """Whether the word before the run ends like "key" or "seed"."""
    place = start - 1
    while place > 0 and start - place <= 8 and not in_base64(data[place]):
        place -= 1
    return place >= 0 and (data[place] | 32 == 0x79 or data[place] | 32 == 0x64)


@njit(cache=True, nogil=True)
def _colons(data, words, size, endings, colons):
    count = 0
    for w in range(words.size):
        word = words[w]
        while word != uint64(0):
            place = (w << 6) + bits.lowest(word)
            word &= word - uint64(1)
            if place >= 3 and place < size:
                key = (data[place - 3] & 31) << 10 | (data[place - 2] & 31) << 5 | data[place - 1] & 31
                if endings[key] or _names_encoding(data, place):
                    colons[count] = place
                    count += 1
    return count


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
    for w in range(words.size):
        word = words[w]
        while word != uint64(0):
            place = (w << 6) + bits.lowest(word)
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
