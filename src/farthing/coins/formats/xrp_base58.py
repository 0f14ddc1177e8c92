"""The XRP Ledger's r… (classic) and X… (X-address: account and destination tag in one).

Source: XRP Ledger documentation, “base58 encodings”; XLS-5d for X-addresses: two prefix bytes, account, a
flag, and the tag in 8 bytes little-endian. An X-address pays the account inside it, with the tag as the memo.
"""

from __future__ import annotations

from farthing.coins.codecs import base58
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

ALPHABET = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
SPEC = Spec(
    name="xrp-base58",
    networks=("xrp",),
    kinds=("classic", "x-address"),
    checksum="SHA-256 twice, 4 bytes",
    starts=("r", "X"),
    lengths=(*range(25, 36), 47),
    source="XRP Ledger documentation; XLS-5d",
    versions=(b"\x00",),
    alphabet=ALPHABET,
)
EXAMPLES = (
    Example(
        "rPMh7Pi9ct699iZUTWaytJUoHcJ7cgyziK",
        "rPMh7Pi9ct699iZUTWaytJUoHcJ7cgyziK",
        "classic",
        "xrpl.js, fixtures",
    ),
    Example(
        "X7WZKEeNVS2p9Tire9DtNFkzWBZbFtJHWxDjN9fCrBGqVA4",
        "X7WZKEeNVS2p9Tire9DtNFkzWBZbFtJHWxDjN9fCrBGqVA4",
        "x-address",
        "xrpl.js, fixtures",
    ),
)
_CLASSIC, _X_ADDRESS, _X_TEST = b"\x00", b"\x05\x44", b"\x04\x93"


def parse(text: str) -> Reading:
    """The reading of an r… or X… address."""
    payload = base58.decode_check(text, ALPHABET)
    if payload[:1] == _CLASSIC and len(payload) == 21:
        return verified(text, SPEC.networks, "classic")
    if payload[:2] == _X_TEST and len(payload) == 31:
        raise Flaw("testnet", "an address of a test network, where coins have no worth")
    flag, tag = payload[22:23], payload[23:]
    if payload[:2] != _X_ADDRESS or len(payload) != 31 or flag not in (b"\x00", b"\x01") or any(tag[4:]):
        raise Flaw("structure", "the checksum holds, but this is no address of the XRP Ledger")
    if flag == b"\x00" and any(tag):
        raise Flaw("structure", "says that it has no tag and has one")
    classic = base58.encode_check(_CLASSIC + payload[2:22], ALPHABET)
    memo = str(int.from_bytes(tag, "little")) if flag == b"\x01" else None
    return Reading(text, SPEC.networks, "x-address", "verified", (classic,), memo=memo)


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as it is: this format has one spelling."""
    return parse(text).address
