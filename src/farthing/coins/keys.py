"""Private keys that are met in bytes: where they stand, never what they are.

Source: the wallet import format of Bitcoin and its kin (version byte, 32 bytes, optional 0x01), BIP-32
serialisation with SLIP-132's version bytes, BIP-38; seeds of Stellar and the XRP Ledger; CIP-5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from farthing.coins.codecs import base32, base58, bech32, crc16
from farthing.coins.errors import Flaw
from farthing.coins.formats.xrp_base58 import ALPHABET as XRP

_BASE58 = rb"[1-9A-HJ-NP-Za-km-z]"
_CANDIDATE = re.compile(
    rb"(?<![0-9A-Za-z])(?:"
    rb"[5KLTQ6cX7]" + _BASE58 + rb"{50,57}|[A-Za-z]{1,2}p[rp]" + _BASE58 + rb"{106,109}"
    rb"|S[A-D][A-Z2-7]{54}|s" + _BASE58 + rb"{27,30}|[a-z0-9_-]{1,40}1[ac-hj-np-z02-9]{50,300}"
    rb")(?![0-9A-Za-z])"
)
# Human-readable parts that only secret keys have: Cardano (CIP-5), Zcash (protocol specification, 5.6).
_SECRET_HRPS = re.compile(
    r"[a-z0-9_]*(?:_sk|_xsk|_xprv)|(?:root|acct|addr)?_?xprv|secret-(?:extended|spending)-key-main"
)
_WIF_VERSIONS = frozenset({0x80, 0xB0, 0x9E, 0xCC, 0xEF})
_EXTENDED = frozenset(
    bytes.fromhex(version)
    for version in (
        "0488ade4",
        "049d7878",
        "04b2430c",
        "04358394",
        "044a4e28",
        "045f18bc",
        "019d9cfe",
        "01b26792",
        "02fac398",
        "0295b005",
        "02aa7a99",
    )
)


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A private key was met at `data[start:end]`; `kind` is "wif", "seed", "extended" or "encrypted"."""

    start: int
    end: int
    kind: str


def private_keys(data: bytes) -> Iterator[PrivateKey]:
    """Every private key in `data` whose checksum holds."""
    for match in _CANDIDATE.finditer(data):
        kind = _kind(match[0].decode("ascii"))
        if kind is not None:
            yield PrivateKey(match.start(), match.end(), kind)


def _kind(text: str) -> str | None:
    for read in (_base58_kind, _seed_kind, _bech32_kind):
        try:
            kind = read(text)
        except Flaw:
            continue
        if kind is not None:
            return kind
    return None


def _seed_kind(text: str) -> str | None:
    """A Stellar secret seed (SEP-23) or an XRP Ledger family seed."""
    if len(text) == 56:
        raw = base32.decode(text)
        holds = crc16.xmodem(raw[:-2]).to_bytes(2, "little") == raw[-2:]
        return "seed" if holds and raw[0] == 18 << 3 else None
    payload = base58.decode_check(text, XRP) if text[0] == "s" else b""
    return "seed" if payload[:1] == b"\x21" and len(payload) == 17 else None


def _bech32_kind(text: str) -> str | None:
    hrp, _, _ = bech32.decode(text)
    return "extended" if _SECRET_HRPS.fullmatch(hrp) else None


def _base58_kind(text: str) -> str | None:
    payload = base58.decode_check(text)
    if len(payload) in (33, 34) and payload[0] in _WIF_VERSIONS and payload[33:] in (b"", b"\x01"):
        return "wif"
    if len(payload) == 78 and payload[:4] in _EXTENDED:
        return "extended"
    if len(payload) == 39 and payload[:2] in (b"\x01\x42", b"\x01\x43"):
        return "encrypted"
    return None
