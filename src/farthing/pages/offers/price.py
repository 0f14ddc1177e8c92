"""A price in the making: an amount on its way to a period and a tier."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from farthing.pages.offers.money import Amount
from farthing.pages.offers.periods import Period
from farthing.pages.words.scan import Scan

OLD = "old price"  # how `why` begins for a price that another one took the place of


@dataclass(slots=True, eq=False)
class Price:
    """`period` is the words that say how long, once they are found; `why` says why it is no offer."""

    amount: Amount
    clause: int = 0
    period: Period | None = None
    tier: str | None = None
    why: str | None = None
    soft: bool = False  # said to be what another sum comes to ("that is 5 € a month")
    total: bool = False  # called a total: it may only add up what is offered
    due: bool = False  # said to be what is left to pay: beside other prices a total
    firm: bool = False  # the page's structure says that it is a price: a table, an option, a record

    @property
    def scan(self) -> Scan:
        return self.amount.scan

    @property
    def length(self) -> str:
        return self.period.value if self.period is not None else "once"


Item = Price | Period


def pair(items: list[Item]) -> None:
    """Gives prices without a period the one they stand with, in a sequence of prices and periods.

    Rows of (period, price) and of (price, period) are told apart by what comes first; one period among
    several prices is common to them; else each price takes the last period before it.
    """
    prices = [item for item in items if isinstance(item, Price)]
    lengths = [item for item in items if isinstance(item, Period)]
    if not prices or not lengths:
        return
    if len(lengths) == 1:
        for price in prices:
            _give(price, lengths[0])
        return
    kinds = [isinstance(item, Price) for item in items]
    if len(prices) == len(lengths) and all(a != b for a, b in pairwise(kinds)):
        for price, length in zip(prices, lengths, strict=True):
            _give(price, length)
        return
    if kinds[0]:
        _following(items)
    else:
        _preceding(items)


def _preceding(items: list[Item]) -> None:
    last: Period | None = None
    for item in items:
        if isinstance(item, Period):
            last = item
        elif last is not None:
            _give(item, last)


def _following(items: list[Item]) -> None:
    waiting: list[Price] = []
    last: Period | None = None
    for item in items:
        if isinstance(item, Price):
            waiting.append(item)
            continue
        for price in waiting:
            _give(price, item)
        waiting, last = [], item
    for price in waiting:
        if last is not None:
            _give(price, last)


def _give(price: Price, length: Period) -> None:
    if price.period is None:
        price.period = length
        length.used = True
