"""SHA-256, Keccak-256 and Blake2b for the kernel, over messages that fit one block.

Source: FIPS 180-4; the Keccak reference (padding 0x01, as Ethereum and Monero use it); RFC 7693. The readable
references are `hashlib` and `codecs.keccak`; the tests hold these to them.
"""

from __future__ import annotations

import numpy as np
from numba import njit

_PRIMES = [n for n in range(2, 312) if all(n % d for d in range(2, n))]


def _root(number: int, power: int, bits: int) -> int:
    """The first bits of the fraction of a root: 2 for the square root, 3 for the cube root."""
    scaled, low, high = number << bits * power, 0, 1 << bits + 8
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**power <= scaled else (low, middle - 1)
    return low & (1 << bits) - 1


# Which word of the message each step of a round takes (RFC 7693, 2.7), a hexadecimal digit a word.
_BLAKE_ROUNDS = """
    0123456789abcdef ea489fd61c02b753 b8c052fdae367194 7931dcbe265a40f8 905724afe1bc683d
    2c6a0b834d75fe19 c51fed4a0763928b db7ec13950f4862a 6fe9b308c2d714a5 a2847615fb9e3cd0
"""


_K = np.array([_root(prime, 3, 32) for prime in _PRIMES], np.uint32)
_START = np.array([_root(prime, 2, 32) for prime in _PRIMES[:8]], np.uint32)


@njit(cache=True, nogil=True)
def sha256(message, length, digest):
    """SHA-256 of `message[:length]` (at most 55 bytes) into `digest` (32 bytes)."""
    schedule = np.zeros(64, np.uint32)
    for i in range(length):
        schedule[i >> 2] |= np.uint32(message[i]) << np.uint32(24 - 8 * (i & 3))
    schedule[length >> 2] |= np.uint32(0x80) << np.uint32(24 - 8 * (length & 3))
    schedule[15] = np.uint32(length * 8)
    state = np.zeros(8, np.uint32)
    compress(schedule, state)
    for i in range(8):
        for j in range(4):
            digest[4 * i + j] = np.uint8((state[i] >> np.uint32(24 - 8 * j)) & np.uint32(255))


@njit(cache=True, nogil=True)
def compress(schedule, state):
    """SHA-256 of one padded block, the first 16 of the schedule's 64 words; `state` takes the digest."""
    for i in range(16, 64):
        x, y = schedule[i - 15], schedule[i - 2]
        s0 = _rotate(x, 7) ^ _rotate(x, 18) ^ (x >> np.uint32(3))
        s1 = _rotate(y, 17) ^ _rotate(y, 19) ^ (y >> np.uint32(10))
        schedule[i] = np.uint32(schedule[i - 16] + s0 + schedule[i - 7] + s1)
    a, b, c, d = _START[0], _START[1], _START[2], _START[3]
    e, f, g, h = _START[4], _START[5], _START[6], _START[7]
    for i in range(64):
        s1 = _rotate(e, 6) ^ _rotate(e, 11) ^ _rotate(e, 25)
        t1 = np.uint32(h + s1 + ((e & f) ^ (~e & g)) + _K[i] + schedule[i])
        s0 = _rotate(a, 2) ^ _rotate(a, 13) ^ _rotate(a, 22)
        t2 = np.uint32(s0 + ((a & b) ^ (a & c) ^ (b & c)))
        h, g, f, e = g, f, e, np.uint32(d + t1)
        d, c, b, a = c, b, a, np.uint32(t1 + t2)
    for i, word in enumerate((a, b, c, d, e, f, g, h)):
        state[i] = np.uint32(word + _START[i])


@njit(cache=True, nogil=True)
def _rotate(word, by):
    return np.uint32((word >> np.uint32(by)) | (word << np.uint32(32 - by)))


def _round_constants() -> list[int]:
    constants, lfsr = [], 1
    for _ in range(24):
        value = 0
        for j in range(7):
            if lfsr & 1:
                value |= 1 << (2**j - 1)
            lfsr = lfsr << 1 ^ (0x171 if lfsr & 0x80 else 0)
        constants.append(value)
    return constants


def _lanes() -> tuple[list[int], list[int]]:
    """The order in which rho and pi move the lanes, and by how much each is rotated."""
    order, turns, x, y = [], [], 1, 0
    for t in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        order.append(x + 5 * y)
        turns.append((t + 1) * (t + 2) // 2 % 64)
    return order, turns


_ROUNDS = np.array(_round_constants(), np.uint64)
_ORDER, _TURNS = (np.array(row, np.int64) for row in _lanes())


@njit(cache=True, nogil=True)
def keccak256(message, length, digest):
    """Keccak-256 of `message[:length]` (at most 135 bytes) into `digest` (32 bytes)."""
    state, column = np.zeros(25, np.uint64), np.empty(5, np.uint64)
    for i in range(length):
        state[i >> 3] ^= np.uint64(message[i]) << np.uint64(8 * (i & 7))
    state[length >> 3] ^= np.uint64(1) << np.uint64(8 * (length & 7))
    state[16] ^= np.uint64(1) << np.uint64(63)
    for constant in _ROUNDS:
        for x in range(5):
            column[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20]
        for x in range(5):
            mixed = column[(x + 4) % 5] ^ _turn(column[(x + 1) % 5], 1)
            for y in range(0, 25, 5):
                state[x + y] ^= mixed
        carried = state[1]
        for i in range(24):
            place = _ORDER[i]
            carried, state[place] = state[place], _turn(carried, _TURNS[i])
        for y in range(0, 25, 5):
            for x in range(5):
                column[x] = state[x + y]
            for x in range(5):
                state[x + y] = column[x] ^ (~column[(x + 1) % 5] & column[(x + 2) % 5])
        state[0] ^= constant
    for i in range(32):
        digest[i] = np.uint8((state[i >> 3] >> np.uint64(8 * (i & 7))) & np.uint64(255))


@njit(cache=True, nogil=True)
def _turn(lane, by):
    return (lane << np.uint64(by)) | (lane >> np.uint64((64 - by) & 63))


_FRACTIONS = np.array([_root(prime, 2, 64) for prime in _PRIMES[:8]], np.uint64)
_MESSAGE_ORDER = np.array([[int(digit, 16) for digit in row] for row in _BLAKE_ROUNDS.split()], np.int64)


@njit(cache=True, nogil=True)
def blake2b(message, length, digest):
    """Blake2b-512, without a key, of `message[:length]` (at most 128 bytes) into `digest` (64 bytes)."""
    words, state = np.zeros(16, np.uint64), np.empty(16, np.uint64)
    for i in range(length):
        words[i >> 3] |= np.uint64(message[i]) << np.uint64(8 * (i & 7))
    state[:8], state[8:] = _FRACTIONS, _FRACTIONS
    state[0] ^= np.uint64(0x01010040)  # 64 bytes of digest, no key, one leaf
    state[12] ^= np.uint64(length)
    state[14] = ~state[14]  # the last block
    for number in range(12):
        order = _MESSAGE_ORDER[number % 10]
        for i in range(8):
            column, turned = i & 3, i >> 2  # four columns, then four diagonals
            a, b = column, 4 + (column + turned) % 4
            c, d = 8 + (column + 2 * turned) % 4, 12 + (column + 3 * turned) % 4
            state[a] += state[b] + words[order[2 * i]]
            state[d] = _turn(state[d] ^ state[a], 32)
            state[c] += state[d]
            state[b] = _turn(state[b] ^ state[c], 40)
            state[a] += state[b] + words[order[2 * i + 1]]
            state[d] = _turn(state[d] ^ state[a], 48)
            state[c] += state[d]
            state[b] = _turn(state[b] ^ state[c], 1)
    for i in range(64):
        k = i >> 3
        word = _FRACTIONS[k] ^ state[k] ^ state[k + 8]
        if k == 0:
            word ^= np.uint64(0x01010040)
        digest[i] = np.uint8((word >> np.uint64(8 * (i & 7))) & np.uint64(255))
