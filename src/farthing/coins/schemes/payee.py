"""Whom a payment URI pays, and the pieces that every scheme reads alike."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Context, DecimalException

from farthing.coins.formats.spec import Reading

_DECIMAL = re.compile(r"0*(?P<whole>\d{0,20})(?:\.(?P<fraction>\d{0,30}))?")
_EXACT = Context(prec=100, Emax=200, Emin=-200)


@dataclass(frozen=True, slots=True)
class Payee:
    """Somebody who is paid: the reading of the address and where it stands.

    `from_uri`: a payment URI says so, which supports an address without a checksum and settles its asset."""

    start: int
    end: int
    text: str
    reading: Reading
    asset: str | None = None
    chain: str | None = None
    amount: str | None = None
    memo: str | None = None
    label: str | None = None
    from_uri: bool = True


def on_network(reading: Reading | None, network: str) -> Reading | None:
    """The reading narrowed to one network; None if it is not valid there."""
    if reading is None:
        return None
    if reading.networks == (network,) and not reading.on_request:
        return reading
    if network in reading.networks:
        account = reading.accounts[reading.networks.index(network)]
        return replace(reading, networks=(network,), accounts=(account,), on_request=())
    for name, spell in reading.on_request:
        if name == network:
            account = spell()
            return replace(reading, address=account, networks=(network,), accounts=(account,), on_request=())
    return None


def decimal(text: str | None) -> str | None:
    """An amount as the URI writes it, if it is one: ".5" as "0.5", "050" and "50." as "50"."""
    match = _DECIMAL.fullmatch(text) if text and text.isascii() and text != "." else None
    if match is None:
        return None
    whole, fraction = match["whole"] or "0", match["fraction"]
    return f"{whole}.{fraction}" if fraction else whole


def from_smallest(text: str | None, places: int) -> str | None:
    """A whole number in the smallest unit (wei, nanoton; also `2.014e18`) in the main one."""
    try:
        smallest = _EXACT.create_decimal(text or "")
        number = smallest.scaleb(-places, _EXACT)
    except DecimalException:
        return None
    if not number.is_finite() or number < 0 or number.adjusted() > 30 or smallest != smallest.to_integral():
        return None
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
