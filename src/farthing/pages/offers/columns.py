"""Columns without a table: a line of periods, and under it lines with as many prices.

Plan      Month    Year
Reader    $5       $50
"""

from __future__ import annotations

from farthing.pages.offers.periods import Period
from farthing.pages.offers.price import Price
from farthing.pages.words.scan import Scan

_REACH = 12  # lines under a head
_OTHER_WORDS = 3  # words of the head that are no period


def pair_columns(scans: list[Scan], prices: dict[int, list[Price]], lengths: dict[int, list[Period]]) -> None:
    """Gives the prices of a line the periods of the head above it, first to first and so on."""
    head: list[Period] = []
    at = 0
    for scan in scans:
        own = prices.get(scan.line.number, [])
        said = lengths.get(scan.line.number, [])
        if not own and len(said) > 1 and _is_head(scan, said):
            head, at = said, scan.line.number
        elif head and scan.line.number - at <= _REACH:
            open_prices = [price for price in own if price.why is None and price.period is None]
            if len(open_prices) == len(own) == len(head):
                for price, length in zip(open_prices, head, strict=True):
                    price.period, length.used = length, True
            elif own or said:
                head = []


def _is_head(scan: Scan, said: list[Period]) -> bool:
    covered = sum(length.last - length.first + 1 for length in said)
    words = sum(1 for token in scan.tokens if token.kind in ("word", "wide", "number"))
    return words - covered <= _OTHER_WORDS
