"""Lightning invoices, lnbc…: BOLT 11.

The human-readable part holds the amount; the data part a time stamp, tagged fields and a signature of 104
symbols. An invoice without a payment hash is none.
"""

from __future__ import annotations

import re
from decimal import Decimal

from farthing.coins.codecs import bech32
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
_PAYMENT_HASH = 1
_SIGNATURE, _TIME = 104, 7


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
    end, at, has_hash = len(symbols) - _SIGNATURE, _TIME, False
    while at < end:
        size = symbols[at + 1] << 5 | symbols[at + 2]
        has_hash = has_hash or (symbols[at] == _PAYMENT_HASH and size == 52)
        at += 3 + size
    if at != end or not has_hash:
        raise Flaw("structure", "the fields of the invoice do not fit together")


def validate(text: str) -> bool:
    """Whether the whole string is a valid address."""
    return holds(parse, text)


def canonical(text: str) -> str:
    """Lower case."""
    return parse(text).address
