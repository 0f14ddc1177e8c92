"""Dash's X… (pay to public key hash) and 7… (pay to script hash)."""

from __future__ import annotations

from farthing.coins.codecs import hash160
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="dash-base58",
    networks=("dash",),
    kinds=("p2pkh", "p2sh"),
    checksum="SHA-256 twice, 4 bytes",
    starts=("X", "7"),
    lengths=range(33, 35),
    source="Dash reference client, chainparams.cpp",
    versions=(b"\x4c", b"\x10"),
)
EXAMPLES = (
    Example(
        "XgkpWEFe59pX3aMhx6PrDawjNnoZKHeZbp",
        "XgkpWEFe59pX3aMhx6PrDawjNnoZKHeZbp",
        "p2pkh",
        "wallet-core, TWDashTests.cpp",
    ),
    Example(
        "7bG9yjGpzvKvffhHkCkDRsLLZ5iJxyDcX7",
        "7bG9yjGpzvKvffhHkCkDRsLLZ5iJxyDcX7",
        "p2sh",
        "bip_utils, tests/bip/bip49/test_bip49.py",
    ),
)
_KINDS = {b"\x4c": "p2pkh", b"\x10": "p2sh"}


def parse(text: str) -> Reading:
    """The reading of an X… or 7… address."""
    kind, _ = hash160.decode(text, _KINDS)
    return verified(text, SPEC.networks, kind)


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as it is: this format has one spelling."""
    return parse(text).address
