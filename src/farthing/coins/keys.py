"""Private keys that are met in bytes: where they stand, never what they are.

Source: the wallet import format of Bitcoin and its kin (version byte, 32 bytes, optional 0x01), BIP-32
serialisation with SLIP-132's version bytes, BIP-38.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .codecs import base58
from .errors import Flaw

_CANDIDATE = re.compile(
    rb"(?<![0-9A-Za-z])(?:[5KLTQ6cX7][1-9A-HJ-NP-Za-km-z]{50,57}|[A-Za-z]{1,2}p[rp][1-9A-HJ-NP-Za-km-z]{106,109})(?![0-9A-Za-z])"
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
    """A private key was met at `data[start:end]`; `kind` is "wif", "extended" or "encrypted"."""

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
    try:
        payload = base58.decode_check(text)
    except Flaw:
        return None
    if len(payload) in (33, 34) and payload[0] in _WIF_VERSIONS and payload[33:] in (b"", b"\x01"):
        return "wif"
    if len(payload) == 78 and payload[:4] in _EXTENDED:
        return "extended"
    if len(payload) == 39 and payload[:2] in (b"\x01\x42", b"\x01\x43"):
        return "encrypted"
    return None
