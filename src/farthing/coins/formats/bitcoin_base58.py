"""Bitcoin's first addresses: 1… (pay to public key hash) and 3… (pay to script hash).

A 3… address carries the version byte that Litecoin used too until it took M…; the two cannot be told apart.
Bitcoin Cash kept both version bytes; there they count only where the words say so.
"""

from __future__ import annotations

from functools import partial

from farthing.coins.codecs import base58, cashaddr, hash160
from farthing.coins.formats.spec import Example, Reading, Spec, holds

SPEC = Spec(
    name="bitcoin-base58",
    networks=("bitcoin", "litecoin"),
    kinds=("p2pkh", "p2sh"),
    checksum="SHA-256 twice, 4 bytes",
    starts=("1", "3"),
    lengths=range(26, 36),
    source="Bitcoin reference client, chainparams.cpp; BIP-13",
    versions=(b"\x00", b"\x05"),
)
EXAMPLES = (
    Example(
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "p2pkh",
        "BIP-360, the first block's output",
    ),
    Example(
        "39bgKC7RFbpoCRbtD5KEdkYKtNyhpsNa3Z", "39bgKC7RFbpoCRbtD5KEdkYKtNyhpsNa3Z", "p2sh", "BIP-67, vectors"
    ),
)
_KINDS = {b"\x00": "p2pkh", b"\x05": "p2sh"}


def parse(text: str) -> Reading:
    """The reading of a 1… or 3… address."""
    kind, digest = hash160.decode(text, _KINDS)
    cash = (("bitcoin-cash", partial(cashaddr.encode, "bitcoincash", 0 if kind == "p2pkh" else 8, digest)),)
    if kind == "p2pkh":
        return Reading(text, ("bitcoin",), kind, "verified", (text,), on_request=cash)
    litecoin = base58.encode_check(b"\x32" + digest)
    return Reading(text, ("bitcoin", "litecoin"), kind, "verified", (text, litecoin), on_request=cash)


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as it is: base58 has one spelling."""
    return parse(text).address
