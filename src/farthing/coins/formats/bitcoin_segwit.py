"""Bitcoin's bc1… addresses: p2wpkh and p2wsh (bech32), p2tr (bech32m)."""

from __future__ import annotations

from farthing.coins.codecs import segwit
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="bitcoin-segwit",
    networks=("bitcoin",),
    kinds=("p2wpkh", "p2wsh", "p2tr"),
    checksum="bech32 or bech32m, 30 bits",
    starts=("bc1",),
    lengths=(42, 62),
    source="BIP-173, BIP-350",
    any_case=True,
)
EXAMPLES = (
    Example(
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "p2wpkh",
        "BIP-173, valid addresses",
    ),
    Example(
        "bc1qg8r3cl47rrr75dwvr7jhzdukptegnmq8v0nmjd2jdn4qvlczqkts0rqtav",
        "bc1qg8r3cl47rrr75dwvr7jhzdukptegnmq8v0nmjd2jdn4qvlczqkts0rqtav",
        "p2wsh",
        "BIP-322, generated vectors",
    ),
    Example(
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "p2tr",
        "BIP-350, valid addresses",
    ),
)


def parse(text: str) -> Reading:
    """The reading of a bc1… address in one case."""
    kind, address = segwit.parse(text, "bc")
    return verified(address, SPEC.networks, kind)


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """Lower case."""
    return parse(text).address
