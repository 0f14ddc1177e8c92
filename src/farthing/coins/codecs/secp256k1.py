"""What can be told of points and signatures on secp256k1 without any arithmetic of points.

Source: SEC 1 (compressed points, public key recovery), SEC 2 (the curve: y² = x³ + 7 over the field of `P`).
"""

from __future__ import annotations

P = 2**256 - 2**32 - 977
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def is_on_curve(x: int) -> bool:
    """Whether a point has this x: x³ + 7 must have a square root."""
    return x < P and pow((pow(x, 3, P) + 7) % P, (P - 1) // 2, P) == 1


def is_point(value: bytes) -> bool:
    """Whether the bytes are a compressed point."""
    return len(value) == 33 and value[0] in (2, 3) and is_on_curve(int.from_bytes(value[1:], "big"))


def is_recoverable(signature: bytes, *, low: bool) -> bool:
    """Whether some key can have made this compact signature of 65 bytes: r, s and the recovery id.

    `low`: s must be in the lower half of its range.
    """
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:64], "big")
    wraps, highest = signature[64] >> 1, ORDER // 2 if low else ORDER - 1
    return 0 < r < ORDER and 0 < s <= highest and wraps < 2 and is_on_curve(r + wraps * ORDER)
