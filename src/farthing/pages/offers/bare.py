"""Numbers whose currency is said elsewhere: "Fee (VND):" over a list, "Price, EUR" over a column.

A bare number is a price only in a line that is hardly more than a label: beside a period or a name, after
the words that name the currency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from farthing.pages.markup.tree import Node
from farthing.pages.offers.grid import cells, tables
from farthing.pages.offers.money import COINS, Amount
from farthing.pages.offers.periods import Period, periods
from farthing.pages.offers.quantities import quantities
from farthing.pages.words.lexicon import Lexicon
from farthing.pages.words.scan import Scan

_REACH = 14  # lines for which a currency in a heading holds
_MOST_WORDS = 7
_MOST_COINS = 1000  # a greater bare number is no sum in a coin
_SHORT = 10  # tokens of a line that does no more than name the currency
_YEAR = re.compile(r"(?:19[89]|20[0-2])\d")
_OPENING, _CLOSING = "([（【", ")]）】"


def head_currency(scan: Scan) -> str | None:
    """The currency that a line without sums names for others: "(VND)", "Prices in euro:", "Price, EUR"."""
    for mark in scan.all("cur", "coin"):
        code = mark.value.partition("/")[0]
        before = scan.tokens[mark.first - 1].text if mark.first else ""
        after = scan.tokens[mark.last + 1].text if mark.last + 1 < len(scan.tokens) else ""
        bracketed = before in _OPENING and before != "" and after in _CLOSING and after != ""
        short = len(scan.tokens) <= 8
        if scan.has("price") and (bracketed or scan.is_heading or short) and not scan.has("pay"):
            return code
        if bracketed and scan.is_heading and mark.sense == "cur":
            return code
    return None


def named_anywhere(scans: Iterable[Scan]) -> str | None:
    """The one money that a page without any marked sum names in short lines: "(semua dalam rupiah)"."""
    codes = {
        mark.value
        for scan in scans
        if scan.has("cur") and len(scan.tokens) <= _SHORT and not any(t.kind == "number" for t in scan.tokens)
        for mark in scan.all("cur")
        if mark.value.partition("/")[0] not in COINS
    }
    return codes.pop() if len(codes) == 1 else None


def bare_amount(scan: Scan, currency: str, lexicon: Lexicon, *, round_only: bool = False) -> Amount | None:
    """The last number of a label-like line as a sum in `currency`, where it counts nothing else.

    With `round_only` it must have a multiple ("15 ribu"): nothing near says that it is money.
    """
    tokens = scan.tokens
    if sum(1 for token in tokens if token.kind in ("word", "wide")) > _MOST_WORDS:
        return None
    if any(token.kind in ("opaque", "url", "mail", "handle") for token in tokens):
        return None
    taken = {i for length in periods(scan, set()) for i in range(length.first, length.last + 1)}
    numbers = [one for one in quantities(scan) if not one.spelled and one.first not in taken]
    if not numbers or any(token.text in ("%", "％") for token in tokens):
        return None
    last = numbers[-1]
    if (round_only and last.multiple is None) or (
        len(numbers) == 1 and _YEAR.fullmatch(tokens[last.first].text)
    ):
        return None
    if last.last + 1 < len(tokens) and tokens[last.last + 1].kind in ("word", "wide"):
        return None
    value = last.value(lexicon.decimal, fine=currency in COINS)
    if value is None or value <= 0 or (currency in COINS and value >= _MOST_COINS):
        return None
    return Amount(scan, last.first, last.last, last.first, value, currency)


def column_currencies(
    root: Node, scans: dict[int, Scan], sums: dict[int, list[Amount]], implied: str | None
) -> dict[int, str]:
    """For lines in table cells, by number: the currency that their column's or row's head names.

    Where the head only says "price", that of the sums in its column (under "99.000 ₫" a bare "790k" is in
    dong too), else the page's `implied` one.
    """
    found: dict[int, str] = {}
    for table in tables(root):
        heads: dict[tuple[str, int], str] = {}
        beside: dict[int, set[str]] = {}
        bare: list[tuple[int, int]] = []
        priced: set[int] = set()
        apart: set[int] = set()
        for cell in cells(table):
            for line in cell.lines:
                scan = scans.get(line.number)
                if scan is None:
                    continue
                if cell.row == 0 and scan.has("price"):
                    priced.add(cell.column)
                if scan.has("memo", "limit") and not any(token.kind == "number" for token in scan.tokens):
                    apart.add(cell.column)
                own = sums.get(line.number)
                if own or cell.column in apart:
                    beside.setdefault(cell.column, set()).update(amount.currency for amount in own or ())
                    continue
                code = _named(scan) if not any(token.kind == "number" for token in scan.tokens) else None
                if code is not None:
                    heads.setdefault(("column", cell.column), code)
                    heads.setdefault(("row", cell.row), code)
                    continue
                known = heads.get(("column", cell.column)) or heads.get(("row", cell.row))
                if known is not None:
                    found.setdefault(line.number, known)
                elif _is_number(scan):
                    bare.append((line.number, cell.column))
        for number, column in bare:
            codes = beside.get(column, set())
            if column in priced and len(codes) == 1 and scans[number].has("mult"):
                found.setdefault(number, next(iter(codes)))
            elif column in priced and not codes and implied is not None:
                found.setdefault(number, implied)
    return found


def _is_number(scan: Scan) -> bool:
    """A line that is one number with its multiple and nothing else."""
    numbers = quantities(scan)
    return len(numbers) == 1 and numbers[0].last - numbers[0].first + 1 == len(scan.tokens)


def _named(scan: Scan) -> str | None:
    codes = {mark.value.partition("/")[0] for mark in scan.all("cur", "coin")}
    return codes.pop() if len(codes) == 1 and len(scan.tokens) <= 10 else None


def head_reach() -> int:
    """How many lines a heading's currency holds."""
    return _REACH


def is_counting(scan: Scan, lengths: list[Period]) -> bool:
    """A line that says how long and gives one more number."""
    numbers = sum(1 for token in scan.tokens if token.kind == "number")
    counted = sum(1 for length in lengths if scan.tokens[length.first].kind == "number")
    return numbers > counted
