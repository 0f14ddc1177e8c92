"""CashAddr: prefix, colon, version byte and hash, with a 40-bit BCH checksum over bech32's alphabet.

Source: the Bitcoin Cash specification "CashAddr" (spec/cashaddr.md) and CHIP-2022-02 CashTokens for the
token-aware types 2 and 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial, reduce
from operator import xor

from farthing.coins.codecs import bch
from farthing.coins.codecs.bech32 import CHARSET, NO_SYMBOL, symbols_of, to_bytes, to_symbols
from farthing.coins.errors import Flaw

_GENERATOR = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
_FEEDBACK = tuple(
    reduce(xor, (part for bit, part in enumerate(_GENERATOR) if value >> bit & 1), 0) for value in range(32)
)
_SIZES = (20, 24, 28, 32, 40, 48, 56, 64)


def _polymod(values: Iterable[int]) -> int:
    residue = 1
    for value in values:
        residue = (residue & 0x07FFFFFFFF) << 5 ^ value ^ _FEEDBACK[residue >> 35]
    return residue ^ 1


def _expand(prefix: str) -> list[int]:
    return [ord(c) & 31 for c in prefix] + [0]


def encode(prefix: str, version: int, digest: bytes) -> str:
    """The lower-case spelling with prefix; `version` holds the type only, the size bits are added."""
    symbols = to_symbols(bytes([version | _SIZES.index(len(digest))]) + digest)
    residue = _polymod([*_expand(prefix), *symbols, *[0] * 8])
    checksum = [residue >> 5 * (7 - i) & 31 for i in range(8)]
    return prefix + ":" + "".join(CHARSET[value] for value in symbols + checksum)


def decode(prefix: str, text: str) -> tuple[int, bytes]:
    """Version byte's type bits and hash of `text` (without its prefix, in lower case)."""
    symbols = symbols_of(text)
    place = symbols.find(NO_SYMBOL)
    if place >= 0:
        raise Flaw("alphabet", f"the character “{text[place]}” never occurs in a cash address", place)
    residue = _polymod([*_expand(prefix), *symbols])
    if residue:
        where = partial(bch.locate, len(symbols), residue, _shift)
        raise Flaw("checksum", "the checksum does not hold", locate=where)
    payload = to_bytes(symbols[:-8])
    version, digest = payload[0], payload[1:]
    if version & 0x80 or len(digest) != _SIZES[version & 7]:
        raise Flaw("structure", "the version byte does not fit the length")
    return version & 0x78, digest


def _shift(residue: int) -> int:
    return (residue & 0x07FFFFFFFF) << 5 ^ _FEEDBACK[residue >> 35]
