"""The key ring, and the data keys that it wraps.

A ring holds several *wrapping keys* (the newest wraps, all of them unwrap, so that keys can be changed while
records stay readable), one *index key* for blind indexes and one *slip key* for drafts on their way through a
browser. Its file is JSON:

    {"current": "2026-11", "wrapping": {"2026-11": "<64 hex digits>"}, "index": "<64>", "slip": "<64>"}

A *data key* belongs to one record. It is stored wrapped (AES-256-GCM, NIST SP 800-38D, with the record's id
as associated data); destroying the wrapped key shreds all that it sealed, in every backup too.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from farthing.seal.errors import Broken, KeyRingError, Shredded

KEY_BYTES = 32
NONCE_BYTES = 12

Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """All keys of one house. It never shows a key: its `repr` names only the wrapping key in use."""

    current: str
    wrapping: dict[str, bytes]
    index: bytes
    slip: bytes

    def __repr__(self) -> str:
        return f"<KeyRing {self.current!r} of {len(self.wrapping)}>"

    @classmethod
    def new(cls, name: str, random: Random) -> KeyRing:
        """A ring with one wrapping key called `name`; `random(n)` gives n secret bytes."""
        return cls(name, {name: random(KEY_BYTES)}, random(KEY_BYTES), random(KEY_BYTES))

    def turned(self, name: str, random: Random) -> KeyRing:
        """The same ring with a new wrapping key in use; the old ones still unwrap."""
        if name in self.wrapping:
            raise KeyRingError(f"The key ring already has a key called {name!r}: choose another name.")
        return KeyRing(name, {**self.wrapping, name: random(KEY_BYTES)}, self.index, self.slip)

    @classmethod
    def from_json(cls, text: str | bytes) -> KeyRing:
        try:
            fields = json.loads(text)
            ring = cls(
                fields["current"],
                {name: bytes.fromhex(key) for name, key in fields["wrapping"].items()},
                bytes.fromhex(fields["index"]),
                bytes.fromhex(fields["slip"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeyRingError("This is not a key ring: its shape is in `farthing.seal.keyring`.") from error
        if ring.current not in ring.wrapping:
            raise KeyRingError(f"The key ring names {ring.current!r} as its key in use, but has no such key.")
        if any(len(key) != KEY_BYTES for key in (*ring.wrapping.values(), ring.index, ring.slip)):
            raise KeyRingError(f"A key in the key ring is not {KEY_BYTES} bytes long.")
        return ring

    def to_json(self) -> str:
        fields = {
            "current": self.current,
            "wrapping": {name: key.hex() for name, key in self.wrapping.items()},
            "index": self.index.hex(),
            "slip": self.slip.hex(),
        }
        return json.dumps(fields, indent=1)


def new_data_key(ring: KeyRing, record: UUID, random: Random) -> tuple[bytes, bytes]:
    """A fresh data key for `record`: (the key itself, the key wrapped for storage)."""
    key = random(KEY_BYTES)
    return key, _wrap(ring, key, record, random)


def unwrap(ring: KeyRing, wrapped: bytes, record: UUID) -> bytes:
    """The data key of `record`. Raises Shredded for an empty `wrapped`, Broken where it does not open."""
    if not wrapped:
        raise Shredded("What this record had sealed was shredded and cannot be opened again.")
    name, _, rest = bytes(wrapped).partition(b"\x00")
    wrapping = ring.wrapping.get(name.decode("utf-8", "replace"))
    if wrapping is None:
        raise KeyRingError(f"The key ring has no key called {name.decode('utf-8', 'replace')!r}.")
    try:
        return AESGCM(wrapping).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], _owner(record))
    except (InvalidTag, ValueError) as error:
        raise Broken("A record's key does not open: it belongs to another record, or was changed.") from error


def rewrap(ring: KeyRing, wrapped: bytes, record: UUID, random: Random) -> bytes:
    """The same data key under the ring's key in use. What it sealed is not touched."""
    return _wrap(ring, unwrap(ring, wrapped, record), record, random)


def _wrap(ring: KeyRing, key: bytes, record: UUID, random: Random) -> bytes:
    nonce = random(NONCE_BYTES)
    sealed = AESGCM(ring.wrapping[ring.current]).encrypt(nonce, key, _owner(record))
    return ring.current.encode() + b"\x00" + nonce + sealed


def _owner(record: UUID) -> bytes:
    return b"data-key|" + str(record).encode()
