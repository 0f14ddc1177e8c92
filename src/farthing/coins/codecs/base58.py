"""Base58 and Base58Check.

Source: the Bitcoin reference client's `base58.cpp`; draft-msporny-base58. Base58Check adds the first four
bytes of SHA-256(SHA-256(payload)).
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from farthing.coins.errors import Flaw

_NO_DIGIT = 255
BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def decode(text: str, alphabet: str = BITCOIN) -> bytes:
    """The bytes that `text` stands for; a Flaw naming the first character outside the alphabet."""
    number = 0
    for digit in digits_of(text, alphabet):
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip(alphabet[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def digits_of(text: str, alphabet: str = BITCOIN) -> bytes:
    """What each character is worth; a Flaw naming the first character outside the alphabet."""
    digits = text.encode("ascii", "replace").translate(_digits(alphabet))
    place = digits.find(_NO_DIGIT)
    if place >= 0:
        raise Flaw("alphabet", f"the character “{text[place]}” never occurs in base58", place)
    return digits


@lru_cache
def _digits(alphabet: str) -> bytes:
    """What each byte is worth, as `bytes.translate` wants it."""
    return bytes(alphabet.find(chr(byte)) % 256 for byte in range(256))


def encode(payload: bytes, alphabet: str = BITCOIN) -> str:
    """The base58 spelling of `payload`."""
    number = int.from_bytes(payload, "big")
    digits = ""
    while number:
        number, digit = divmod(number, 58)
        digits = alphabet[digit] + digits
    return alphabet[0] * (len(payload) - len(payload.lstrip(b"\0"))) + digits


def decode_check(text: str, alphabet: str = BITCOIN) -> bytes:
    """The payload (version and data) of a Base58Check string whose checksum holds."""
    raw = decode(text, alphabet)
    if len(raw) < 5:
        raise Flaw("length", "too short for a base58 address")
    payload, checksum = raw[:-4], raw[-4:]
    if sha256(sha256(payload).digest()).digest()[:4] != checksum:
        raise Flaw("checksum", "the checksum does not hold")
    return payload


def encode_check(payload: bytes, alphabet: str = BITCOIN) -> str:
    """The Base58Check spelling of `payload`."""
    return encode(payload + sha256(sha256(payload).digest()).digest()[:4], alphabet)
