"""Keys of programs: `frt_12_…`, the number of a credential and a secret, of which a hash alone is kept.

The number finds the credential, the secret opens it. A secret is 256 random bits, so that one pass of
SHA-256 is enough: there is nothing to guess. The beginning lets scanners of leaked secrets know our keys.

>>> read_key(write_key(12, "s" * 43)) == (12, "s" * 43)
True
>>> read_key("frt_12_short") is None
True
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode

from farthing.seal.keyring import Random

_SECRET_BYTES = 32
_KEY = re.compile(r"frt_([1-9][0-9]{0,17})_([A-Za-z0-9_-]{43})")
_NOBODYS = bytes(32)


def new_secret(random: Random) -> str:
    """A secret for one credential."""
    return urlsafe_b64encode(random(_SECRET_BYTES)).decode().rstrip("=")


def write_key(number: int, secret: str) -> str:
    """The key that is shown once."""
    return f"frt_{number}_{secret}"


def read_key(text: str) -> tuple[int, str] | None:
    """The number and the secret of a key, or None where it is none."""
    match = _KEY.fullmatch(text)
    return (int(match[1]), match[2]) if match else None


def secret_hash(secret: str) -> bytes:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).digest()


def is_secret_of(kept: bytes | None, secret: str) -> bool:
    """Whether this is the secret of which `kept` is the hash; takes as long where there is none (None)."""
    return hmac.compare_digest(_NOBODYS if kept is None else kept, secret_hash(secret)) and kept is not None
