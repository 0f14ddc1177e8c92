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
from farthing.pages.offers.periods import Period, lasting
from farthing.pages.offers.quantities import Quantity, quantities
from farthing.pages.words.lexicon import Lexicon
from farthing.pages.words.scan import Scan

_REACH = 14  # lines for which a currency in a heading holds
_MOST_WORDS = 7
_MOST_COINS = 1000  # a greater bare number is no sum in a coin
_NO_LABEL = frozenset({"opaque", "url", "mail", "handle"})
_COLONS = frozenset(":：")
_FEW = 4  # tokens of a head that names a unit of time
_SHORT = 10  # tokens of a line that does no more than name the currency
_YEAR = re.compile(r"(?:19[89]|20[0-2])\d")
_OPENING, _CLOSING = "([（【", ")]）】"


def head_currency(scan: Scan) -> str | None:
    """The currency that a line without sums names for others: "(VND)", "Prices in euro:", "Price, EUR"."""
    for mark in scan.all("cur", "coin"):
        code = mark.value.partition("/")[0]
        before = [token.text for token in scan.tokens[max(0, mark.first - 4) : mark.first]]
        after = scan.tokens[mark.last + 1].text if mark.last + 1 < len(scan.tokens) else " "
        closed = after in _CLOSING and any(text in _OPENING for text in before)
        bracketed = closed and before[-1] in _OPENING
        short = len(scan.tokens) <= 8
        heads = closed or scan.is_heading or short or after in _COLONS
        if scan.has("price") and heads and not scan.has("pay"):
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


def bare_amounts(
    scan: Scan, found: list[Period], currency: str, lexicon: Lexicon, *, round_only: bool = False
) -> list[Amount]:
    """The numbers of a label-like line as sums in `currency`: one for each period, else the last one.

    With `round_only` they must have a multiple ("15 ribu"): nothing near says that they are money.
    """
    tokens = scan.tokens
    words = sum(1 for token in tokens if token.kind in ("word", "wide"))
    if words > _MOST_WORDS * max(1, len(found)) or any(token.kind in _NO_LABEL for token in tokens):
        return []
    taken = {i for length in found for i in range(length.first, length.last + 1)}
    numbers = [
        one
        for one in quantities(scan)
        if not one.spelled and one.first not in taken and not _counts(scan, one)
        if not round_only or one.multiple is not None
    ]
    if len(numbers) == 1 and _YEAR.fullmatch(tokens[numbers[0].first].text):
        return []
    if len(found) < 2 or len(numbers) != len(found):
        numbers = numbers[-1:]
    values = [(one, one.value(lexicon.decimal, fine=currency in COINS)) for one in numbers]
    most = _MOST_COINS if currency in COINS else None
    return [
        Amount(scan, one.first, one.last, one.first, value, currency)
        for one, value in values
        if value is not None and value > 0 and (most is None or value < most)
    ]


def _counts(scan: Scan, number: Quantity) -> bool:
    """Whether a number counts what the word or sign after it says: "10 files", "5 %"."""
    after = scan.tokens[number.last + 1] if number.last + 1 < len(scan.tokens) else None
    return after is not None and (after.kind in ("word", "wide") or after.text in ("%", "％"))


def column_counts(root: Node, scans: dict[int, Scan]) -> dict[int, Period]:
    """For lines in table cells, by number: the bare number under the head "Days" as a period."""
    found: dict[int, Period] = {}
    for table in tables(root):
        units: dict[int, str] = {}
        for cell in cells(table):
            scan = scans.get(cell.lines[0].number) if len(cell.lines) == 1 else None
            if scan is None:
                continue
            if (
                cell.row == 0
                and len(scan.tokens) <= _FEW
                and not any(t.kind == "number" for t in scan.tokens)
            ):
                marks = scan.all("unit", "counted")
                units.update({cell.column: marks[0].value} if marks else {})
            elif cell.column in units and len(scan.tokens) == 1 and scan.tokens[0].text.isdigit():
                value = lasting(int(scan.tokens[0].text), units[cell.column])
                if value is not None:
                    found[cell.lines[0].number] = Period(scan, 0, 0, value)
    return found


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
