"""Clauses of a line: what stands between full stops, semicolons and the signs that part items in a row."""

from __future__ import annotations

from itertools import pairwise

from farthing.pages.offers.periods import Period, days
from farthing.pages.offers.price import OLD, Item, Price, pair
from farthing.pages.words.scan import Scan

_PARTS = frozenset(";|•·；¦‖")
_STOPS = frozenset("!?。！？؟।")
_OPENING, _CLOSING = frozenset("([（［【"), frozenset(")]）］】")
_PARTING = _CLOSING | {",", "，", "、", ";"}
_BESIDE = 3  # tokens between a sum and the period that it takes with it
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
        elif text in (".", "…") and not (index > 1 and tokens[index - 1].text == text):  # leaders are no stop
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if following is None or following.start == token.end:
                continue
            if _is_stop(scan, index):
                current += 1
    return numbers


def _is_stop(scan: Scan, index: int) -> bool:
    """Whether the point at a token ends a sentence, and no abbreviation."""
    before, following = scan.tokens[index - 1] if index else None, scan.tokens[index + 1].text
    if before is None or following[:1].isupper():
        return True
    if before.end == scan.tokens[index].start and not before.text[-1].isalpha():
        return True  # "18. 14 days", "18 €. 14 days"
    if following[0].isalpha() and following[0].upper() == following[0].lower():
        return True  # a script without capitals
    return len(before.text) > (5 if _is_known(scan, index - 1) else 3)


def _is_known(scan: Scan, index: int) -> bool:
    """A word of selling, which with a point may be an abbreviation: "norm.", "incl."."""
    return any(scan.ending(index, sense) is not None for sense in ("was", "noise", "incl", "price", "cur"))


def pair_in_line(scan: Scan, prices: list[Price], lengths: list[Period], numbers: list[int]) -> None:
    """Pairs the prices and periods of each clause; "$6 per month" binds its own price first."""
    _pair_in_brackets(scan, prices, lengths)
    for price in prices:
        price.clause = numbers[price.amount.first]
        apart = price.soft or (price.why is not None and not price.why.startswith(OLD))
        if apart and price.period is None:
            _bind_beside(price, lengths, numbers)
    told = {price.clause for price in prices if price.why is not None}
    prices = [price for price in prices if price.why is None]
    for clause in sorted({price.clause for price in prices}):
        _pair_in_clause(scan, prices, [le for le in lengths if numbers[le.first] == clause], clause)
    _pair_over_points(scan, prices, lengths, numbers)
    free = [length for length in lengths if not length.used and numbers[length.first] not in told]
    _from_next_sentence(scan, prices, free, numbers)


def _pair_over_points(scan: Scan, prices: list[Price], lengths: list[Period], numbers: list[int]) -> None:
    """ "3 days · 15 €", "7 days | $4 | 0.025 XMR": one period, and no stop between it and the prices."""
    free = [length for length in lengths if not length.used]
    several = len(prices) > 1 and len(lengths) > 1
    if len(free) != 1 or several or any(price.period is not None for price in prices):
        return
    for price in prices:
        first, last = sorted((price.amount.first, free[0].first))
        if any(token.text in _STOPS or token.text == "." for token in scan.tokens[first:last]):
            return
    for price in prices:
        price.period, free[0].used = free[0], True


def _bind_beside(price: Price, lengths: list[Period], numbers: list[int]) -> None:
    """A sum that is no price takes the period at its side with it: "you save 5 € a month"."""
    first, last = price.amount.first, price.amount.last
    for length in lengths:
        if length.used or numbers[length.first] != price.clause:
            continue
        between = price.scan.tokens[last + 1 : length.first]
        apart = any(token.text in _PARTING or token.kind == "number" for token in between)
        follows = 0 < length.first - last <= _BESIDE and not apart
        if (length.last == first - 1 and price.why != "struck out") or follows:
            price.period, length.used = length, True
            return


def _pair_in_brackets(scan: Scan, prices: list[Price], lengths: list[Period]) -> None:
    """What stands in brackets together belongs together: "3 months (10 € a month) 30 €"."""
    groups = _brackets(scan)
    if groups is None:
        return
    for group in {groups[price.amount.first] for price in prices} - {0}:
        inside: list[Item] = [p for p in prices if groups[p.amount.first] == group and p.period is None]
        inside += [le for le in lengths if groups[le.first] == group and not le.used]
        inside.sort(key=_place)
        pair(inside)


def _brackets(scan: Scan) -> list[int] | None:
    """For each token the number of the brackets it stands in, 0 outside; None where there are none."""
    groups, current, count = [], 0, 0
    for token in scan.tokens:
        if token.text in _OPENING:
            count += 1
            current = count
        groups.append(current)
        if token.text in _CLOSING:
            current = 0
    return groups if count else None


def _place(item: Item) -> int:
    return item.amount.first if isinstance(item, Price) else item.first


def _pair_in_clause(scan: Scan, prices: list[Price], lengths: list[Period], clause: int) -> None:
    own = [price for price in prices if price.clause == clause and price.period is None]
    lengths = [length for length in lengths if not length.used]
    if len(own) == 1 and any(length.value != "once" for length in lengths):
        lengths = [length for length in lengths if length.value != "once"]
    if len(own) == 1 and len(lengths) == 2 and _is_share(own[0], *lengths):
        own[0].period, own[0].soft = lengths[1], True
        lengths[0].used = lengths[1].used = True
        return
    if len(lengths) == 1 and len(own) > 1:
        own = _from_its_item(scan, own, lengths[0])
    if not _leads(own, lengths):
        for length in lengths:
            if length.per:
                _bind(scan, own, length)
        _bind_following(own, lengths)
    items: list[Item] = [price for price in own if price.period is None]
    items += [length for length in lengths if not length.used]
    items.sort(key=_place)
    pair(items)


def _is_share(price: Price, long: Period, short: Period) -> bool:
    """ "The gold ticket for a year is only 0.82 daily": the sum is for the shorter time, right behind it."""
    if not long.last < price.amount.first < short.first <= price.amount.last + 2:
        return False
    whole, part = days(long.value), days(short.value)
    told = price.amount.first - long.last > _BESIDE - 1
    return whole is not None and part is not None and whole >= 2 * part and told


def _from_its_item(scan: Scan, prices: list[Price], length: Period) -> list[Price]:
    """In "a copy 2 €, all of them 24 €, a year 60 €" the one period is its own item's and what follows."""
    commas = [i for i, token in enumerate(scan.tokens) if token.text in (",", "，", "、")]
    start = max((comma for comma in commas if comma < length.first), default=-1)
    ahead = [price for price in prices if price.amount.first < start]
    within = [price for price in prices if price.amount.first > length.last]
    between = within and not any(length.last < comma < within[0].amount.first for comma in commas)
    return within if ahead and between else prices


def _bind_following(prices: list[Price], lengths: list[Period]) -> None:
    """ "A week 1 €, then 9 € monthly": a period right after a price is its own, if none stands before it."""
    order: list[Item] = sorted([*prices, *lengths], key=_place)
    for at, price in enumerate(order[1:-1], start=1):
        before, after = order[at - 1], order[at + 1]
        if isinstance(price, Period) or isinstance(after, Price) or isinstance(before, Period):
            continue
        if price.period is None and not after.used and after.first - price.amount.last == 1:
            price.period, after.used = after, True


def _leads(prices: list[Price], lengths: list[Period]) -> bool:
    """Whether each price follows its period: in "1 month 5 € / 3 months 12 €" a stroke only parts them."""
    order = sorted([(le.first, True) for le in lengths] + [(price.amount.first, False) for price in prices])
    kinds = [is_length for _, is_length in order]
    if len(kinds) <= 2 or not kinds[0] or kinds[-1]:
        return False
    return not any(one and other for one, other in pairwise(kinds))


def _from_next_sentence(scan: Scan, prices: list[Price], free: list[Period], numbers: list[int]) -> None:
    """One period in a sentence of its own that speaks of access or of prices: that of all sums of the line.

    "Basic 5 €, Plus 8 €. All prices are per month."
    """
    if len(free) != 1 or not prices or any(price.period is not None for price in prices):
        return
    clause = numbers[free[0].first]
    if any(price.clause == clause for price in prices):
        return
    if any(numbers[mark.first] == clause for mark in scan.all("price")):
        for price in prices:
            price.period = free[0]
        free[0].used = True


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
