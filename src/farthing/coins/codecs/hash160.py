"""Addresses that are one version byte and a 20-byte hash in Base58Check: the family that Bitcoin began.

Source of the version bytes: the `chainparams.cpp` of each coin's reference client.
"""

from __future__ import annotations

from collections.abc import Mapping

from farthing.coins.codecs import base58
from farthing.coins.errors import Flaw

# Version bytes of test networks whose addresses could be taken for the real thing.
TEST_VERSIONS = frozenset({0x6F, 0xC4, 0x3A, 0x71, 0x8C, 0x13})


def decode(text: str, kinds: Mapping[bytes, str]) -> tuple[str, bytes]:
    """Kind and hash of an address; `kinds` maps the version prefix to the kind."""
    payload = base58.decode_check(text)
    version, digest = payload[:-20], payload[-20:]
    kind = kinds.get(version)
    if kind is not None:
        return kind, digest
    if len(version) == 1 and version[0] in TEST_VERSIONS:
        raise Flaw("testnet", "an address of a test network, where coins have no worth")
    raise Flaw("structure", "the checksum holds, but this is no address of a network Farthing knows")
