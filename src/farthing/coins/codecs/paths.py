"""The parts of BOLT 12 records: numbers and blinded paths.

Source: BOLT 1 (BigSize, truncated integers), BOLT 4 (blinded paths).
"""

from __future__ import annotations

from farthing.coins.codecs import secp256k1
from farthing.coins.errors import Flaw


def big_size(stream: bytes, at: int) -> tuple[int, int]:
    """A BigSize number at `at`, in its shortest form, and where it ends."""
    if at >= len(stream):
        raise Flaw("structure", "a number is cut short")
    width = {0xFD: 2, 0xFE: 4, 0xFF: 8}.get(stream[at], 0)
    end = at + 1 + width
    number = int.from_bytes(stream[at + 1 : end], "big") if width else stream[at]
    if end > len(stream) or (width and number < {2: 0xFD, 4: 1 << 16, 8: 1 << 32}[width]):
        raise Flaw("structure", "a number is cut short or not in its shortest form")
    return number, end


def truncated(value: bytes) -> int:
    """A number of up to eight bytes without leading zeros."""
    if len(value) > 8 or value[:1] == b"\0":
        raise Flaw("structure", "a number has leading zeros or is too long")
    return int.from_bytes(value, "big")


def is_utf8(value: bytes) -> bool:
    """Whether the bytes are UTF-8."""
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def check(value: bytes) -> None:
    """One or more blinded paths: first node (or short channel id), path key, one or more hops."""
    if not value:
        raise Flaw("structure", "there is no path")
    at = 0
    while at < len(value):
        at = _check_path(value, at)


def _check_path(value: bytes, at: int) -> int:
    if value[at] in (0, 1):
        at += 9
    else:
        at = _point(value, at)
    at = _point(value, at)
    hops = value[at] if at < len(value) else 0
    if hops == 0:
        raise Flaw("structure", "a path has no hops")
    at += 1
    for _ in range(hops):
        at = _point(value, at)
        size = int.from_bytes(value[at : at + 2], "big")
        at += 2 + size
        if at > len(value):
            raise Flaw("structure", "a path is cut short")
    return at


def _point(value: bytes, at: int) -> int:
    if not secp256k1.is_point(value[at : at + 33]):
        raise Flaw("structure", "a path holds something that is no public key")
    return at + 33
