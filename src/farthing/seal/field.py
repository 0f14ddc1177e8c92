"""One sealed field: AES-256-GCM under the record's data key, bound to the place where it stands.

A sealed value is `0x01 | nonce (12) | ciphertext | tag (16)`. Table, record and field are associated data, so
that a value moved to another row or column does not open.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from farthing.seal.errors import Broken
from farthing.seal.keyring import NONCE_BYTES, Random

FORM = b"\x01"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands: its table, its record, its field."""

    table: str
    record: UUID
    field: str

    def associated(self) -> bytes:
        return f"{self.table}|{self.record}|{self.field}|v1".encode()


def seal_field(key: bytes, place: Place, text: str, random: Random) -> bytes:
    """Seals `text` under the data key `key` for `place`."""
    nonce = random(NONCE_BYTES)
    return FORM + nonce + AESGCM(key).encrypt(nonce, text.encode(), place.associated())


def open_field(key: bytes, place: Place, sealed: bytes) -> str:
    """The text of a sealed field. Raises Broken where place, key or bytes are not those of the sealing."""
    sealed = bytes(sealed)
    if sealed[:1] != FORM:
        raise Broken(f"{place.table}.{place.field} holds no sealed value of a known form.")
    start = len(FORM) + NONCE_BYTES
    try:
        return AESGCM(key).decrypt(sealed[len(FORM) : start], sealed[start:], place.associated()).decode()
    except (InvalidTag, ValueError) as error:
        raise Broken(f"The sealed value in {place.table}.{place.field} does not open.") from error
