"""Offers in one currency: the day's rate, and the band that a price falls into."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

OLDEST = timedelta(days=4)
NO_RATE = "no rate known"


class Rates:
    """What one of an asset was worth in one currency, day by day."""

    def __init__(self, currency: str, rates: Iterable[tuple[str, date, Decimal]]) -> None:
        self._currency = currency
        self._by_asset: dict[str, tuple[list[date], list[Decimal]]] = {}
        for asset, day, rate in sorted(rates):
            days, values = self._by_asset.setdefault(asset, ([], []))
            days.append(day)
            values.append(rate)

    def price(self, amount: Decimal, asset: str, day: date) -> Decimal | None:
        """`amount` of `asset` by the last rate at or before `day`; None where that is older than OLDEST."""
        if asset == self._currency:
            return amount
        days, values = self._by_asset.get(asset, ([], []))
        place = bisect_right(days, day)
        if not place or day - days[place - 1] > OLDEST:
            return None
        return amount * values[place - 1]


def band(price: Decimal | None, edges: Sequence[Decimal]) -> str:
    """The band of a price, as it is printed: “under 10”, “10 to 25”, “100 and more”."""
    if price is None:
        return NO_RATE
    place = bisect_right(edges, price)
    if place == 0:
        return f"under {edges[0]}"
    if place == len(edges):
        return f"{edges[-1]} and more"
    return f"{edges[place - 1]} to {edges[place]}"


def bands(edges: Sequence[Decimal]) -> list[str]:
    """Every band in the order of prices, and what has no rate."""
    return [f"under {edges[0]}", *(band(edge, edges) for edge in edges), NO_RATE]
