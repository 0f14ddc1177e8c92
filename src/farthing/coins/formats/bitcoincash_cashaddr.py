"""Bitcoin Cash's cash addresses, with and without their prefix; token-aware ones too.

A token-aware address (z…, r…) pays the same account as its plain spelling (q…, p…).
"""

from __future__ import annotations

from farthing.coins.codecs import cashaddr
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds

PREFIX = "bitcoincash"
SPEC = Spec(
    name="bitcoincash-cashaddr",
    networks=("bitcoin-cash",),
    kinds=("p2pkh", "p2sh", "p2sh32"),
    checksum="BCH code, 40 bits",
    starts=(PREFIX + ":", "q", "p", "z", "r"),
    lengths=(42, 54, 61, 73),
    source="Bitcoin Cash specification, cashaddr.md; CHIP-2022-02 (CashTokens)",
    any_case=True,
)
EXAMPLES = (
    Example(
        "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
        "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
        "p2pkh",
        "cashaddr.md, examples",
    ),
    Example(
        "PPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVN0H829PQ",
        "bitcoincash:ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq",
        "p2sh",
        "cashaddr.md, examples (without prefix, upper-cased)",
    ),
    Example(
        "pwdk0fd8jvknxcjedn8z09h4g4h68ka8vhvld5gjpucv6p2qsa4s62md8hdms",
        "bitcoincash:pwdk0fd8jvknxcjedn8z09h4g4h68ka8vhvld5gjpucv6p2qsa4s62md8hdms",
        "p2sh32",
        "bitcoincash.org, specification of 32-byte script hashes",
    ),
)
_P2PKH, _P2SH, _TOKEN = 0, 8, 16
_KINDS = {(_P2PKH, 20): "p2pkh", (_P2SH, 20): "p2sh", (_P2SH, 32): "p2sh32"}


def parse(text: str) -> Reading:
    """The reading of a cash address in one case."""
    lower = text.lower()
    if text not in (lower, text.upper()):
        raise Flaw("case", "upper and lower case are mixed")
    bare = lower.removeprefix(PREFIX + ":")
    try:
        version, digest = cashaddr.decode(PREFIX, bare)
    except Flaw as flaw:
        raise flaw.moved(len(text) - len(bare)) from None
    token, plain = version & _TOKEN, version & ~_TOKEN
    kind = _KINDS.get((plain, len(digest)))
    if kind is None:
        raise Flaw("structure", "no address has this type and size")
    address = f"{PREFIX}:{bare}"
    account = cashaddr.encode(PREFIX, plain, digest) if token else address
    return Reading(address, SPEC.networks, kind, "verified", (account,))


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """Lower case, with the prefix."""
    return parse(text).address
