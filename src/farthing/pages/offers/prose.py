"""Sums that a sentence only mentions: what it costs elsewhere, a fee, a bound, a year's income."""

from __future__ import annotations

import re

from farthing.pages.offers.money import COINS
from farthing.pages.offers.price import Price
from farthing.pages.words.scan import Scan

_SHORT_PROSE = 3
_COIN_PROSE = 7
_TIMED_PROSE = 5
_YEAR = re.compile(r"(?:19[89]|20[0-2])\d")
_LONG_PROSE = 16  # words of a clause that names no price and no period
_BEHIND = 2  # tokens from a sum to a word for a bound ("500 Ft alatti")


def refuse_prose(scan: Scan, prices: list[Price], numbers: list[int], *, timed: int = 0) -> None:
    """Marks sums that a sentence only mentions: no period, and no word for price or payment beside them.

    How long a sentence must be for that: a sum in coins, a coin and a sum in money ("Bitcoin closed at
    $84,210"), or a past year ("in 2024 we received 2,310 euros") need fewer words; so do all sums of a page
    several of whose prices say how long (`timed` is their number). Where one does, a sentence that names a
    fee or a bound ("at least 5 €") speaks of no price.
    """
    open_prices = [p for p in prices if not (p.why or p.period is not None or p.firm)]
    for price in open_prices if timed else ():
        if price.soft or is_bound(scan, price, numbers):
            price.why = "bound"
    open_prices = [price for price in open_prices if price.why is None]
    for clause in {price.clause for price in open_prices}:
        inside = [i for i, number in enumerate(numbers) if number == clause]
        words = sum(1 for i in inside if scan.tokens[i].kind in ("word", "wide"))
        dated = words > _COIN_PROSE and any(_YEAR.fullmatch(scan.tokens[i].text) for i in inside)
        dated = dated and not any(_is_priced(scan, price) for price in prices if price.clause == clause)
        dated = dated or any(numbers[mark.first] == clause for mark in scan.all("past"))
        priced = any(numbers[mark.first] == clause for mark in scan.all("price", "pay"))
        given = any(numbers[mark.first] == clause for mark in scan.all("gift"))
        fee = bool(timed) and (given or names_fee(scan, clause, numbers))
        if priced and not dated and not fee:
            continue
        for price in open_prices:
            most = _TIMED_PROSE if timed > 1 else _LONG_PROSE
            if price.amount.currency in COINS:
                most = _COIN_PROSE
            elif _names_coin(scan, prices, numbers, clause):
                most = _SHORT_PROSE
            if price.clause == clause and (words > most or dated or fee):
                price.why = "prose"


def is_bound(scan: Scan, price: Price, numbers: list[int]) -> bool:
    """Whether a word for a least or greatest sum stands before it in its clause, or right behind it.

    "Under 26 years: 6 €" bounds another number.
    """
    first, last = price.amount.first, price.amount.last
    for mark in scan.all("limit"):
        if numbers[mark.first] != price.clause:
            continue
        between = scan.tokens[mark.last + 1 : first]
        if mark.last < first and not any(token.kind == "number" for token in between):
            return True
        if 0 < mark.first - last <= _BEHIND:
            return True
    return _is_at_a_bank(scan, price, numbers)


def _is_at_a_bank(scan: Scan, price: Price, numbers: list[int]) -> bool:
    """ "Your bank may take up to 5 €", "a transfer costs from 6 to 12 €": what others take for it."""
    banks = [mark for mark in scan.all("rail", "mayrail") if mark.value == "transfer"]
    if not any(numbers[mark.first] == price.clause for mark in banks):
        return False
    before = scan.ending(price.amount.first - 1, "to") if price.amount.first else None
    after = scan.value(price.amount.last + 1, "to")
    words = sum(numbers[i] == price.clause and t.kind == "word" for i, t in enumerate(scan.tokens))
    return words > _SHORT_PROSE and (before is not None or after is not None)


def names_fee(scan: Scan, clause: int, numbers: list[int]) -> bool:
    """Whether a clause is a sentence that names a fee: "your bank takes a fee of 4.50 €"."""
    fees = {mark.first for mark in scan.all("fee") if numbers[mark.first] == clause}
    if not fees:
        return False
    words = sum(numbers[i] == clause and t.kind in ("word", "wide") for i, t in enumerate(scan.tokens))
    sold = any(numbers[mark.first] == clause and mark.first not in fees for mark in scan.all("price"))
    return words > _SHORT_PROSE or (words == _SHORT_PROSE and not sold)


def _is_priced(scan: Scan, price: Price) -> bool:
    """Whether a word for price stands shortly before a sum: "the fee for 2025 is 40 euro"."""
    near = range(max(0, price.amount.first - 6), price.amount.first)
    return any(scan.ending(at, "price") is not None for at in near)


def _names_coin(scan: Scan, prices: list[Price], numbers: list[int], clause: int) -> bool:
    """Whether a clause speaks of a coin whose sum it does not give."""
    within = {i for price in prices for i in range(price.amount.first, price.amount.last + 1)}
    coins = [m for m in scan.all("coin") if numbers[m.first] == clause and m.first not in within]
    return bool(coins) and all(p.amount.currency not in COINS for p in prices if p.clause == clause)
