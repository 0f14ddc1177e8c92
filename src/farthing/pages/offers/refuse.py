"""Sums that are no prices (FORMATS.md, "Not offers"), and the words by which they are told."""

from __future__ import annotations

import re
from itertools import pairwise

from farthing.pages.offers.money import COINS, Amount
from farthing.pages.offers.price import Price
from farthing.pages.words.scan import Scan

_OTHER_VOICES = re.compile(
    r"(?:^|[\s_-])(?:reviews?|testimonials?|quotes?|comments?|cart|basket|minicart|ticker|exchange-?rates?)(?:$|[\s_-])"
)
_TIMES = frozenset(
    {"x", "×", "х", "*", "mal", "fois", "volte", "veces", "vezes", "razy", "раза", "раз", "回", "lần"}
)
_OPENING, _CLOSING = "“«„「『", "”»“」』"
_MILLIONS_ARE_PRICES = frozenset(
    {"VND", "IDR", "IRR", "KRW", "JPY", "LAK", "UZS", "PYG", "COP", "CLP", "MMK", "UGX", "TZS"}
)
_LONG_PROSE = 16  # words of a clause that names no price and no period


def refuse(scan: Scan, prices: list[Price], numbers: list[int]) -> None:
    """Marks the prices of one line that are none by its own words and dress."""
    for price in prices:
        price.why = price.why or _by_itself(scan, price.amount)
    _by_words(scan, prices, numbers)
    _rates(scan, prices)


def refuse_prose(scan: Scan, prices: list[Price], numbers: list[int]) -> None:
    """Marks sums that a long sentence mentions without a period or a word for price or payment."""
    open_prices = [p for p in prices if not (p.why or p.period is not None or p.firm)]
    for clause in {price.clause for price in open_prices}:
        inside = [token for token, number in zip(scan.tokens, numbers, strict=True) if number == clause]
        if sum(1 for token in inside if token.kind in ("word", "wide")) <= _LONG_PROSE:
            continue
        if not any(numbers[mark.first] == clause for mark in scan.all("price", "pay")):
            for price in open_prices:
                if price.clause == clause:
                    price.why = "prose"


def _by_itself(scan: Scan, amount: Amount) -> str | None:
    line = scan.line
    if amount.value <= 0:
        return "nothing"
    if line.is_struck(amount.start, amount.end):
        return "struck out"
    if amount.currency not in COINS and line.is_code(amount.start, amount.end):
        return "code"
    if any(_OTHER_VOICES.search(node.names) for node in line.node.ancestors() if node.names):
        return "another voice"
    if amount.value >= 1_000_000 and amount.currency not in _MILLIONS_ARE_PRICES:
        return "too large"
    if _is_negative(scan, amount):
        return "negative"
    if _is_instalment(scan, amount):
        return "instalment"
    if _is_quoted(scan, amount):
        return "quoted"
    return None


def _is_negative(scan: Scan, amount: Amount) -> bool:
    before = amount.first - 1
    if before < 1:
        return False
    sign, earlier = scan.tokens[before], scan.tokens[before - 1]
    return sign.text in "-−–" and sign.end == amount.start and earlier.end < sign.start


def _is_instalment(scan: Scan, amount: Amount) -> bool:
    """ "3 × 20 €": a number and a times sign before the sum."""
    before = amount.first - 1
    if before < 1 or scan.tokens[before].text.lower() not in _TIMES:
        return False
    return scan.tokens[before - 1].text.isdigit() and int(scan.tokens[before - 1].text) > 1


def _is_quoted(scan: Scan, amount: Amount) -> bool:
    """Inside quotation marks with a sentence around it: somebody's words, not the seller's."""
    opened = -1
    for index, token in enumerate(scan.tokens):
        if token.text in _OPENING and opened < 0:
            opened = index
        elif token.text in _CLOSING and opened >= 0:
            if opened < amount.first and amount.last < index:
                return sum(1 for inner in scan.tokens[opened:index] if inner.kind in ("word", "wide")) >= 4
            opened = -1
    return False


def _by_words(scan: Scan, prices: list[Price], numbers: list[int]) -> None:
    """Each word for savings, postage, totals, old prices … strikes the sum it stands with."""
    if not scan.has("noise", "was", "off"):
        return
    sums = _sums(scan, prices)
    for mark in scan.all("noise", "was", "off"):
        if mark.sense == "noise" and _is_included(scan, mark.first):
            continue
        target = _target(scan, mark.first, mark.last, mark.sense, sums, numbers)
        if target is not None:
            target.why = target.why or f"word: {scan.tokens[mark.first].text}"


def _sums(scan: Scan, prices: list[Price]) -> list[tuple[int, int, Price | None]]:
    """Sums and percentages of a line in order; a percentage takes a word for savings upon itself."""
    found: list[tuple[int, int, Price | None]] = [(p.amount.first, p.amount.last, p) for p in prices]
    for index, token in enumerate(scan.tokens):
        if token.text in ("%", "％", "٪"):
            found.append((max(0, index - 1), index, None))
    return sorted(found, key=lambda entry: entry[0])


def _target(
    scan: Scan,
    first: int,
    last: int,
    sense: str,
    sums: list[tuple[int, int, Price | None]],
    numbers: list[int],
) -> Price | None:
    """The sum that a word speaks of: the next one in its clause, else the one before it."""
    clause = numbers[first]
    after = [entry for entry in sums if entry[0] > last and numbers[entry[0]] == clause]
    before = [entry for entry in sums if entry[1] < first and numbers[entry[1]] == clause]
    ahead = after[0][0] - last if after else 99
    behind = first - before[-1][1] if before else 99
    if sense == "off":
        return before[-1][2] if behind <= 2 else None
    reach = 4 if sense == "was" else 7
    if ahead <= reach and (ahead <= behind + 1 or sense == "was"):
        return after[0][2]
    if behind <= (2 if sense == "was" else 4):
        return before[-1][2]
    return None


def _is_included(scan: Scan, index: int) -> bool:
    """ "incl. postage", "free delivery", "no fees": nothing is said of a sum."""
    return any(scan.ending(at, "incl") or scan.ending(at, "free") for at in range(max(0, index - 2), index))


def _rates(scan: Scan, prices: list[Price]) -> None:
    """ "1 BTC = 60,000 USD": neither side is a price."""
    for left, right in pairwise(prices):
        between = {token.text for token in scan.tokens[left.amount.last + 1 : right.amount.first]}
        if (
            left.amount.value == 1
            and left.amount.currency in COINS
            and between & {"=", "≈", "~", ":", "—", "–", "-"}
        ):
            left.why = left.why or "rate"
            right.why = right.why or "rate"
