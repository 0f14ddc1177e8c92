"""Dogecoin's D… (pay to public key hash) and 9… or A… (pay to script hash)."""

from __future__ import annotations

from farthing.coins.codecs import hash160
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="dogecoin-base58",
    networks=("dogecoin",),
    kinds=("p2pkh", "p2sh"),
    checksum="SHA-256 twice, 4 bytes",
    starts=("D", "9", "A"),
    lengths=range(33, 35),
    source="Dogecoin reference client, chainparams.cpp",
    versions=(b"\x1e", b"\x16", b"\x16"),
)
EXAMPLES = (
    Example(
        "DBXu2kgc3xtvCUWFcxFE3r9hEYgmuaaCyD",
        "DBXu2kgc3xtvCUWFcxFE3r9hEYgmuaaCyD",
        "p2pkh",
        "ERC-2304, test vectors",
    ),
    Example(
        "9xzLEaWbi3eVzRzv6YdGcXbXQMHydntSq7",
        "9xzLEaWbi3eVzRzv6YdGcXbXQMHydntSq7",
        "p2sh",
        "bip_utils, tests/addr/test_P2SH.py",
    ),
    Example(
        "ABxNotFnVaS85dcyXY76d2Fbr12qph6UTy",
        "ABxNotFnVaS85dcyXY76d2Fbr12qph6UTy",
        "p2sh",
        "bip_utils, tests/addr/test_P2SH.py",
    ),
)
_KINDS = {b"\x1e": "p2pkh", b"\x16": "p2sh"}


def parse(text: str) -> Reading:
    """The reading of a D…, 9… or A… address."""
    kind, _ = hash160.decode(text, _KINDS)
    return verified(text, SPEC.networks, kind)


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as it is: base58 has one spelling."""
    return parse(text).address
