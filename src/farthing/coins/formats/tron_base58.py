"""TRON's T… addresses: version byte 0x41 and the last 20 bytes of the key's Keccak hash."""

from __future__ import annotations

from farthing.coins.codecs import hash160
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="tron-base58",
    networks=("tron",),
    kinds=("account",),
    checksum="SHA-256 twice, 4 bytes",
    starts=("T",),
    lengths=(34,),
    source="TRON developers' documentation, “Account address format”",
    versions=(b"\x41",),
)
EXAMPLES = (
    Example(
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
        "account",
        "TRON documentation: the USDT (TRC20) contract",
    ),
)
_KINDS = {b"\x41": "account"}


def parse(text: str) -> Reading:
    """The reading of a T… address."""
    kind, _ = hash160.decode(text, _KINDS)
    return verified(text, SPEC.networks, kind)


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as it is: base58 has one spelling."""
    return parse(text).address
