"""Zcash's transparent addresses: t1… (pay to public key hash) and t3… (pay to script hash)."""

from __future__ import annotations

from farthing.coins.codecs import hash160
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="zcash-base58",
    networks=("zcash",),
    kinds=("p2pkh", "p2sh"),
    checksum="SHA-256 twice, 4 bytes",
    starts=("t1", "t3"),
    lengths=(35,),
    source="Zcash protocol specification, section 5.6.1",
    versions=(b"\x1c\xb8", b"\x1c\xbd"),
)
EXAMPLES = (
    Example(
        "t1VEuDXP1QocoNaxrq4gZArTqqKCZdrwjG7",
        "t1VEuDXP1QocoNaxrq4gZArTqqKCZdrwjG7",
        "p2pkh",
        "zcash-test-vectors, zip_0320.json",
    ),
    Example(
        "t3QKR6mLBwPY6DeqHwjJCxUwSsGUToB5sWJ",
        "t3QKR6mLBwPY6DeqHwjJCxUwSsGUToB5sWJ",
        "p2sh",
        "librustzcash, zcash_keys transparent vectors",
    ),
)
P2PKH = b"\x1c\xb8"
_KINDS = {P2PKH: "p2pkh", b"\x1c\xbd": "p2sh"}


def parse(text: str) -> Reading:
    """The reading of a t1… or t3… address."""
    kind, _ = hash160.decode(text, _KINDS)
    return verified(text, SPEC.networks, kind)


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as it is: this format has one spelling."""
    return parse(text).address
