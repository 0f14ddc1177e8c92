"""The checksums that the kernel computes itself, each over `data[start:end]`.

They only need to refuse: whatever passes is read by the format's own module, which is the reference
(`codecs`). What they refuse, that module must refuse too; the tests hold them to it.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from farthing.coins.codecs import base58, bech32
from farthing.coins.formats.xrp_base58 import ALPHABET as XRP
from farthing.coins.kernel.hashes import blake2b, keccak256, sha256


def _values(alphabet: str) -> np.ndarray:
    values = np.full(256, 255, np.uint8)
    for value, character in enumerate(alphabet):
        values[ord(character)] = value
    return values


BASE58, RIPPLE58 = _values(base58.BITCOIN), _values(XRP)
BECH32 = _values(bech32.CHARSET)
for _character in bech32.CHARSET:
    BECH32[ord(_character.upper())] = BECH32[ord(_character)]


def _feedback(generator: tuple[int, ...]) -> np.ndarray:
    """What the five bits that leave the register feed back into it."""
    table = np.zeros(32, np.uint64)
    for value in range(32):
        for bit, part in enumerate(generator):
            if value >> bit & 1:
                table[value] ^= np.uint64(part)
    return table


_BECH = _feedback((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3))
_CASH = _feedback((0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470))
_SS58 = np.frombuffer(b"SS58PRE", np.uint8)
_CASH_PREFIX = np.frombuffer(b"bitcoincash", np.uint8)


@njit(cache=True, nogil=True)
def base58_decode(data, start, end, values, payload):
    """The bytes that `data[start:end]` (at most 64 characters) stands for, into `payload`; returns how many
    they are, or -1 if it is no base58."""
    limbs, used, zeros = np.zeros(12, np.uint64), 0, 0
    while start < end and values[data[start]] == 0:
        start, zeros = start + 1, zeros + 1
    while start < end:
        carry, scale = np.uint64(0), np.uint64(1)
        for i in range(start, min(start + 5, end)):  # five digits are less than 32 bits
            value = values[data[i]]
            if value == 255:
                return -1
            carry, scale = carry * np.uint64(58) + np.uint64(value), scale * np.uint64(58)
        start += 5
        for k in range(used):
            carry += limbs[k] * scale
            limbs[k] = carry & np.uint64(0xFFFFFFFF)
            carry >>= np.uint64(32)
        if carry:
            limbs[used] = carry
            used += 1
    size = 4 * used
    if used:
        top = limbs[used - 1]
        while top < np.uint64(1 << 24):
            top <<= np.uint64(8)
            size -= 1
    if zeros + size > payload.size:
        return -1
    payload[:zeros] = 0
    for i in range(size):
        payload[zeros + size - 1 - i] = np.uint8((limbs[i >> 2] >> np.uint64(8 * (i & 3))) & np.uint64(255))
    return zeros + size


@njit(cache=True, nogil=True)
def base58check(data, start, end, values, payload, digest):
    """Whether the last four bytes are those of SHA-256 taken twice over the others."""
    size = base58_decode(data, start, end, values, payload)
    if size < 5 or size > 55:
        return False
    sha256(payload, size - 4, digest)
    sha256(digest, 32, digest)
    for i in range(4):
        if digest[i] != payload[size - 4 + i]:
            return False
    return True


@njit(cache=True, nogil=True)
def ss58_holds(data, start, end, payload, digest):
    """Whether the last two bytes are those of Blake2b-512 over "SS58PRE" and the others."""
    size = _SS58.size + base58_decode(data, start, end, BASE58, payload[_SS58.size :])
    if size < _SS58.size + 3 or size > 130:
        return False
    payload[: _SS58.size] = _SS58
    blake2b(payload, size - 2, digest)
    return digest[0] == payload[size - 2] and digest[1] == payload[size - 1]


@njit(cache=True, nogil=True)
def bech32_holds(data, start, end):
    """Whether a bech32 or bech32m checksum holds, in either case."""
    separator = end - 1
    while separator > start and data[separator] != 0x31:
        separator -= 1
    residue = np.uint64(1)
    for i in range(start, separator):
        residue = _step(residue, (data[i] | 32) >> 5)
    residue = _step(residue, 0)
    for i in range(start, separator):
        residue = _step(residue, data[i] & 31)
    for i in range(separator + 1, end):
        value = BECH32[data[i]]
        if value == 255:
            return False
        residue = _step(residue, value)
    return residue == np.uint64(1) or residue == np.uint64(0x2BC830A3)


@njit(cache=True, nogil=True)
def _step(residue, value):
    shifted = (residue & np.uint64(0x1FFFFFF)) << np.uint64(5)
    return shifted ^ np.uint64(value) ^ _BECH[residue >> np.uint64(25)]


@njit(cache=True, nogil=True)
def cashaddr_holds(data, start, end):
    """Whether the checksum of a cash address without its prefix holds, in either case."""
    residue = np.uint64(1)
    for character in _CASH_PREFIX:
        residue = _cash_step(residue, character & 31)
    residue = _cash_step(residue, 0)
    for i in range(start, end):
        value = BECH32[data[i]]
        if value == 255:
            return False
        residue = _cash_step(residue, value)
    return residue == np.uint64(1)


@njit(cache=True, nogil=True)
def _cash_step(residue, value):
    shifted = (residue & np.uint64(0x07FFFFFFFF)) << np.uint64(5)
    return shifted ^ np.uint64(value) ^ _CASH[residue >> np.uint64(35)]


MIXED = 2


@njit(cache=True, nogil=True)
def eip55(data, start, end, payload, digest):
    """1 if 0x and 40 hex digits are in one case or in EIP-55 case, `MIXED` if in another mixture, else 0."""
    upper, lower = False, False
    for i in range(start + 2, end):
        c = data[i]
        if 0x61 <= c <= 0x66:
            lower = True
        elif 0x41 <= c <= 0x46:
            upper = True
        elif not 0x30 <= c <= 0x39:
            return 0
        payload[i - start - 2] = c | 32
    if not (upper and lower):
        return 1
    keccak256(payload, 40, digest)
    for i in range(40):
        c = data[start + 2 + i]
        if c >= 0x41:
            nibble = (digest[i >> 1] >> (0 if i & 1 else 4)) & 15
            if (nibble > 7) != (c < 0x61):
                return MIXED
    return 1


@njit(cache=True, nogil=True)
def monero_holds(data, start, end, payload, digest):
    """Whether the last four bytes are those of Keccak-256 over the others; blocks of 11 characters."""
    size = 0
    for block in range(start, end, 11):
        width = 8 if end - block >= 11 else 5  # the last block of 7 characters has 5 bytes
        number = np.uint64(0)
        for i in range(block, min(block + 11, end)):
            value = BASE58[data[i]]
            if value == 255:
                return False
            number = number * np.uint64(58) + np.uint64(value)
        for i in range(width):
            payload[size + i] = np.uint8((number >> np.uint64(8 * (width - 1 - i))) & np.uint64(255))
        size += width
    keccak256(payload, size - 4, digest)
    for i in range(4):
        if digest[i] != payload[size - 4 + i]:
            return False
    return True
