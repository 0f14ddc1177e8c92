"""Slips: a draft that travels through the browser and back, unreadable and unchangeable on the way.

What a page said before anybody confirmed it is kept nowhere in the house; it goes out with the form as a slip
and comes back with it. A slip is bound to a purpose (who it is for, and what) and to the time it was made.
"""

from __future__ import annotations

import base64
import binascii
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from farthing.seal.errors import Broken
from farthing.seal.keyring import NONCE_BYTES, KeyRing, Random

TIME_BYTES = 8
MOST_BYTES = 32 * 1024 * 1024  # what a slip may unpack to


def seal_slip(ring: KeyRing, purpose: str, text: str, now: int, random: Random) -> str:
    """`text` as a slip for `purpose`, dated `now` (seconds since 1970, UTC)."""
    nonce, made = random(NONCE_BYTES), now.to_bytes(TIME_BYTES, "big")
    packed = AESGCM(ring.slip).encrypt(nonce, zlib.compress(text.encode()), made + purpose.encode())
    return base64.urlsafe_b64encode(made + nonce + packed).decode()


def open_slip(ring: KeyRing, purpose: str, slip: str, now: int, lifetime: int) -> str:
    """The text of a slip not older than `lifetime` seconds. Raises Broken where old, foreign or changed."""
    try:
        raw = base64.urlsafe_b64decode(slip.encode())
    except (binascii.Error, ValueError) as error:
        raise Broken("This form's draft is not readable: begin again from the page.") from error
    made, nonce = raw[:TIME_BYTES], raw[TIME_BYTES : TIME_BYTES + NONCE_BYTES]
    try:
        packed = AESGCM(ring.slip).decrypt(nonce, raw[TIME_BYTES + NONCE_BYTES :], made + purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise Broken("This form's draft was changed or belongs to somebody else: begin again.") from error
    if not 0 <= now - int.from_bytes(made, "big") <= lifetime:
        raise Broken("This form's draft is too old: begin again from the page.")
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(packed, MOST_BYTES)
    if unpacker.unconsumed_tail:
        raise Broken("This form's draft is larger than any page may be.")
    return text.decode()
