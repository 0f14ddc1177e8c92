"""Keccak-256 as Ethereum and Monero use it: the original padding, not that of FIPS 202's SHA3-256.

Source: "The Keccak reference", version 3.0 (Bertoni, Daemen, Peeters, Van Assche). Rate 1088, capacity 512.
"""

from __future__ import annotations

from Crypto.Hash import keccak


def keccak256(message: bytes) -> bytes:
    """The 32 bytes of the digest."""
    return keccak.new(digest_bits=256, data=message).digest()
