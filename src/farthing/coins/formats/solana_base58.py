"""Solana's accounts: 32 bytes in base58, without a checksum.

Any 32 bytes look like this, so it is read only where nothing checksummed does and where the text supports it.
In one case it is not: that is rather another coin's bech32 address than a key.
"""

from __future__ import annotations

from farthing.coins.codecs import base58
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds

SPEC = Spec(
    name="solana-base58",
    networks=("solana",),
    kinds=("account",),
    checksum="none",
    starts=("",),
    lengths=range(32, 45),
    source="Solana documentation, “Accounts”; Solana Pay specification",
)
EXAMPLES = (
    Example(
        "mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN",
        "mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN",
        "account",
        "Solana Pay specification",
    ),
)


def parse(text: str) -> Reading:
    """The unchecked reading of 32 bytes."""
    if len(base58.decode(text)) != 32:
        raise Flaw("length", "a Solana account has 32 bytes")
    if text in (text.lower(), text.upper()):
        raise Flaw("shape", "letters of one case, which no Solana account is likely to have")
    return Reading(text, SPEC.networks, "account", "unchecked", (text,))


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as it is: this format has one spelling."""
    return parse(text).address
