"""What the kernel knows of the formats before it looks at bytes: prefixes, lengths, alphabets, checksums.

Everything is taken from the formats' own `SPEC`. `CODES` names the checksum that the kernel computes itself;
a format that is not named there is passed on by prefix, length and alphabet, and its module decides.
"""

from __future__ import annotations

import string
from functools import cache
from typing import NamedTuple

import numpy as np

from farthing.coins import formats, schemes
from farthing.coins.codecs import base58, bech32

ALNUM, BASE58, RIPPLE, BECH32, CASH, HEX, MONERO, KEY32, BASE32, TEXT58, SS58 = range(11)
CODES = {
    **dict.fromkeys(("bitcoin-base58", "litecoin-base58", "dogecoin-base58", "dash-base58"), BASE58),
    **dict.fromkeys(("zcash-base58", "tron-base58"), BASE58),
    "xrp-base58": RIPPLE,
    **dict.fromkeys(("bitcoin-segwit", "bitcoin-silent", "litecoin-segwit", "litecoin-mweb"), BECH32),
    **dict.fromkeys(("zcash-shielded", "cardano-shelley", "cosmos-bech32", "lightning-bolt11"), BECH32),
    "bitcoincash-cashaddr": CASH,
    "evm-hex": HEX,
    "monero-base58": MONERO,
    "solana-base58": KEY32,
    **dict.fromkeys(("stellar-strkey", "algorand-base32"), BASE32),
    "polkadot-ss58": SS58,
    "cardano-byron": TEXT58,
}
_ALPHABETS = {
    **dict.fromkeys((BASE58, RIPPLE, MONERO, KEY32, TEXT58, SS58), base58.BITCOIN),
    **dict.fromkeys((BECH32, CASH), bech32.CHARSET + bech32.CHARSET.upper()),
    HEX: "0123456789abcdefABCDEF",
    BASE32: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
    ALNUM: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
}
PREFIX = 16
BOUND, FREE = 1, 2  # what is behind the opening keeps to one of the alphabets, or need not from the beginning


class Tables(NamedTuple):
    """Arrays for the kernel. An entry is one prefix of one format; `rows` from `first[c]` to `first[c + 1]`
    are the numbers of those that begin with the byte `c`."""

    first: np.ndarray  # int32[257]
    rows: np.ndarray  # int32: numbers of entries
    prefixes: np.ndarray  # uint8[entry, PREFIX], lower case where any case counts
    sizes: np.ndarray  # int32[entry]: bytes of the prefix
    any_case: np.ndarray  # bool[entry]
    codes: np.ndarray  # int32[entry]
    lengths: np.ndarray  # bool[entry, length]
    longest: np.ndarray  # int32[entry]
    broken: np.ndarray  # bool[entry]: has a checksum, so that a broken spelling can be put together
    may: np.ndarray  # bool[byte, length up to 255]: a run that begins so may read
    keys: np.ndarray  # bool[byte, length up to 255]: a run that begins so may be a private key
    opens: np.ndarray  # uint8[byte, byte]: what a broken address may begin with, `BOUND` or `FREE`
    alphabets: np.ndarray  # uint16[byte]: bit of every code whose alphabet has the byte
    endings: np.ndarray  # bool[2 ** 15]: the last three characters of a scheme


@cache
def tables() -> Tables:
    """The tables, made once."""
    entries = [
        (start.encode(), form) for form in formats.FORMATS for start in form.SPEC.starts if ":" not in start
    ]
    count, longest = len(entries), formats.LONGEST
    prefixes = np.zeros((count, PREFIX), np.uint8)
    lengths = np.zeros((count, longest + 2), np.bool_)
    rows: list[list[int]] = [[] for _ in range(256)]
    may, opens = np.zeros((256, 256), np.bool_), np.zeros((256, 256), np.uint8)
    for number, (start, form) in enumerate(entries):
        prefixes[number, : len(start)] = np.frombuffer(start, np.uint8)
        lengths[number, list(form.SPEC.lengths)] = True
        letters = {start[0]} if start else set(_ALPHABETS[CODES.get(form.SPEC.name, ALNUM)].encode())
        if form.SPEC.any_case:
            letters |= {ord(chr(letter).upper()) for letter in letters}
        for letter in letters:
            rows[letter].append(number)
            shortest = 43 if CODES.get(form.SPEC.name) == KEY32 and letter != ord("1") else 0
            may[letter, shortest:255] |= lengths[number, shortest:255]
            may[letter, 255] |= lengths[number, 255:].any()
            if not form.SPEC.checksum.startswith("none"):
                free = CODES.get(form.SPEC.name, ALNUM) in (BECH32, HEX, ALNUM)
                seconds = opens[letter, _seconds(start, form.SPEC.any_case)]
                opens[letter, _seconds(start, form.SPEC.any_case)] = np.maximum(
                    seconds, FREE if free else BOUND
                )
    for form, _ in formats.BROKEN:
        for text in form.SPEC.starts:
            opens[ord(text[0]), _seconds(text.encode(), form.SPEC.any_case)] = FREE
    return Tables(
        first=np.cumsum([0, *map(len, rows)]).astype(np.int32),
        rows=np.array([number for row in rows for number in row], np.int32),
        prefixes=prefixes,
        sizes=np.array([len(start) for start, _ in entries], np.int32),
        any_case=np.array([form.SPEC.any_case for _, form in entries]),
        codes=np.array([CODES.get(form.SPEC.name, ALNUM) for _, form in entries], np.int32),
        lengths=lengths,
        longest=np.array([form.SPEC.lengths[-1] for _, form in entries], np.int32),
        broken=np.array([not form.SPEC.checksum.startswith("none") for _, form in entries]),
        may=may,
        keys=_keys(),
        opens=opens,
        alphabets=_alphabets(),
        endings=_endings(),
    )


def _seconds(start: bytes, any_case: bool) -> list[int]:
    """What may stand behind the first byte of a prefix: anything where the prefix is no longer."""
    if len(start) == 1:
        return list(range(256))
    return [start[1], ord(chr(start[1]).upper())] if any_case else [start[1]]


def _keys() -> np.ndarray:
    """First bytes and lengths of what `coins.keys` looks for."""
    table = np.zeros((256, 256), np.bool_)
    text58 = list(base58.BITCOIN.encode())
    for shortest, longest in ((50, 58), (107, 113), (148, 156)):
        table[text58, shortest : longest + 1] = True
    table[ord("S"), 56] = table[ord("s"), 28:32] = True
    table[list(string.ascii_lowercase.encode() + string.digits.encode()), 50:] = True
    table[list(string.hexdigits.encode()), 64] = table[ord("0"), 66] = True
    return table


def _alphabets() -> np.ndarray:
    table = np.zeros(256, np.uint16)
    for code, alphabet in _ALPHABETS.items():
        for letter in alphabet.encode():
            table[letter] |= 1 << code
    return table


def _endings() -> np.ndarray:
    table = np.zeros(1 << 15, np.bool_)
    for scheme in schemes.SCHEMES:
        a, b, c = scheme[-3:].encode()
        table[(a & 31) << 10 | (b & 31) << 5 | c & 31] = True
    return table
