"""Keccak-256 as Ethereum and Monero use it: the original padding, not that of FIPS 202's SHA3-256.

Source: "The Keccak reference", version 3.0 (Bertoni, Daemen, Peeters, Van Assche). Rate 1088, capacity 512.
The state is 25 lanes of 64 bits, lane (x, y) at index x + 5 y.
"""

from __future__ import annotations

_MASK = (1 << 64) - 1
_RATE = 136


def _round_constants() -> tuple[int, ...]:
    constants, register = [], 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            if register & 1:
                constant |= 1 << (1 << j) - 1
            register = (register << 1) ^ (0x171 if register >> 7 else 0)
        constants.append(constant)
    return tuple(constants)


def _journey() -> tuple[tuple[int, int, int], ...]:
    """Rho and pi in one: (from, to, rotation) for each lane but the first, which stays where it is."""
    steps, x, y = [], 1, 0
    for t in range(24):
        to_x, to_y = y, (2 * x + 3 * y) % 5
        steps.append((x + 5 * y, to_x + 5 * to_y, (t + 1) * (t + 2) // 2 % 64))
        x, y = to_x, to_y
    return tuple(steps)


_ROUNDS = _round_constants()
_JOURNEY = _journey()


def _permute(lanes: list[int]) -> list[int]:
    for constant in _ROUNDS:
        c0, c1, c2, c3, c4 = (
            lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)
        )
        theta = (
            c4 ^ ((c1 << 1 | c1 >> 63) & _MASK),
            c0 ^ ((c2 << 1 | c2 >> 63) & _MASK),
            c1 ^ ((c3 << 1 | c3 >> 63) & _MASK),
            c2 ^ ((c4 << 1 | c4 >> 63) & _MASK),
            c3 ^ ((c0 << 1 | c0 >> 63) & _MASK),
        )
        moved = [lanes[0] ^ theta[0]] * 25
        for source, target, turn in _JOURNEY:
            lane = lanes[source] ^ theta[source % 5]
            moved[target] = (lane << turn | lane >> 64 - turn) & _MASK
        lanes = []
        for y in (0, 5, 10, 15, 20):
            a, b, c, d, e = moved[y : y + 5]
            lanes += (a ^ ~b & c, b ^ ~c & d, c ^ ~d & e, d ^ ~e & a, e ^ ~a & b)
        lanes[0] ^= constant
    return lanes


def keccak256(message: bytes) -> bytes:
    """The 32-byte Keccak-256 digest of `message`."""
    padded = bytearray(message) + bytes(_RATE - len(message) % _RATE)
    padded[len(message)] ^= 0x01
    padded[-1] ^= 0x80
    lanes = [0] * 25
    for start in range(0, len(padded), _RATE):
        for index in range(_RATE // 8):
            lanes[index] ^= int.from_bytes(padded[start + 8 * index : start + 8 * index + 8], "little")
        lanes = _permute(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])
