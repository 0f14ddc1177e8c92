"""Monero's base58: blocks of 8 bytes as 11 characters, the last block shorter.

Source: Monero's `src/common/base58.cpp`. A block whose value does not fit its bytes is refused, so each
payload has exactly one spelling.
"""

from __future__ import annotations

from farthing.coins.codecs.base58 import BITCOIN as ALPHABET
from farthing.coins.codecs.base58 import digits_of
from farthing.coins.errors import Flaw

_SIZES = {2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}  # characters → bytes
_LENGTHS = {size: length for length, size in _SIZES.items()}


def decode(text: str) -> bytes:
    """The bytes that `text` stands for."""
    payload, digits = b"", digits_of(text)
    for start in range(0, len(text), 11):
        size = _SIZES.get(min(11, len(text) - start))
        if size is None:
            raise Flaw("length", "no Monero address has this length")
        number = 0
        for digit in digits[start : start + 11]:
            number = number * 58 + digit
        if number >> 8 * size:
            raise Flaw("checksum", "a block of characters is out of range")
        payload += number.to_bytes(size, "big")
    return payload


def encode(payload: bytes) -> str:
    """The spelling of `payload`."""
    text = ""
    for start in range(0, len(payload), 8):
        block = payload[start : start + 8]
        number, digits = int.from_bytes(block, "big"), ""
        for _ in range(_LENGTHS[len(block)]):
            number, digit = divmod(number, 58)
            digits = ALPHABET[digit] + digits
        text += digits
    return text
