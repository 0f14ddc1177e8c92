"""Litecoin's L… (pay to public key hash) and M… (pay to script hash).

The older spelling of M… is the 3… that Bitcoin uses too: see `bitcoin_base58`.
"""

from __future__ import annotations

from farthing.coins.codecs import hash160
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="litecoin-base58",
    networks=("litecoin",),
    kinds=("p2pkh", "p2sh"),
    checksum="SHA-256 twice, 4 bytes",
    starts=("L", "M"),
    lengths=range(33, 35),
    source="Litecoin reference client, chainparams.cpp",
    versions=(b"\x30", b"\x32"),
)
EXAMPLES = (
    Example(
        "LaMT348PWRnrqeeWArpwQPbuanpXDZGEUz",
        "LaMT348PWRnrqeeWArpwQPbuanpXDZGEUz",
        "p2pkh",
        "ERC-2304, test vectors",
    ),
    Example(
        "MHxgS2XMXjeJ4if2PRRbWYcdwZPWfdwaDT",
        "MHxgS2XMXjeJ4if2PRRbWYcdwZPWfdwaDT",
        "p2sh",
        "ERC-2304, test vectors",
    ),
)
_KINDS = {b"\x30": "p2pkh", b"\x32": "p2sh"}


def parse(text: str) -> Reading:
    """The reading of an L… or M… address."""
    kind, _ = hash160.decode(text, _KINDS)
    return verified(text, SPEC.networks, kind)


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as it is: base58 has one spelling."""
    return parse(text).address
