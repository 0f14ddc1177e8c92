"""Prices in tables: tiers one way, periods the other, whichever way the table is turned."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from farthing.pages.markup.tree import Document, Line, Node
from farthing.pages.offers.periods import Period, days
from farthing.pages.offers.price import OLD, Price
from farthing.pages.words.scan import Scan

MAX_CELLS = 4_000
_MOST_ALONG = 100  # cells of a row or column that are compared
_CLOSE = Decimal("0.02")
_FEW_TITLES = 30  # lines from the beginning of a page
_PARTING = re.compile(r"[?!]?\s+[|·•:–—-]\s+|\s*[:：|]\s*|[?!]\s+")
_FEW_LINES = 6  # lines of a cell; one of more lines only lays out the page
_FEW_COUNTS = 3  # cells of a row, from its beginning, that may say what it is about


@dataclass(slots=True)
class Cell:
    """One cell: its lines, and where it stands."""

    row: int
    column: int
    lines: list[Line] = field(default_factory=list)


def cells(table: Node) -> list[Cell]:
    """The cells of a table with their places; spans are spread over the places they cover."""
    found: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    row = -1
    for tr in _rows(table):
        row, column = row + 1, 0
        for td in tr.children:
            if isinstance(td, Line) or td.tag not in ("td", "th"):
                continue
            while (row, column) in covered:
                column += 1
            lines = list(_lines(td))
            for down in range(td.rows):
                for across in range(td.columns):
                    covered.add((row + down, column + across))
                    found.append(Cell(row + down, column + across, lines))
            column += td.columns
            if len(found) > MAX_CELLS:
                return found
    return found


def _rows(table: Node) -> list[Node]:
    rows: list[Node] = []
    for child in table.children:
        if isinstance(child, Node):
            if child.tag == "tr":
                rows.append(child)
            elif child.tag in ("tbody", "thead", "tfoot"):
                rows.extend(_rows(child))
    return rows


def _lines(node: Node) -> list[Line]:
    found: list[Line] = []
    for child in node.children:
        if isinstance(child, Line):
            found.append(child)
        elif child.tag != "table":
            found.extend(_lines(child))
    return found


def tables(node: Node) -> list[Node]:
    """All tables below a node."""
    found: list[Node] = []
    stack = [node]
    while stack:
        top = stack.pop()
        for child in top.children:
            if isinstance(child, Node):
                if child.tag == "table":
                    found.append(child)
                stack.append(child)
    return found


@dataclass(slots=True)
class Readings:
    """What was found line by line, by the line's number."""

    document: Document
    scans: dict[int, Scan]
    prices: dict[int, list[Price]]
    lengths: dict[int, list[Period]]


def settle_table(table: Node, readings: Readings) -> None:
    """Gives the prices of a table their periods and tiers by row and column."""
    grid = cells(table)
    by_row: dict[int, list[Cell]] = {}
    by_column: dict[int, list[Cell]] = {}
    for cell in grid:
        by_row.setdefault(cell.row, []).append(cell)
        by_column.setdefault(cell.column, []).append(cell)
    compared = _compared(by_row, readings)
    across = {row: _length(along, readings) for row, along in by_row.items()}
    down = {column: _length(along, readings) for column, along in by_column.items()}
    for cell in grid:
        heads = _naming(by_row[cell.row], readings), by_column[cell.column][0]
        for price in _prices(cell, readings):
            price.firm = price.firm or len(cell.lines) <= _FEW_LINES
            price.why = price.why or ("another's" if cell.column in compared else None)
            price.why = price.why or _why(cell, heads, by_row[cell.row], readings)
            price.total = price.total or _is_named(cell, heads[0], "total", readings)
            price.due = price.due or _is_named(cell, heads[0], "due", readings)
            _settle_cell(price, cell, (across[cell.row], down[cell.column]), heads, readings)
    for cell in grid:
        _drop_equivalents(cell, across[cell.row], down[cell.column], by_row[cell.row], readings)
        _drop_equivalents(cell, down[cell.column], across[cell.row], by_column[cell.column], readings)
        _drop_billed(cell, by_column[cell.column][0], by_row[cell.row], readings)


def _compared(by_row: dict[int, list[Cell]], readings: Readings) -> set[int]:
    """The columns of others, where one head is the site's own name: a part of the page's title."""
    text = readings.document.text
    titles = [line for line in readings.document.lines[:_FEW_TITLES] if line.node.tag in ("title", "h1")]
    names = {part for line in titles for part in _PARTING.split(text[line.start : line.end].casefold())}
    heads = {
        cell.column: text[cell.lines[0].start : cell.lines[0].end].casefold()
        for cell in by_row.get(0, ())[:_MOST_ALONG]
        if cell.column and len(cell.lines) == 1 and not _prices(cell, readings)
    }
    own = [column for column, head in heads.items() if head in names]
    return set(heads) - set(own) if len(own) == 1 and len(heads) > 1 else set()


def _naming(row: list[Cell], readings: Readings) -> Cell:
    """The cell that says what a row is about: the first one, unless it is empty or only counts ("1 x")."""
    for cell in row[:_FEW_COUNTS]:
        scan = readings.scans.get(cell.lines[0].number) if cell.lines else None
        words = scan.tokens if scan is not None else []
        if any(word.kind == "wide" or (word.kind == "word" and len(word.text) > 1) for word in words):
            return cell if not _prices(cell, readings) else row[0]
    return row[0]


def _prices(cell: Cell, readings: Readings) -> list[Price]:
    return [price for line in cell.lines for price in readings.prices.get(line.number, ())]


def _why(own: Cell, heads: tuple[Cell, Cell], row: list[Cell], readings: Readings) -> str | None:
    """Why a price is none by the head of its row ("Postage") or column ("Min. deposit", "Old price")."""
    across, down = (_head(own, head, readings) for head in heads)
    if across is not None and _is_beside(across):
        return "head"
    plans = down is None or not down.has("price")  # under "Price" the rows are named after plans
    if across is not None and across.has("was") and plans:
        return f"{OLD}: head"
    if down is not None and down.has("limit"):
        return "head"
    beside = any(cell is not own and _prices(cell, readings) for cell in row)
    if not beside or down is None:
        return None
    if down.has("was"):
        return f"{OLD}: head"
    return "head" if down.has("noise") and not down.has("price") else None


def _is_beside(head: Scan) -> bool:
    """Whether a row's head names what is paid beside the price; what it adds in brackets does not count."""
    opened = next((i for i, token in enumerate(head.tokens) if i and token.text in "(（["), len(head.tokens))
    before = {mark.sense for mark in head.marks if mark.first < opened}
    return not before.isdisjoint(("noise", "tax", "limit")) and "price" not in before


def _is_named(own: Cell, head: Cell, sense: str, readings: Readings) -> bool:
    scan = _head(own, head, readings)
    return scan is not None and scan.has(sense)


def _head(own: Cell, head: Cell, readings: Readings) -> Scan | None:
    """The line of another cell that heads a row or column; None where it holds a price itself."""
    scan = readings.scans.get(head.lines[0].number) if head is not own and head.lines else None
    return None if scan is None or readings.prices.get(scan.line.number) else scan


def _drop_equivalents(
    own: Cell, long: Period | None, short: Period | None, along: list[Cell], readings: Readings
) -> None:
    """In a row (or column) for six months, under a head "a month": what the price beside it is for one."""
    if long is None or short is None or long is short or not _prices(own, readings):
        return
    whole, part = days(long.value), days(short.value)
    if whole is None or not part or whole < 1.9 * part:
        return
    others = [price for cell in along[:_MOST_ALONG] if cell is not own for price in _prices(cell, readings)]
    for price in _prices(own, readings):
        if any(_is_part(price, other, whole / part) for other in others):
            price.why = price.why or "equivalent"


def _drop_billed(own: Cell, head: Cell, row: list[Cell], readings: Readings) -> None:
    """Under "a month, billed yearly": what the price beside it, for the longer time, comes to."""
    scan = _head(own, head, readings)
    if scan is None or not scan.has("billed", "means"):
        return
    others = [price for cell in row[:_MOST_ALONG] if cell is not own for price in _prices(cell, readings)]
    for price in _prices(own, readings):
        part = days(price.length)
        for other in others:
            whole = days(other.length)
            if part and whole is not None and whole >= 1.9 * part and _is_part(price, other, whole / part):
                price.why = price.why or "equivalent"


def _is_part(price: Price, whole: Price, times: float) -> bool:
    """Whether one price is so many times the other."""
    same = whole.amount.currency == price.amount.currency and whole.why is None
    worked_out = whole.amount.value / round(times)
    return same and abs(worked_out - price.amount.value) <= _CLOSE * price.amount.value


def _settle_cell(
    price: Price,
    cell: Cell,
    lengths: tuple[Period | None, Period | None],
    heads: tuple[Cell, Cell],
    readings: Readings,
) -> None:
    """A price's period and tier from its own cell, else from its row and column."""
    own = [le for line in cell.lines for le in readings.lengths.get(line.number, ()) if not le.used]
    if price.period is None and len(own) == 1:
        price.period = own[0]
    if price.period is None:
        price.period = lengths[0] or lengths[1]
    in_row, in_column = (_label(head, cell, readings) for head in heads)
    if price.tier is None:
        by_row = price.period is not None and price.period is lengths[0]
        price.tier = (in_column or in_row) if by_row else (in_row or in_column)
    if price.period is not None:
        price.period.used = True


def _length(along: list[Cell], readings: Readings) -> Period | None:
    """The period of the first cell along a row or column that says one and holds no price.

    A cell that only counts ("7 days") says it better than a name before it ("Trial week").
    """
    said: Period | None = None
    for cell in along:
        if any(readings.prices.get(line.number) for line in cell.lines):
            continue
        for line in cell.lines:
            length = next(iter(readings.lengths.get(line.number, ())), None)
            if length is not None and _only_counts(length):
                return length
            said = said or length
    return said


def _only_counts(length: Period) -> bool:
    """A line that is a number and its unit."""
    whole = length.first == 0 and length.last == len(length.scan.tokens) - 1
    return whole and length.last > 0 and length.scan.tokens[0].kind == "number"


def _label(head: Cell, own: Cell, readings: Readings) -> str | None:
    """The text of a row's or column's first cell, where it is a name: no price, no period, some letter."""
    if head is own or not head.lines:
        return None
    line = head.lines[0]
    if readings.prices.get(line.number) or readings.lengths.get(line.number):
        return None
    scan = readings.scans.get(line.number)
    text = readings.document.text[line.start : line.end].strip(" :")
    if scan is None or not any(sign.isalpha() for sign in text) or len(text) > 60:
        return None
    named = [token for token in scan.tokens if token.kind in ("word", "wide")]
    selling = {i for mark in scan.all("price", "cur", "coin") for i in range(mark.first, mark.last + 1)}
    return text if len(named) > len(selling) else None
