"""Blind indexes: a keyed fingerprint by which an equal value is found, and from which none is read.

HMAC-SHA-256 (RFC 2104) under the ring's index key, cut to 128 bits. The field's name is part of the message,
so that equal values in two fields do not show as equal.
"""

from __future__ import annotations

import hashlib
import hmac

from farthing.seal.keyring import KeyRing

INDEX_BYTES = 16


def blind_index(ring: KeyRing, field: str, value: str) -> bytes:
    """The 16-byte index of `value` in `field` ("site.address", "contact.value", …)."""
    message = field.encode() + b"\x00" + value.encode()
    return hmac.new(ring.index, message, hashlib.sha256).digest()[:INDEX_BYTES]
