"""Polkadot's addresses: SS58 with network prefix 0, which makes them begin with 1.

Source: the SS58 registry and specification: prefix, 32-byte key and the first two bytes of Blake2b-512 over
"SS58PRE", prefix and key, in base58.
"""

from __future__ import annotations

from hashlib import blake2b

from farthing.coins.codecs import base58
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="polkadot-ss58",
    networks=("polkadot",),
    kinds=("account",),
    checksum="Blake2b, 2 bytes",
    starts=("1",),
    lengths=range(46, 49),
    source="Substrate documentation, “SS58 address format”",
)
EXAMPLES = (
    Example(
        "12q4hq1dgqHZVGzHbwZmqq1cFwatN15Visfd7YmUiMB5ZWkH",
        "12q4hq1dgqHZVGzHbwZmqq1cFwatN15Visfd7YmUiMB5ZWkH",
        "account",
        "wallet-core, polkadot_sign.rs",
    ),
    Example(
        "12KJdAGdZbuxkdjreWgAYyPJ7pUxZaiSqEPB5feaEmaSr1v",
        "12KJdAGdZbuxkdjreWgAYyPJ7pUxZaiSqEPB5feaEmaSr1v",
        "account",
        "bip_utils, tests/bip/bip44/test_bip44.py",
    ),
)


def parse(text: str) -> Reading:
    """The reading of an address with prefix 0."""
    raw = base58.decode(text)
    if len(raw) != 35 or raw[0] != 0:
        raise Flaw("shape", "not a Polkadot address")
    if blake2b(b"SS58PRE" + raw[:-2]).digest()[:2] != raw[-2:]:
        raise Flaw("checksum", "the checksum does not hold")
    return verified(text, SPEC.networks, "account")


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as it is: this format has one spelling."""
    return parse(text).address
