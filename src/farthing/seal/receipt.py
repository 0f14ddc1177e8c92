"""Receipts: sixteen digits that a reporter keeps, of which the house keeps a hash alone.

Argon2id (RFC 9106, its second recommended set: 64 MiB, three passes, four lanes), so that a stolen database
is dear to try through. One salt for all, made of the ring's index key: with a salt of its own for each, a
receipt could not be looked up. Sixteen digits are 53 bits.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from farthing.seal.keyring import KeyRing, Random

DIGITS = 16
GROUP = 4
_HASH_BYTES, _SALT_BYTES = 32, 16


def new_receipt(random: Random) -> str:
    """Sixteen digits, each as likely as any other."""
    number = int.from_bytes(random(16)) % 10**DIGITS  # 128 bits: the remainder favours no digit noticeably
    return f"{number:0{DIGITS}d}"


def grouped(digits: str) -> str:
    """The digits as people copy them: four groups of four."""
    return " ".join(digits[start : start + GROUP] for start in range(0, DIGITS, GROUP))


def receipt_hash(ring: KeyRing, digits: str) -> bytes:
    """The hash of a receipt's digits under the ring's one salt."""
    salt = hmac.new(ring.index, b"receipt", hashlib.sha256).digest()[:_SALT_BYTES]
    kdf = Argon2id(salt=salt, length=_HASH_BYTES, iterations=3, lanes=4, memory_cost=64 * 1024)
    return kdf.derive(digits.encode())
