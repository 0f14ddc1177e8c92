"""Base32 without padding (RFC 4648), strict: the spare bits of the last character must be zero."""

from __future__ import annotations

from farthing.coins.errors import Flaw

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
# What each byte is worth, as a digit that `int` reads; "!" where it is worth nothing.
_DIGITS = bytes(ord("0123456789abcdefghijklmnopqrstuv!"[ALPHABET.find(chr(byte))]) for byte in range(256))


def decode(text: str) -> bytes:
    """The bytes that `text` stands for."""
    digits = text.encode("ascii", "replace").translate(_DIGITS)
    place = digits.find(b"!")
    if place >= 0:
        raise Flaw("alphabet", f"the character “{text[place]}” never occurs in base32", place)
    number = int(digits or b"0", 32)
    spare = len(text) * 5 % 8
    if spare > 4 or number & ((1 << spare) - 1):
        raise Flaw("length", "no base32 text has this length and end")
    return (number >> spare).to_bytes(len(text) * 5 // 8, "big")


def encode(payload: bytes) -> str:
    """The spelling of `payload`."""
    count = (len(payload) * 8 + 4) // 5
    number = int.from_bytes(payload, "big") << (count * 5 - len(payload) * 8)
    return "".join(ALPHABET[number >> 5 * i & 31] for i in reversed(range(count)))
