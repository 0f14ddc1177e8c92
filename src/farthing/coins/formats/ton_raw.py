"""TON's raw addresses: workchain, colon, 64 hexadecimal digits. No checksum."""

from __future__ import annotations

import re

from farthing.coins.errors import Flaw
from farthing.coins.formats import boundary
from farthing.coins.formats.spec import Example, Reading, Spec, holds

SPEC = Spec(
    name="ton-raw",
    networks=("ton",),
    kinds=("raw",),
    checksum="none",
    starts=("0:", "-1:"),
    lengths=range(66, 68),
    source="TON documentation, “Smart contract addresses”",
    pattern=(
        rb"(?:0:" + boundary.begin(rb"0:", rb"[A-Za-z0-9:.]") + rb"|(?<=[A-Za-z\x80-\xff]:)0:"
        rb"|-1:" + boundary.begin(rb"-1:", rb"[A-Za-z0-9:.]") + rb")[0-9a-fA-F]{64}(?![A-Za-z0-9])"
    ),
)
EXAMPLES = (
    Example(
        "0:0C39661089F86EC5926EA7D4EE4223D634BA4ED6DCC2E80C7B6A8E6D59F79B04",
        "0:0c39661089f86ec5926ea7d4ee4223d634ba4ed6dcc2e80c7b6a8e6d59f79b04",
        "raw",
        "wallet-core, CoinAddressDerivationTests.kt (upper-cased)",
    ),
)
_SHAPE = re.compile(r"(?:0|-1):[0-9a-f]{64}")


def parse(text: str) -> Reading:
    """The unchecked reading of a raw address."""
    address = text.lower()
    if not _SHAPE.fullmatch(address):
        raise Flaw("alphabet", "a raw TON address is 0: or -1: and 64 hexadecimal digits")
    return Reading(address, SPEC.networks, "raw", "unchecked", (address,))


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """Lower case."""
    return parse(text).address
