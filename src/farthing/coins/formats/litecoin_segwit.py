"""Litecoin's ltc1… addresses: BIP-173 and BIP-350 with its own human-readable part."""

from __future__ import annotations

from farthing.coins.codecs import segwit
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="litecoin-segwit",
    networks=("litecoin",),
    kinds=("p2wpkh", "p2wsh", "p2tr"),
    checksum="bech32 or bech32m, 30 bits",
    starts=("ltc1",),
    lengths=(43, 63),
    source="SLIP-173; BIP-173, BIP-350",
    any_case=True,
)
EXAMPLES = (
    Example(
        "LTC1QDP7P2RPX4A2F80H7A4CRVPPCZGG4EGMV5C78W8",
        "ltc1qdp7p2rpx4a2f80h7a4crvppczgg4egmv5c78w8",
        "p2wpkh",
        "ERC-2304, test vectors (upper-cased)",
    ),
    Example(
        "ltc1qu9dgdg330r6r84g5mw7wqshg04exv2uttmw2elfwx74h5tgntuzsk3x5nd",
        "ltc1qu9dgdg330r6r84g5mw7wqshg04exv2uttmw2elfwx74h5tgntuzsk3x5nd",
        "p2wsh",
        "Litecoin reference client, test/util/data/txcreatemultisig3.json",
    ),
)


def parse(text: str) -> Reading:
    """The reading of an ltc1… address in one case."""
    kind, address = segwit.parse(text, "ltc")
    return verified(address, SPEC.networks, kind)


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """Lower case."""
    return parse(text).address
