"""Bech32 and bech32m: encoding, checksum, and where the error is.

Source: BIP-173 and BIP-350. The checksum is a BCH code (`bch`), so one or two wrong characters are located.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial, reduce
from operator import xor

from farthing.coins.codecs import bch
from farthing.coins.errors import Flaw

CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BECH32 = 1
BECH32M = 0x2BC830A3
NO_SYMBOL = 255
_SYMBOLS = bytes(CHARSET.find(chr(byte)) % 256 for byte in range(256))  # of each byte, in lower case
_DIGITS = b"0123456789abcdefghijklmnopqrstuv".ljust(256, b"!")  # of each symbol, as `int` wants them
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
# What the five bits that leave the 30-bit register feed back into it.
_FEEDBACK = tuple(
    reduce(xor, (part for bit, part in enumerate(_GENERATOR) if value >> bit & 1), 0) for value in range(32)
)


def polymod(values: Iterable[int]) -> int:
    """The residue of the symbols modulo the generator polynomial."""
    residue = 1
    for value in values:
        residue = (residue & 0x1FFFFFF) << 5 ^ value ^ _FEEDBACK[residue >> 25]
    return residue


def expand(hrp: str) -> list[int]:
    """The human-readable part as symbols of the checksum."""
    return [ord(c) >> 5 for c in hrp] + [0] + [ord(c) & 31 for c in hrp]


def split(text: str) -> tuple[str, list[int]]:
    """Human-readable part and symbols (checksum included), lower-cased; the checksum is not looked at."""
    if not text.isascii():
        place = next(place for place, character in enumerate(text) if not character.isascii())
        raise Flaw("alphabet", "it holds a character that never occurs in bech32", place)
    lower = text.lower()
    if text != lower and text != text.upper():
        raise Flaw("case", "upper and lower case are mixed", _first_minority_case(text))
    separator = lower.rfind("1")
    if separator < 1 or len(lower) - separator < 7:
        raise Flaw("shape", "no separator “1” where it should be")
    if not all("!" <= character <= "~" for character in lower[:separator]):
        raise Flaw("alphabet", "a character that never stands in a prefix")
    symbols = symbols_of(lower[separator + 1 :])
    wrong = symbols.find(NO_SYMBOL)
    if wrong >= 0:
        place = separator + 1 + wrong
        raise Flaw("alphabet", f"the character “{text[place]}” never occurs in bech32", place)
    return lower[:separator], list(symbols)


def symbols_of(lower: str) -> bytes:
    """The symbol of each character, 255 for one that has none."""
    return lower.encode("ascii", "replace").translate(_SYMBOLS)


def decode(text: str) -> tuple[str, list[int], int]:
    """Human-readable part, data symbols and checksum constant (`BECH32` or `BECH32M`).

    No length limit: formats built on bech32 (silent payments, BOLT 11, unified addresses) set their own.
    """
    hrp, symbols = split(text)
    constant = polymod(expand(hrp) + symbols)
    if constant not in (BECH32, BECH32M):
        raise Flaw("checksum", "the checksum does not hold")
    return hrp, symbols[:-6], constant


def decode_placed(text: str, constant: int) -> tuple[str, list[int], int]:
    """`decode`, where a checksum that fails says which characters are wrong if `constant` was meant."""
    try:
        return decode(text)
    except Flaw as flaw:
        if flaw.kind != "checksum":
            raise
        raise Flaw(flaw.kind, flaw.reason, locate=partial(locate, text, constant)) from None


def encode(hrp: str, symbols: Sequence[int], constant: int) -> str:
    """The lower-case bech32 (or bech32m) spelling."""
    residue = polymod([*expand(hrp), *symbols, 0, 0, 0, 0, 0, 0]) ^ constant
    checksum = [residue >> 5 * (5 - i) & 31 for i in range(6)]
    return hrp + "1" + "".join(CHARSET[value] for value in [*symbols, *checksum])


def to_bytes(symbols: Sequence[int]) -> bytes:
    """Five-bit symbols as bytes; the padding must be shorter than a symbol and zero."""
    accumulator = int(bytes(symbols).translate(_DIGITS) or b"0", 32)
    spare = len(symbols) * 5 % 8
    if spare > 4 or accumulator & ((1 << spare) - 1):
        raise Flaw("structure", "the padding bits are not as they must be")
    return (accumulator >> spare).to_bytes(len(symbols) * 5 // 8, "big")


def to_symbols(payload: bytes) -> list[int]:
    """Bytes as five-bit symbols, padded with zero bits."""
    count = (len(payload) * 8 + 4) // 5
    number = int.from_bytes(payload, "big") << (count * 5 - len(payload) * 8)
    return [number >> 5 * i & 31 for i in reversed(range(count))]


def locate(text: str, constant: int) -> tuple[int, ...]:
    """Places of the one or two substituted characters that explain a wrong checksum; empty if there are none.

    The code has distance five below 90 characters, so there two places are always the right ones.
    """
    hrp, symbols = split(text)
    syndrome = polymod(expand(hrp) + symbols) ^ constant
    before = len(text) - len(symbols)
    return tuple(before + place for place in bch.locate(len(symbols), syndrome, _shift))


def _shift(residue: int) -> int:
    return (residue & 0x1FFFFFF) << 5 ^ _FEEDBACK[residue >> 25]


def _first_minority_case(text: str) -> int:
    uppers = [place for place, c in enumerate(text) if c.isupper()]
    lowers = [place for place, c in enumerate(text) if c.islower()]
    return min(uppers, lowers, key=len)[0]
