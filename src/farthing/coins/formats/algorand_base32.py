"""Algorand's addresses: a public key of 32 bytes and the last 4 bytes of its SHA-512/256, in base32."""

from __future__ import annotations

import hashlib

from farthing.coins.codecs import base32
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="algorand-base32",
    networks=("algorand",),
    kinds=("account",),
    checksum="SHA-512/256, 4 bytes",
    starts=tuple(base32.ALPHABET),
    lengths=(58,),
    source="Algorand developer documentation, “Accounts”",
)
EXAMPLES = (
    Example(
        "362T7CSXNLIOBX6J3H2SCPS4LPYFNV6DDWE6G64ZEUJ6SY5OJIR6SB5CVE",
        "362T7CSXNLIOBX6J3H2SCPS4LPYFNV6DDWE6G64ZEUJ6SY5OJIR6SB5CVE",
        "account",
        "wallet-core, TestAlgorandSigner.kt",
    ),
)


def parse(text: str) -> Reading:
    """The reading of an address."""
    raw = base32.decode(text)
    if hashlib.new("sha512_256", raw[:32]).digest()[-4:] != raw[32:]:
        raise Flaw("checksum", "the checksum does not hold")
    return verified(text, SPEC.networks, "account")


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as it is: this format has one spelling."""
    return parse(text).address
