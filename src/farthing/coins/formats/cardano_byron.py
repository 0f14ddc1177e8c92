"""Cardano's first addresses, Ae2… and DdzFF…: base58 of CBOR with a CRC-32 inside.

Source: CIP-19, “Byron addresses”: an array of a tagged byte string (24) and its CRC-32; in the byte string an
array of a 28-byte root, attributes, and a type. An attribute 2 names a test network.
"""

from __future__ import annotations

import binascii

from farthing.coins.codecs import base58
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="cardano-byron",
    networks=("cardano",),
    kinds=("byron",),
    checksum="CRC-32",
    starts=("Ae2", "DdzFF"),
    lengths=range(57, 125),
    source="CIP-19",
)
EXAMPLES = (
    Example(
        "Ae2tdPwUPEZ76BjmWDTS7poTekAvNqBjgfthF92pSLSDVpRVnLP7meaFhVd",
        "Ae2tdPwUPEZ76BjmWDTS7poTekAvNqBjgfthF92pSLSDVpRVnLP7meaFhVd",
        "byron",
        "CIP-13, examples",
    ),
)
_ROOT = b"\x83\x58\x1c"  # an array of three, the first a string of 28 bytes


def parse(text: str) -> Reading:
    """The reading of a Byron address."""
    raw = base58.decode(text)
    size = raw[4] if raw[:4] == b"\x82\xd8\x18\x58" and len(raw) > 5 else 0
    payload, checksum = raw[5 : 5 + size], raw[5 + size :]
    if not size or len(payload) != size or payload[:3] != _ROOT:
        raise Flaw("structure", "not the structure of a Cardano address")
    if checksum != _unsigned(binascii.crc32(payload)):
        raise Flaw("checksum", "the checksum does not hold")
    attributes = payload[31:32]
    if attributes == b"\xa0":
        return verified(text, SPEC.networks, "byron")
    if not attributes or attributes[0] >> 4 != 0xA or payload[32:33] != b"\x01":
        raise Flaw("testnet", "an address of a test network, where coins have no worth")
    return verified(text, SPEC.networks, "byron")


def _unsigned(number: int) -> bytes:
    """A 32-bit number in CBOR's shortest form."""
    for head, size in ((0x18, 1), (0x19, 2), (0x1A, 4)):
        if number < 24:
            return bytes([number])
        if number >> 8 * size == 0:
            return bytes([head]) + number.to_bytes(size, "big")
    raise AssertionError("a CRC-32 has 32 bits")


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as it is: this format has one spelling."""
    return parse(text).address
