"""Lightning offers, lno1…: BOLT 12.

Bech32's alphabet without a checksum, so what is inside must parse: a stream of ascending type-length-value
records. `+` and white space may divide a long offer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from farthing.coins.codecs import bech32, paths, secp256k1
from farthing.coins.errors import Flaw
from farthing.coins.formats import boundary
from farthing.coins.formats.spec import Example, Reading, Spec, holds

_JOIN = rb"(?:\+\s{0,64})?"
_SYMBOLS = rb"[ac-hj-np-zAC-HJ-NP-Z02-9]+"
SPEC = Spec(
    name="lightning-bolt12",
    networks=("lightning",),
    kinds=("bolt12-offer",),
    checksum="none; the records inside must parse",
    starts=("lno1", "l+", "ln+", "lno+"),
    lengths=range(60, 6001),
    source="BOLT 12",
    any_case=True,
    pattern=rb"[lL]"
    + boundary.begin(rb"[lL]", rb"[A-Za-z0-9+]")
    + rb"%(join)b[nN]%(join)b[oO]%(join)b1%(join)b%(symbols)b(?:\+\s{0,64}%(symbols)b)*(?![A-Za-z0-9+])"
    % {b"join": _JOIN, b"symbols": _SYMBOLS},
)
_EXAMPLE = (
    "lno1pgx9getnwss8vetrw3hhyucjy358garswvaz7tmzdak8gvfj9ehhyeeqgf85c4p3xgsxjmnyw4ehgunfv4e3vggzamrjghtt05kvkvpcp0a79"
    "gmy3nt6jsn98ad2xs8de6sl9qmgvcvs"
)
_DIVIDED = (
    "lno1pqps7sjqpgt+yzm3qv4uxzmtsd3jjqer9wd3hy6tsw3+5k7msjzfpy7nz5yqcn+ygrfdej82um5wf5k2uckyypwa3eyt44h6txtxquqh7lz5dj"
    "ge4afgfjn7k4rgrkuag0jsd+5xvxg"
)
EXAMPLES = (
    Example(_EXAMPLE, _EXAMPLE, "bolt12-offer", "BOLT 12, offers-test.json"),
    Example(_DIVIDED, _DIVIDED.replace("+", ""), "bolt12-offer", "BOLT 12, format-string-test.json"),
)
_JOINT = re.compile(r"(?<=[a-zA-Z0-9])\+\s*(?=[a-zA-Z0-9])")
_BITCOIN = bytes.fromhex("6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000")
_CHAINS, _CURRENCY, _AMOUNT, _DESCRIPTION, _FEATURES, _EXPIRY = 2, 6, 8, 10, 12, 14
_PATHS, _ISSUER, _QUANTITY, _ISSUER_ID = 16, 18, 20, 22
_KNOWN = frozenset(
    {_CHAINS, 4, _CURRENCY, _AMOUNT, _DESCRIPTION, _FEATURES, _EXPIRY, _PATHS, _ISSUER, _QUANTITY, _ISSUER_ID}
)
_OURS = (range(1, 80), range(1_000_000_000, 2_000_000_000))


def parse(text: str) -> Reading:
    """The unchecked reading of an offer in one case."""
    joined = _JOINT.sub("", text)
    if joined not in (joined.lower(), joined.upper()):
        raise Flaw("case", "upper and lower case are mixed")
    address = joined.lower()
    records = dict(_records(bech32.to_bytes(_symbols(address))))
    _check(records)
    return Reading(address, SPEC.networks, "bolt12-offer", "unchecked", (address,))


def _symbols(address: str) -> list[int]:
    if not address.startswith("lno1"):
        raise Flaw("shape", "does not begin with lno1")
    symbols = [bech32.CHARSET.find(character) for character in address[4:]]
    if -1 in symbols:
        raise Flaw("alphabet", "a character that never occurs in bech32", symbols.index(-1) + 4)
    return symbols


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at, previous = 0, -1
    while at < len(stream):
        kind, at = paths.big_size(stream, at)
        size, at = paths.big_size(stream, at)
        value = stream[at : at + size]
        at += size
        if len(value) != size or kind <= previous:
            raise Flaw("structure", "the records of the offer are cut short or out of order")
        previous = kind
        yield kind, value


def _check(records: dict[int, bytes]) -> None:
    for kind in records:
        if not any(kind in span for span in _OURS) or (kind % 2 == 0 and kind not in _KNOWN):
            raise Flaw("structure", "the offer holds a record that nobody may ignore")
    chains = records.get(_CHAINS, _BITCOIN)
    if len(chains) % 32 or _BITCOIN not in (chains[i : i + 32] for i in range(0, len(chains), 32)):
        raise Flaw("testnet" if chains and len(chains) % 32 == 0 else "structure", "not an offer for Bitcoin")
    _check_price(records)
    for kind in (_DESCRIPTION, _ISSUER):
        if not paths.is_utf8(records.get(kind, b"")):
            raise Flaw("structure", "a text in the offer is no UTF-8")
    features = int.from_bytes(records.get(_FEATURES, b""), "big")
    if any(features >> bit & 1 for bit in range(0, features.bit_length(), 2)):
        raise Flaw("structure", "the offer asks for a feature nobody knows")
    for kind in (_EXPIRY, _QUANTITY):
        paths.truncated(records.get(kind, b""))
    if _PATHS in records:
        paths.check(records[_PATHS])
    if _ISSUER_ID in records and not secp256k1.is_point(records[_ISSUER_ID]):
        raise Flaw("structure", "the issuer is no public key")
    if _PATHS not in records and _ISSUER_ID not in records:
        raise Flaw("structure", "the offer says neither who issues it nor how to reach them")


def _check_price(records: dict[int, bytes]) -> None:
    amount, currency = records.get(_AMOUNT), records.get(_CURRENCY)
    if amount is not None and (paths.truncated(amount) == 0 or _DESCRIPTION not in records):
        raise Flaw("structure", "the offer's amount is zero or for nothing")
    if currency is not None and (amount is None or not re.fullmatch(rb"[A-Z]{3}", currency)):
        raise Flaw("structure", "the offer's currency is malformed or has no amount")


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """Lower case, without divisions."""
    return parse(text).address
