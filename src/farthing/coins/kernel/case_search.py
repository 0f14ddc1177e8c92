"""Which case a Base58Check string was written in: every combination tried until the checksum holds.

Upper-casing an address leaves some 26 letters that may have been either; so there are 2²⁶ spellings, and each
costs two SHA-256. `reference` says it in a few lines of hashlib; `search` is the same in numba, in Gray-code
order: from one spelling to the next one letter changes, so the 25 bytes change by one addition, and those
with another version byte need no hash. Both look at all of them, because a second answer would mean that
neither can be believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from numba import njit

from farthing.coins.codecs import base58
from farthing.coins.errors import Flaw
from farthing.coins.kernel.hashes import compress

_LIMBS = 7
_MOST = 16  # answers that are kept
_WORD = 0xFFFFFFFF


def reference(options: Sequence[str], version: bytes, alphabet: str = base58.BITCOIN) -> list[str]:
    """The spellings, one of `options` at each place, whose checksum holds over `version` and 20 bytes."""
    found = []
    for letters in product(*options):
        try:
            payload = base58.decode_check("".join(letters), alphabet)
        except Flaw:
            continue
        if len(payload) == len(version) + 20 and payload.startswith(version):
            found.append("".join(letters))
    return found


def search(options: Sequence[str], version: bytes, alphabet: str = base58.BITCOIN) -> list[str]:
    """The same as `reference`, for the number of spellings that a real address has."""
    weights = [58**place for place in reversed(range(len(options)))]
    digits = [[alphabet.index(letter) for letter in letters] for letters in options]
    free = [place for place, letters in enumerate(options) if len(letters) == 2]
    first = sum(weight * values[0] for weight, values in zip(weights, digits, strict=True))
    steps = [weights[place] * (digits[place][1] - digits[place][0]) for place in free]
    up = np.array([_limbs(step) for step in steps], np.uint32).reshape(len(free), _LIMBS)
    down = np.array([_limbs(-step) for step in steps], np.uint32).reshape(len(free), _LIMBS)
    head = int.from_bytes(version, "big")
    codes = np.zeros(_MOST, np.uint64)
    count = _search(np.array(_limbs(first), np.uint32), up, down, head, 8 * len(version), codes)
    spellings = [_spelling(options, free, int(code)) for code in codes[: min(count, _MOST)]]
    return sorted(text for text in spellings if reference(text, version, alphabet))


def _limbs(number: int) -> list[int]:
    """Seven 32-bit words, the lowest first; negative numbers as two's complement."""
    return [number >> 32 * limb & _WORD for limb in range(_LIMBS)]


def _spelling(options: Sequence[str], free: list[int], code: int) -> str:
    letters = [choice[0] for choice in options]
    for bit, place in enumerate(free):
        letters[place] = options[place][code >> bit & 1]
    return "".join(letters)


@njit(cache=True, nogil=True)
def _checksum_holds(number, shift, w, state):
    """Whether the lowest limb is the checksum of the others: version (`shift` bits) and 20 bytes."""
    w[:16] = 0
    for i in range(6):
        below = np.uint32(0x80000000) if i == 5 else number[5 - i]
        w[i] = np.uint32(number[6 - i] << np.uint32(32 - shift)) | np.uint32(below >> np.uint32(shift))
    w[15] = 160 + shift
    compress(w, state)
    w[:8] = state
    w[8:16] = 0
    w[8], w[15] = 0x80000000, 256
    compress(w, state)
    return state[0] == number[0]


@njit(cache=True, nogil=True)
def _search(number, up, down, head, shift, codes):
    """How many spellings hold; their Gray codes go to `codes`. The top limb must be `head`."""
    w, state = np.zeros(64, np.uint32), np.zeros(8, np.uint32)
    count, step, total = 0, np.uint64(0), np.uint64(1) << np.uint64(len(up))
    while True:
        if number[_LIMBS - 1] == head and _checksum_holds(number, shift, w, state):
            if count < len(codes):
                codes[count] = step ^ (step >> np.uint64(1))
            count += 1
        step += np.uint64(1)
        if step == total:
            return count
        bit = 0
        while not (step >> np.uint64(bit)) & np.uint64(1):
            bit += 1
        change = up[bit] if ((step ^ (step >> np.uint64(1))) >> np.uint64(bit)) & np.uint64(1) else down[bit]
        carry = np.uint64(0)
        for limb in range(_LIMBS):
            carry += np.uint64(number[limb]) + np.uint64(change[limb])
            number[limb] = np.uint32(carry & np.uint64(_WORD))
            carry >>= np.uint64(32)
