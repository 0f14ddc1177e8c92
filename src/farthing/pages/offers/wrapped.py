"""Sentences that plain text breaks into lines: a period at the end of one, its price in the next."""

from __future__ import annotations

from itertools import pairwise

from farthing.pages.offers.clauses import clauses
from farthing.pages.offers.periods import Period
from farthing.pages.offers.price import Price
from farthing.pages.words.scan import Scan

_FULL = 45  # signs of a line that was broken for its length
_STOPS = frozenset(".:;!?…。！？؟।")
_WRAPPING = frozenset({"para", "pre"})


def pair_wrapped(scans: list[Scan], prices: dict[int, list[Price]], lengths: dict[int, list[Period]]) -> None:
    """Pairs what stands on either side of a line break inside a sentence."""
    for upper, lower in pairwise(scans):
        if upper.line.node is not lower.line.node or upper.line.node.tag not in _WRAPPING:
            continue
        if upper.line.end - upper.line.start < _FULL or not upper.tokens or not lower.tokens:
            continue
        if upper.tokens[-1].text not in _STOPS:
            _across(upper, lower, prices, lengths)


def _across(
    upper: Scan, lower: Scan, prices: dict[int, list[Price]], lengths: dict[int, list[Period]]
) -> None:
    last = clauses(upper)
    first = clauses(lower)
    tail = [le for le in lengths.get(upper.line.number, ()) if last[le.first] == last[-1] and not le.used]
    head = [le for le in lengths.get(lower.line.number, ()) if first[le.first] == first[0] and not le.used]
    above = [p for p in prices.get(upper.line.number, ()) if p.clause == last[-1] and _is_open(p)]
    below = [p for p in prices.get(lower.line.number, ()) if p.clause == first[0] and _is_open(p)]
    if tail and below and not above:
        _give(below[0], tail[-1])
    elif head and above and not any(price.amount.first < head[0].first for price in below):
        _give(above[-1], head[0])


def _is_open(price: Price) -> bool:
    return price.why is None and price.period is None


def _give(price: Price, length: Period) -> None:
    price.period, length.used = length, True
