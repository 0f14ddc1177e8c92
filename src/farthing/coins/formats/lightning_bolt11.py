"""Lightning invoices, lnbc…: BOLT 11.

The human-readable part holds the amount; the data part a time stamp, tagged fields and a signature of 104
symbols. What the standard says nobody may pay is no invoice: one without payment hash, secret or description,
a feature that nobody knows, or a signature that no key can have made. Whether the key that made it is the
right one is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from farthing.coins.codecs import bech32, secp256k1
from farthing.coins.errors import Flaw
from farthing.coins.formats.spec import Example, Reading, Spec, holds

SPEC = Spec(
    name="lightning-bolt11",
    networks=("lightning",),
    kinds=("bolt11",),
    checksum="bech32, 30 bits",
    starts=("lnbc",),
    lengths=range(170, 4097),
    source="BOLT 11",
    any_case=True,
)
_EXAMPLE = (
    "lnbc25m1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5vdhkven9v5sxyetpdeessp5zyg3zyg3zyg3"
    "zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygs9q5sqqqqqqqqqqqqqqqqsgq2a25dxl5hrntdtn6zvydt7d66hyzsyhqs4wdynavys42xgl"
    "6sgx9c4g7me86a27t07mdtfry458rtjr0v92cnmswpsjscgt2vcse3sgpz3uapa"
)
EXAMPLES = (
    Example(_EXAMPLE, _EXAMPLE, "bolt11", "BOLT 11, examples"),
    Example(_EXAMPLE.upper(), _EXAMPLE, "bolt11", "BOLT 11, examples (upper-cased)"),
)
_HRP = re.compile(r"lnbc(?:(?P<number>[1-9][0-9]{0,18})(?P<multiplier>[munp]?))?")
_PICO = {"": 10**12, "m": 10**9, "u": 10**6, "n": 10**3, "p": 1}
_SIGNATURE, _TIME = 104, 7
_HASH, _SECRET, _DESCRIPTION, _DESCRIPTION_HASH, _PAYEE = 1, 16, 13, 23, 19
_EXPIRY, _DELAY, _FEATURES = 6, 24, 5
_SIZES = {_HASH: 52, _SECRET: 52, _DESCRIPTION_HASH: 52, _PAYEE: 53}
_HIGHEST_FEATURE = 64  # BOLT 9 gives none to an invoice at or above this bit that a payer must know


def parse(text: str) -> Reading:
    """The reading of an invoice in one case, with its amount in BTC."""
    hrp, symbols, constant = bech32.decode_placed(text, bech32.BECH32)
    match = _HRP.fullmatch(hrp)
    if match is None or constant != bech32.BECH32:
        raise Flaw("structure", "the prefix is not that of an invoice on the main network")
    amount = None
    if match["number"]:
        pico = int(match["number"]) * _PICO[match["multiplier"]]
        if pico % 10:
            raise Flaw("structure", "the amount is finer than a thousandth of a satoshi")
        amount = f"{Decimal(pico).scaleb(-12).normalize():f}"
    _check_fields(symbols)
    address = text.lower()
    return Reading(address, SPEC.networks, "bolt11", "verified", (address,), amount=amount)


def _check_fields(symbols: list[int]) -> None:
    fields = dict(_fields(symbols))
    if not {_HASH, _SECRET} <= fields.keys() or (_DESCRIPTION in fields) is (_DESCRIPTION_HASH in fields):
        raise Flaw("structure", "the invoice lacks its payment hash, its secret or its description")
    for kind in (_EXPIRY, _DELAY, _FEATURES):
        if fields.get(kind, [1])[:1] == [0]:
            raise Flaw("structure", "a number in the invoice has leading zeros")
    features = reversed(fields.get(_FEATURES, []))
    bits = [5 * place + bit for place, symbol in enumerate(features) for bit in range(5) if symbol >> bit & 1]
    if any(bit % 2 == 0 and bit >= _HIGHEST_FEATURE for bit in bits):
        raise Flaw("structure", "the invoice asks for a feature nobody knows")
    signature = bech32.to_bytes(symbols[-_SIGNATURE:])
    if not secp256k1.is_recoverable(signature, low=_PAYEE in fields):
        raise Flaw("structure", "no key can have made the signature of the invoice")


def _fields(symbols: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Type and content of every tagged field; those of a wrong size are ignored, as the standard wants it."""
    end, at = len(symbols) - _SIGNATURE, _TIME
    while at < end:
        kind, size = symbols[at], symbols[at + 1] << 5 | symbols[at + 2]
        at += 3 + size
        if _SIZES.get(kind, size) == size:
            yield kind, symbols[at - size : at]
    if at != end:
        raise Flaw("structure", "the fields of the invoice do not fit together")


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """Lower case."""
    return parse(text).address
