"""Sentences that plain text breaks into lines: a period at the end of one, its price in the next."""

from __future__ import annotations

from itertools import pairwise

from farthing.pages.offers.clauses import clauses
from farthing.pages.offers.periods import Period
from farthing.pages.offers.price import Price
from farthing.pages.words.scan import Scan

_FULL = 45  # signs of a line that was broken for its length
_STOPS = frozenset(".:;!?…。！？؟।")
_ASKING = frozenset("?？؟;")  # in Greek a semicolon
_TELLING = ("limit", "fee", "others")
_WRAPPING = frozenset({"para", "pre"})


def pair_wrapped(scans: list[Scan], prices: dict[int, list[Price]], lengths: dict[int, list[Period]]) -> None:
    """Pairs what stands on either side of a line break inside a sentence."""
    for upper, lower in pairwise(scans):
        if _is_broken(upper, lower):
            _across(upper, lower, prices, lengths)


def refuse_wrapped(scans: list[Scan], prices: dict[int, list[Price]]) -> None:
    """Marks the sums of a sentence that speaks of a bound, a fee or others' prices in the line before."""
    for upper, lower in pairwise(scans):
        own = [price for price in prices.get(lower.line.number, ()) if _is_open(price)]
        if not own or not upper.has(*_TELLING) or not _is_broken(upper, lower):
            continue
        last, first = clauses(upper), clauses(lower)
        if any(last[mark.first] == last[-1] for mark in upper.all(*_TELLING)):
            for price in own:
                price.why = "bound" if price.clause == first[0] else None


def refuse_answers(scans: list[Scan], prices: dict[int, list[Price]]) -> None:
    """Marks the sums that answer what others ask or what the site pays: "What do your servers cost?"."""
    for question, answer in pairwise(scans):
        if question.has("others", "upkeep") and question.tokens[-1].text in _ASKING:
            for price in prices.get(answer.line.number, ()):
                price.why = price.why or "another's"


def _is_broken(upper: Scan, lower: Scan) -> bool:
    """Whether a sentence goes on from one line to the next."""
    if upper.line.node is not lower.line.node or upper.line.node.tag not in _WRAPPING:
        return False
    if upper.line.end - upper.line.start < _FULL or not upper.tokens or not lower.tokens:
        return False
    return upper.tokens[-1].text not in _STOPS


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
