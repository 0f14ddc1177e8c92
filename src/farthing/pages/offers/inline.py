"""Line by line: the sums of each line as prices, with the periods that stand in the same line."""

from __future__ import annotations

from farthing.pages.markup.tree import Document, lines_of
from farthing.pages.offers.bare import (
    bare_amounts,
    column_counts,
    column_currencies,
    head_currency,
    head_reach,
    is_counting,
    named_anywhere,
)
from farthing.pages.offers.clauses import clauses, pair_in_line
from farthing.pages.offers.money import COINS_AND_TOKENS, Amount
from farthing.pages.offers.periods import Period, is_waiting, periods
from farthing.pages.offers.piped import piped_sums, spaced_sums
from farthing.pages.offers.price import Price
from farthing.pages.offers.refuse import refuse
from farthing.pages.words.lexicon import Lexicon
from farthing.pages.words.scan import Scan

_FIRM = frozenset({"option", "td", "button", "dd"})
_FEW = 6  # lines of a cell; one of more lines only lays out the page
_LISTED = 2  # lines that begin with a period and make a list of them
_SENTENCE = 9  # words of a line that may be no more than a price, in a cell
_ANSWER = 4  # the same beside a term, where questions are answered too


def read_lines(
    document: Document, scans: list[Scan], lexicon: Lexicon, sums_of: dict[int, list[Amount]]
) -> tuple[dict[int, list[Price]], dict[int, list[Period]]]:
    """The prices and periods of each visible line by its number, paired inside the line."""
    prices: dict[int, list[Price]] = {}
    lengths: dict[int, list[Period]] = {}
    visible = {scan.line.number: scan for scan in scans if not scan.line.hidden}
    head: tuple[str, int] | None = None
    implied = lexicon.settings.get("implied")
    if not any(sums_of[number] for number in visible):
        implied = named_anywhere(visible.values()) or implied
    local = _one_money(visible, sums_of)
    columns = column_currencies(document.root, visible, sums_of, implied)
    piped = spaced_sums(visible, sums_of, lexicon) | piped_sums(visible, sums_of, lexicon)
    counts = column_counts(document.root, visible)
    for number, scan in visible.items():
        sums = piped.get(number) or sums_of[number]
        head = None if sums else head  # this page puts its currency at each sum
        if number in counts:
            lengths[number] = [counts[number]]
            continue
        taken = {i for amount in sums for i in range(amount.first, amount.last + 1)}
        found = [length for length in periods(scan, taken) if not is_waiting(scan, length)]
        if not sums:
            code = columns.get(number)
            if code is None and head is not None and number - head[1] <= head_reach():
                code = head[0]
            named = head_currency(scan)
            if named is not None and not is_counting(scan, found):
                head = (named, number)
            elif code or named or ((implied or local) and found):
                known = code or named
                currency = known or implied or local or ""
                sums = bare_amounts(scan, found, currency, lexicon, round_only=not known)
                if sums and head is not None and code == head[0]:
                    head = (head[0], number)
        if found:
            lengths[number] = found
        if sums:
            prices[number] = _priced(scan, sums, found)
    _time_the_unlimited(visible, prices, lengths)
    return prices, lengths


def _time_the_unlimited(
    visible: dict[int, Scan], prices: dict[int, list[Price]], lengths: dict[int, list[Period]]
) -> None:
    """In a list of periods ("1 month", "1 year") a last "Unlimited" says how long too; elsewhere how much."""
    named = [
        (number, mark)
        for number, scan in visible.items()
        if number not in lengths
        for mark in scan.all("unlimited")[:1]
        if mark.first == 0 and all(token.kind == "sign" for token in scan.tokens[mark.last + 1 :][:1])
    ]
    if len(named) != 1 or sum(own[0].first == 0 for own in lengths.values()) < _LISTED:
        return
    number, mark = named[0]
    length = Period(visible[number], mark.first, mark.last, "lifetime")
    lengths[number] = [length]
    for price in prices.get(number, ()):
        if price.why is None and price.period is None:
            price.period, length.used = length, True


def _one_money(visible: dict[int, Scan], sums_of: dict[int, list[Amount]]) -> str | None:
    """The one money of all marked sums of a page: beside "Rp 75.000" a "195rb" is in it too."""
    codes = {amount.currency for number in visible for amount in sums_of[number]} - COINS_AND_TOKENS
    return codes.pop() if len(codes) == 1 else None


def _priced(scan: Scan, sums: list[Amount], found: list[Period]) -> list[Price]:
    numbers = clauses(scan)
    cell = next((node for node in scan.line.node.ancestors() if node.tag in _FIRM), None)
    firm = cell is not None and len(lines_of(cell, _FEW + 1)) <= _FEW
    words = sum(token.kind in ("word", "wide") for token in scan.tokens)
    firm = firm and words <= (_ANSWER if cell is not None and cell.tag == "dd" else _SENTENCE)
    priced = [Price(amount, firm=firm) for amount in sums]
    for price in priced:
        price.clause = numbers[price.amount.first]
    refuse(scan, priced, numbers)
    pair_in_line(scan, priced, found, numbers)
    return priced
