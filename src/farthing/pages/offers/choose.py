"""Which of the prices found are the offers of the page: each once, and none that only restates another."""

from __future__ import annotations

import re
from decimal import Decimal

from farthing.pages.offers.money import COINS_AND_TOKENS, Amount
from farthing.pages.offers.periods import days
from farthing.pages.offers.price import Price

_SAME_CARD = 2  # lines between a price and its restatement
_MOST_TWINS = 20
_MOST_COMPARED = 200
_CLOSE = Decimal("0.02")
_EVEN = 0.05  # how near to a whole number a month is counted in a year; weeks do not part a month
_LONGER = 1.9  # times as long, at least


def chosen(prices: list[Price]) -> list[Price]:
    """The offers among `prices`, in the order of the page."""
    sound = [price for price in prices if price.why is None]
    _drop_equivalents(sound)
    _drop_totals(sound)
    sound = [price for price in sound if price.why is None]
    kept: list[Price] = []
    by_sum: dict[tuple[Decimal, str, str], list[Price]] = {}
    for price in sound:
        twins = by_sum.setdefault((price.amount.value, price.amount.currency, price.length), [])
        if len(twins) < _MOST_TWINS and all(_named_apart(price, other) for other in twins):
            twins.append(price)
            kept.append(price)
    _time_the_coin(kept)
    timed = {(p.amount.value, p.amount.currency) for p in kept if p.period is not None}
    kept = [p for p in kept if p.period is not None or (p.amount.value, p.amount.currency) not in timed]
    return _without_from(kept)


def _drop_totals(prices: list[Price]) -> None:
    """A total is an offer only where it says how long, and nothing else does; or as the one sum in a coin."""
    plain = [price for price in prices if price.why is None and not price.total]
    known = {price.amount.currency for price in plain if not price.due}
    for price in plain:
        if price.due and price.amount.currency in known:
            price.why = "total"
    for price in (price for price in prices if price.total):
        in_coin = price.amount.currency in COINS_AND_TOKENS and price.amount.currency not in known
        timed = price.period is not None and (not plain or _is_own(price))
        if not in_coin and not timed:
            price.why = price.why or "total"


def _time_the_coin(prices: list[Price]) -> None:
    """An invoice names a thing, its price in money and a sum in each coin: one period for all."""
    coins = [price.amount.currency for price in prices if price.amount.currency in COINS_AND_TOKENS]
    timed = [price for price in prices if price.period is not None]
    if len(prices) == len(coins) + 1 and len(coins) == len(set(coins)) and len(timed) == 1:
        for price in prices:
            price.period = timed[0].period


def _named_apart(one: Price, other: Price) -> bool:
    """Whether two prices of one sum and time are for different things, named in the same kind of place."""
    if not one.tier or not other.tier or one.tier.casefold() == other.tier.casefold():
        return False
    return _shape(one) == _shape(other)


def _shape(price: Price) -> tuple[str, ...]:
    """How the page holds the price: its blocks by element and class, without numbers."""
    return tuple(
        f"{node.tag}.{re.sub(r'[0-9]+', '', node.names)}" for node in price.scan.line.node.ancestors()
    )


def _drop_equivalents(prices: list[Price]) -> None:
    """A monthly figure after (or under) the yearly price it was worked out from is no offer."""
    for index, price in enumerate(prices):
        for other in prices[max(0, index - 3) : index + 4]:
            if other is not price and _restates(price, other):
                price.why = "equivalent"
        if price.soft and price.why is None and _is_own(price):
            shared = any(_is_share(price, other) for other in prices[:_MOST_COMPARED])
            price.why = "equivalent" if shared else None


def _restates(short: Price, long: Price) -> bool:
    """Whether `short` is `long` divided by its months (days, weeks), and is said as such."""
    if short.amount.currency != long.amount.currency or short.amount.value >= long.amount.value:
        return False
    if abs(short.scan.line.number - long.scan.line.number) > _SAME_CARD:
        return False
    if short.soft and not long.soft:
        return True
    one, whole = days(short.length), days(long.length)
    if not one or whole is None or whole < _LONGER * one:
        return False
    parts = round(whole / one)
    worked_out = long.amount.value / Decimal(parts)
    even = abs(whole / one - parts) < _EVEN or short.length == "P1D"
    if abs(worked_out - short.amount.value) > _CLOSE * short.amount.value:
        return False
    same_line = short.scan is long.scan
    if long.scan.has("billed") or (same_line and short.scan.has("billed")):
        return True
    after = short.amount.start > long.amount.start
    if after and even and _is_own(short) and _is_rounded(worked_out, short.amount.value):
        return True
    if after and not same_line and _is_per(short) and not _is_own(long):
        return True  # a card headed "30 days": its price, and under it "13.30 a day"
    return after and ((same_line and _in_brackets(short.amount)) or _is_note(short))


def _is_share(short: Price, long: Price) -> bool:
    """Whether a sum that is said to be what another comes to is a price of the page, divided by its time."""
    one, whole = days(short.length), days(long.length)
    if short.amount.currency != long.amount.currency or not one or whole is None or whole < _LONGER * one:
        return False
    worked_out = long.amount.value / Decimal(round(whole / one))
    return abs(worked_out - short.amount.value) <= _CLOSE * short.amount.value


def _is_rounded(exact: Decimal, shown: Decimal) -> bool:
    """Whether one sum is the other to the last figure shown, yet not exactly: nobody sets such a price."""
    last = Decimal(1).scaleb(min(0, int(shown.as_tuple().exponent)))
    return exact != shown and abs(exact - shown) < last


def _is_own(price: Price) -> bool:
    return price.period is not None and price.period.scan is price.scan


def _is_per(price: Price) -> bool:
    return price.period is not None and price.period.per and _is_own(price)


def _in_brackets(amount: Amount) -> bool:
    opened = 0
    for token in amount.scan.tokens[: amount.first]:
        if token.text in "([（":
            opened += 1
        elif token.text in ")]）":
            opened -= 1
    before = amount.scan.tokens[amount.first - 1].text if amount.first else ""
    return opened > 0 or before in ("=", "≈", "~")


def _is_note(price: Price) -> bool:
    """A line that begins with a sign for "about" or stands in brackets as a whole."""
    first = price.scan.tokens[0].text
    return first in ("≈", "~", "=", "(", "（") or price.scan.line.node.tag == "small"


def _without_from(prices: list[Price]) -> list[Price]:
    """Without the "from" prices that repeat an offer."""
    sums = {(price.amount.value, price.amount.currency) for price in prices if not _is_from(price)}
    return [p for p in prices if not (_is_from(p) and (p.amount.value, p.amount.currency) in sums)]


def _is_from(price: Price) -> bool:
    scan, first = price.scan, price.amount.first
    return any(scan.ending(at, "from") is not None for at in range(max(0, first - 2), first))
