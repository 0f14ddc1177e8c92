"""Addresses for the demonstration: random bytes with a right checksum, to which nobody holds a key.

A maker takes its bytes from a seeded `Random`, so that the same seed gives the same addresses.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from hashlib import sha3_256
from random import Random

from farthing.coins.codecs import base58, bech32, monero58
from farthing.coins.codecs.keccak import keccak256
from farthing.coins.formats import evm_hex


def address(network: str, random: Random) -> str:
    """A new address on `network`, of one of the kinds that pages show there."""
    return random.choice(_MAKERS[network])(random)


def onion(random: Random) -> str:
    """An invented v3 onion host (Tor rend-spec-v3, section 6: key, checksum and version in base32)."""
    key = random.randbytes(32)
    checksum = sha3_256(b".onion checksum" + key + b"\x03").digest()[:2]
    return base64.b32encode(key + checksum + b"\x03").decode().lower() + ".onion"


def session_id(random: Random) -> str:
    """A Session id: 05 and a 32-byte key in hexadecimal digits."""
    return "05" + random.randbytes(32).hex()


def _hash160(version: int) -> Callable[[Random], str]:
    return lambda random: base58.encode_check(bytes([version]) + random.randbytes(20))


def _segwit(hrp: str, version: int, size: int) -> Callable[[Random], str]:
    constant = bech32.BECH32M if version else bech32.BECH32
    return lambda random: bech32.encode(hrp, [version, *bech32.to_symbols(random.randbytes(size))], constant)


def _evm(random: Random) -> str:
    return evm_hex.spell(random.randbytes(20).hex())


def _monero(prefix: int) -> Callable[[Random], str]:
    def make(random: Random) -> str:
        payload = bytes([prefix]) + random.randbytes(64)
        return monero58.encode(payload + keccak256(payload)[:4])

    return make


_MAKERS: dict[str, tuple[Callable[[Random], str], ...]] = {
    "bitcoin": (
        _hash160(0x00),
        _hash160(0x05),
        _segwit("bc", 0, 20),
        _segwit("bc", 0, 20),
        _segwit("bc", 0, 32),
        _segwit("bc", 1, 32),
    ),
    "litecoin": (_hash160(0x30), _hash160(0x32), _segwit("ltc", 0, 20)),
    "dogecoin": (_hash160(0x1E),),
    "evm": (_evm,),
    "tron": (_hash160(0x41),),
    "monero": (_monero(18), _monero(42)),
}
