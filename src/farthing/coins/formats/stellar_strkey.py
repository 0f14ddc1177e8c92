"""Stellar's strkeys: G… (account) and M… (multiplexed account: an account and a 64-bit id).

Source: SEP-23: version byte, payload, CRC-16/XMODEM little-endian, in base32 without padding. A multiplexed
address pays the account inside it, with the id as the memo.
"""

from __future__ import annotations

from farthing.coins.codecs import base32, crc16
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="stellar-strkey",
    networks=("stellar",),
    kinds=("account", "muxed"),
    checksum="CRC-16/XMODEM",
    starts=("G", "M"),
    lengths=(56, 69),
    source="SEP-23",
)
EXAMPLES = (
    Example(
        "GA6HCMBLTZS5VYYBCATRBRZ3BZJMAFUDKYYF6AH6MVCMGWMRDNSWJPIH",
        "GA6HCMBLTZS5VYYBCATRBRZ3BZJMAFUDKYYF6AH6MVCMGWMRDNSWJPIH",
        "account",
        "SEP-37",
    ),
    Example(
        "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ",
        "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ",
        "muxed",
        "SEP-23",
    ),
)
_ACCOUNT, _MUXED = 6 << 3, 12 << 3
_KINDS = {(_ACCOUNT, 35): "account", (_MUXED, 43): "muxed"}


def parse(text: str) -> Reading:
    """The reading of a G… or M… address."""
    raw = base32.decode(text)
    if crc16.xmodem(raw[:-2]).to_bytes(2, "little") != raw[-2:]:
        raise Flaw("checksum", "the checksum does not hold")
    kind = _KINDS.get((raw[0], len(raw)))
    if kind is None:
        raise Flaw("structure", "the checksum holds, but this is no account")
    if kind == "account":
        return verified(text, SPEC.networks, kind)
    body = bytes([_ACCOUNT]) + raw[1:33]
    account = base32.encode(body + crc16.xmodem(body).to_bytes(2, "little"))
    memo = str(int.from_bytes(raw[33:41], "big"))
    return Reading(text, SPEC.networks, kind, "verified", (account,), memo=memo)


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as it is: this format has one spelling."""
    return parse(text).address
