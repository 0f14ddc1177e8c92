"""Private keys that are met in bytes: where they stand, never what they are.

Source: the wallet import format of Bitcoin and its kin (version byte, 32 bytes, optional 0x01), BIP-32
serialisation under any version bytes but the public ones (a private key has a zero byte before it), BIP-38;
seeds of Stellar and the XRP Ledger; CIP-5; Zcash's protocol specification, 5.6; keys in hexadecimal that the
words before them call private.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from farthing.coins.codecs import base32, base58, bech32, crc16
from farthing.coins.errors import Flaw
from farthing.coins.formats.xrp_base58 import ALPHABET as XRP

_BASE58 = rb"[1-9A-HJ-NP-Za-km-z]"
_CANDIDATE = re.compile(
    rb"(?<![0-9A-Za-z])(?:"
    rb"S[A-D][A-Z2-7]{54}|s" + _BASE58 + rb"{27,30}|[a-z0-9_-]{1,40}1[ac-hj-np-z02-9]{50,300}"
    rb"|(?:0x)?[0-9a-fA-F]{64}|" + _BASE58 + rb"{50,58}|" + _BASE58 + rb"{107,113}|" + _BASE58 + rb"{148,156}"
    rb")(?![0-9A-Za-z])"
)
_PREFIX = re.compile(rb"[a-z0-9_-]+\Z")
# Human-readable parts that only secret keys have: Cardano (CIP-5), Zcash (protocol specification, 5.6).
_SECRET_HRPS = re.compile(
    r"[a-z0-9_]*(?:_sk|_xsk|_xprv)|(?:root|acct|addr)?_?xprv|secret-(?:extended|spending)-key-main"
)
_CALLED_PRIVATE = re.compile(
    rb"(?:(?:private|priv|secret|spend|view)[ _-]?key|\bseed)[^0-9A-Za-z]{0,8}\Z",
    re.IGNORECASE,
)
_HEX = re.compile(rb"(?:0x)?[0-9a-fA-F]{64}")
_XRP_SEEDS = ((b"\x21", 17), (b"\x01\xe1\x4b", 19))
_LOWEST_WIF_VERSION = 0x80
# BIP-32: four version bytes, depth, parent, number, chain code: 45 bytes, and then the key.
_KEY_AT = 45
_SERIALISED = (78, 110)
# SLIP-132; SLIP-10 puts a zero byte before public keys of Ed25519 too.
_PUBLIC = frozenset(
    map(
        bytes.fromhex,
        (
            *("0488b21e", "049d7cb2", "04b24746", "0295b43f", "02aa7ed3", "043587cf", "044a5262"),
            *("045f1cf6", "024289ef", "02575483", "019da462", "01b26ef6", "02facafd", "0436f6e1"),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A private key stands at `data[start:end]`; `kind`: "wif", "seed", "extended", "encrypted" or "hex"."""

    start: int
    end: int
    kind: str


def private_keys(data: bytes, runs: Iterable[int] | None = None) -> Iterator[PrivateKey]:
    """Every private key in `data` whose checksum holds or that the words before it call one: anywhere, or in
    the runs that begin at `runs`."""
    for match in _CANDIDATE.finditer(data) if runs is None else _matches(data, runs):
        kind = _kind(match[0].decode("ascii")) or _hex_kind(data, match.start(), match.end())
        if kind is not None:
            yield PrivateKey(match.start(), match.end(), kind)


def _matches(data: bytes, runs: Iterable[int]) -> Iterator[re.Match[bytes]]:
    """The candidates in runs; a prefix may have hyphens and underscores, and begin before its run."""
    for run in runs:
        prefix = _PREFIX.search(data, max(0, run - 40), run)
        begin = prefix.start() if prefix else run
        match = _CANDIDATE.match(data, begin) or _CANDIDATE.match(data, run)
        if match is not None:
            yield match


def _kind(text: str) -> str | None:
    for read in (_base58_kind, _seed_kind, _bech32_kind):
        try:
            kind = read(text)
        except Flaw:
            continue
        if kind is not None:
            return kind
    return None


def _hex_kind(data: bytes, start: int, end: int) -> str | None:
    called = _CALLED_PRIVATE.search(data, max(0, start - 24), start)
    return "hex" if called and _HEX.fullmatch(data, start, end) else None


def _seed_kind(text: str) -> str | None:
    """A Stellar secret seed (SEP-23) or an XRP Ledger family seed."""
    if len(text) == 56:
        raw = base32.decode(text)
        holds = crc16.xmodem(raw[:-2]).to_bytes(2, "little") == raw[-2:]
        return "seed" if holds and raw[0] == 18 << 3 else None
    payload = base58.decode_check(text, XRP) if text[0] == "s" else b""
    is_seed = any(payload.startswith(start) and len(payload) == size for start, size in _XRP_SEEDS)
    return "seed" if is_seed else None


def _bech32_kind(text: str) -> str | None:
    if not _SECRET_HRPS.fullmatch(text[: text.rfind("1")]):
        return None
    bech32.decode(text)
    return "extended"


def _base58_kind(text: str) -> str | None:
    payload = base58.decode_check(text)
    if len(payload) in (33, 34) and payload[0] >= _LOWEST_WIF_VERSION and payload[33:] in (b"", b"\x01"):
        return "wif"
    if len(payload) in _SERIALISED and payload[_KEY_AT] == 0 and payload[:4] not in _PUBLIC:
        return "extended"
    if len(payload) == 39 and payload[:2] in (b"\x01\x42", b"\x01\x43"):
        return "encrypted"
    return None
