"""Clauses of a line: what stands between full stops, semicolons and the signs that part items in a row."""

from __future__ import annotations

from farthing.pages.offers.periods import Period
from farthing.pages.offers.price import Item, Price, pair
from farthing.pages.words.scan import Scan

_PARTS = frozenset(";|•·；¦‖")
_STOPS = frozenset("!?。！？؟।")
_JOINS = frozenset(
    {"/", "(", ")", "~", "≈", "or", "+", "[", "=", ",", "и", "или", "oder", "ou", "o", "または", "或"}
)


def clauses(scan: Scan) -> list[int]:
    """The number of the clause of each token."""
    numbers, current = [], 0
    tokens = scan.tokens
    for index, token in enumerate(tokens):
        numbers.append(current)
        if token.kind != "sign":
            continue
        text = token.text
        if text in _PARTS or text in _STOPS:
            current += 1
        elif text in (".", "…"):
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if following is None or following.start == token.end:
                continue
            after_word = index > 0 and len(tokens[index - 1].text) > 3
            if after_word or following.text[:1].isupper():
                current += 1
    return numbers


def pair_in_line(scan: Scan, prices: list[Price], lengths: list[Period], numbers: list[int]) -> None:
    """Pairs the prices and periods of each clause; "$6 per month" binds its own price first."""
    for price in prices:
        price.clause = numbers[price.amount.first]
    for length in lengths:
        if length.per:
            _bind(scan, prices, length)
    for clause in sorted({price.clause for price in prices}):
        items: list[Item] = [price for price in prices if price.clause == clause and price.period is None]
        items += [length for length in lengths if numbers[length.first] == clause and not length.used]
        items.sort(key=lambda item: item.amount.first if isinstance(item, Price) else item.first)
        pair(items)


def _bind(scan: Scan, prices: list[Price], length: Period) -> None:
    """Gives a "per month" to the price right before it, and to those joined to that one by a sign only."""
    edge = length.first
    for price in reversed(prices):
        if price.amount.last >= edge or price.period is not None:
            continue
        between = scan.tokens[price.amount.last + 1 : edge]
        words = [
            token for token in between if token.text.lower() not in _JOINS and token.text not in ("/", "per")
        ]
        if len(words) > (2 if edge == length.first else 0):
            return
        price.period = length
        length.used = True
        edge = price.amount.first
