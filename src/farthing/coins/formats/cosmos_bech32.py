"""The Cosmos Hub's cosmos1… addresses: 20 bytes for accounts, 32 for module accounts and contracts."""

from __future__ import annotations

from farthing.coins.codecs import bech32
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="cosmos-bech32",
    networks=("cosmos",),
    kinds=("account",),
    checksum="bech32, 30 bits",
    starts=("cosmos1",),
    lengths=(45, 65),
    source="Cosmos SDK, “Accounts”; ADR-028; BIP-173",
    any_case=True,
)
EXAMPLES = (
    Example(
        "cosmos135qla4294zxarqhhgxsx0sw56yssa3z0f78pm0",
        "cosmos135qla4294zxarqhhgxsx0sw56yssa3z0f78pm0",
        "account",
        "wallet-core, TestCosmosTransactions.kt",
    ),
)


def parse(text: str) -> Reading:
    """The reading of a cosmos1… address in one case."""
    hrp, symbols, constant = bech32.decode_placed(text, bech32.BECH32)
    if hrp != "cosmos" or constant != bech32.BECH32:
        raise Flaw("structure", "not the checksum of a Cosmos address")
    if len(bech32.to_bytes(symbols)) not in (20, 32):
        raise Flaw("length", "a Cosmos address holds 20 or 32 bytes")
    return verified(text.lower(), SPEC.networks, "account")


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """Lower case."""
    return parse(text).address
