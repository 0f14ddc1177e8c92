"""Addresses of test networks, where coins have no worth: told apart so that a near miss can say so.

Source: SLIP-173, CIP-5, BIP-352, ZIP-316 and ZIP-320 (human-readable parts); each coin's `chainparams.cpp`.
"""

from __future__ import annotations

from farthing.coins.codecs import base58, bech32, hash160
from farthing.coins.errors import Flaw

REASON = "an address of a test network, where coins have no worth"
_PARTS = """
tb bcrt tltc rltc tmweb tsp addr_test stake_test utest ztestsapling textest lntb lntbs lnbcrt
"""
PARTS = frozenset(_PARTS.split())
_LENGTHS = range(26, 120)


def is_of_a_test_network(text: str) -> bool:
    """Whether the whole string is an address of a test network whose checksum holds."""
    if len(text) not in _LENGTHS:
        return False
    try:
        hrp, _, _ = bech32.decode(text)
    except Flaw:
        return _is_base58(text)
    return hrp in PARTS


def _is_base58(text: str) -> bool:
    try:
        payload = base58.decode_check(text)
    except Flaw:
        return False
    return len(payload) == 21 and payload[0] in hash160.TEST_VERSIONS
