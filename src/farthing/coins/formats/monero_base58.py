"""Monero's addresses: 4… (primary), 8… (subaddress), longer 4… (integrated, with a payment id inside).

Source: Monero's `cryptonote_basic_impl.cpp` and `cryptonote_config.h`: network byte, two public keys of 32
bytes, 8 bytes of payment id if integrated, and the first 4 bytes of Keccak-256 over all of it.
"""

from __future__ import annotations

from farthing.coins.codecs import monero58
from farthing.coins.codecs.keccak import keccak256
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds, verified

SPEC = Spec(
    name="monero-base58",
    networks=("monero",),
    kinds=("primary", "subaddress", "integrated"),
    checksum="Keccak-256, 4 bytes",
    starts=("4", "8"),
    lengths=(95, 106),
    source="Monero, cryptonote_config.h and URI_SCHEME.md",
)
EXAMPLES = (
    Example(
        "46BeWrHpwXmHDpDEUmZBWZfoQpdc6HaERCNmx1pEYL2rAcuwufPN9rXHHtyUA4QVy66qeFQkn6sfK8aHYjA3jk3o1Bv16em",
        "46BeWrHpwXmHDpDEUmZBWZfoQpdc6HaERCNmx1pEYL2rAcuwufPN9rXHHtyUA4QVy66qeFQkn6sfK8aHYjA3jk3o1Bv16em",
        "primary",
        "Monero, URI_SCHEME.md",
    ),
    Example(
        "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H",
        "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H",
        "subaddress",
        "Monero, URI_SCHEME.md",
    ),
    Example(
        "4Hn73AucuCcMg3WbxzsTXLP7PAAJVEqXmjnY8wEPhwQwGK5dQ46sdW5EPPw1sqnJbXRWhCX9zdcKjgYdqa7WMAGhUqByd94QKTJJ9vmXwN",
        "4Hn73AucuCcMg3WbxzsTXLP7PAAJVEqXmjnY8wEPhwQwGK5dQ46sdW5EPPw1sqnJbXRWhCX9zdcKjgYdqa7WMAGhUqByd94QKTJJ9vmXwN",
        "integrated",
        "bip_utils, tests/addr/test_xmr_addr.py",
    ),
)
_PRIMARY, _INTEGRATED, _SUBADDRESS = 18, 19, 42
_KINDS = {(_PRIMARY, 69): "primary", (_SUBADDRESS, 69): "subaddress", (_INTEGRATED, 77): "integrated"}
_TEST = frozenset({53, 54, 63, 24, 25, 36})


def parse(text: str) -> Reading:
    """The reading of an address; an integrated one's account is the primary address inside it."""
    raw = monero58.decode(text)
    if _checksum(raw[:-4]) != raw[-4:]:
        raise Flaw("checksum", "the checksum does not hold")
    kind = _KINDS.get((raw[0], len(raw)))
    if kind is None:
        if raw[0] in _TEST:
            raise Flaw("testnet", "an address of a test network, where coins have no worth")
        raise Flaw("structure", "the checksum holds, but this is no Monero address")
    if kind != "integrated":
        return verified(text, SPEC.networks, kind)
    body = bytes([_PRIMARY]) + raw[1:65]
    primary = monero58.encode(body + _checksum(body))
    return Reading(text, SPEC.networks, kind, "verified", (primary,), memo=raw[65:73].hex())


def _checksum(payload: bytes) -> bytes:
    return keccak256(payload)[:4]


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """The address as it is: its base58 has one spelling."""
    return parse(text).address
