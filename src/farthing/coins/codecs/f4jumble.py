"""F4Jumble, the length-preserving mixing of Zcash's unified addresses, undone.

Source: ZIP-316, “Jumbling”: a four-round Feistel construction over BLAKE2b, so that every character of an
address depends on all of its content.
"""

from __future__ import annotations

from hashlib import blake2b


def unjumble(message: bytes) -> bytes:
    """The content of a jumbled `message` of at least 48 bytes."""
    left = min(64, len(message) // 2)
    c, d = message[:left], message[left:]
    y = _xor(c, _short(1, d, left))
    x = _xor(d, _long(1, y, len(d)))
    a = _xor(y, _short(0, x, left))
    return a + _xor(x, _long(0, a, len(x)))


def _short(number: int, message: bytes, size: int) -> bytes:
    return blake2b(message, digest_size=size, person=b"UA_F4Jumble_H" + bytes([number, 0, 0])).digest()


def _long(number: int, message: bytes, size: int) -> bytes:
    blocks = (
        blake2b(message, person=b"UA_F4Jumble_G" + bytes([number]) + block.to_bytes(2, "little")).digest()
        for block in range(-(-size // 64))
    )
    return b"".join(blocks)[:size]


def _xor(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).to_bytes(len(one), "big")
