"""Litecoin's ltcmweb1… addresses: two public keys of its extension blocks, in bech32.

Source: LIP-0002 and the Litecoin reference client's key_io.cpp: version 0 and 66 bytes.
"""

from __future__ import annotations

from farthing.coins.codecs import bech32
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="litecoin-mweb",
    networks=("litecoin",),
    kinds=("mweb",),
    checksum="bech32, 30 bits",
    starts=("ltcmweb1",),
    lengths=(121,),
    source="Litecoin reference client, key_io.cpp",
    any_case=True,
)
EXAMPLES = (
    Example(
        "ltcmweb1qq20e2arnhvxw97katjkmsd35agw3capxjkrkh7dk8d30rczm8ypxuq329nwh2twmchhqn3jqh7ua4ps539f6aazh79jy76urqht4qa59ts3at6gf",
        "ltcmweb1qq20e2arnhvxw97katjkmsd35agw3capxjkrkh7dk8d30rczm8ypxuq329nwh2twmchhqn3jqh7ua4ps539f6aazh79jy76urqht4qa59ts3at6gf",
        "mweb",
        "NLitecoin, stealth address vectors (after the reference client's scriptpubkeyman_tests.cpp)",
    ),
)


def parse(text: str) -> Reading:
    """The reading of an ltcmweb1… address in one case."""
    hrp, symbols, constant = bech32.decode_placed(text, bech32.BECH32)
    if hrp != "ltcmweb" or constant != bech32.BECH32 or symbols[:1] != [0]:
        raise Flaw("structure", "not an address of Litecoin's extension blocks")
    keys = bech32.to_bytes(symbols[1:])
    if len(keys) != 66 or keys[0] not in (2, 3) or keys[33] not in (2, 3):
        raise Flaw("structure", "such an address holds two public keys")
    return verified(text.lower(), SPEC.networks, "mweb")


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """Lower case."""
    return parse(text).address
