"""Bitcoin's silent payment addresses, sp1…: two public keys in bech32m.

Source: BIP-352. Version 0 holds exactly 66 bytes; later versions may be longer and are not read yet.
"""

from __future__ import annotations

from farthing.coins.codecs import bech32
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="bitcoin-silent",
    networks=("bitcoin",),
    kinds=("silent-payment",),
    checksum="bech32m, 30 bits",
    starts=("sp1q",),
    lengths=(116,),
    source="BIP-352",
    any_case=True,
)
EXAMPLES = (
    Example(
        "sp1qqgste7k9hx0qftg6qmwlkqtwuy6cycyavzmzj85c6qdfhjdpdjtdgqjuexzk6murw56suy3e0rd2cgqvycxttddwsvgxe2usfpxumr70xc9pkqwv",
        "sp1qqgste7k9hx0qftg6qmwlkqtwuy6cycyavzmzj85c6qdfhjdpdjtdgqjuexzk6murw56suy3e0rd2cgqvycxttddwsvgxe2usfpxumr70xc9pkqwv",
        "silent-payment",
        "BIP-352, send_and_receive_test_vectors.json",
    ),
)


def parse(text: str) -> Reading:
    """The reading of a version 0 address in one case."""
    hrp, symbols, constant = bech32.decode_placed(text, bech32.BECH32M)
    if hrp != "sp" or constant != bech32.BECH32M or symbols[:1] != [0]:
        raise Flaw("structure", "not a silent payment address of version 0")
    keys = bech32.to_bytes(symbols[1:])
    if len(keys) != 66 or keys[0] not in (2, 3) or keys[33] not in (2, 3):
        raise Flaw("structure", "a silent payment address holds two public keys")
    return verified(text.lower(), SPEC.networks, "silent-payment")


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """Lower case."""
    return parse(text).address
