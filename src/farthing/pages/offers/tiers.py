"""What a price is for: the name in its own line, else the nearest heading of its block."""

from __future__ import annotations

import re

from farthing.pages.markup.tree import Document, Line
from farthing.pages.offers.price import Price
from farthing.pages.words.scan import Scan

_TRIM = " \t\u00a0-–—:;,.*•·|/()[]<>=~≈+→►▸✓✔#\"'“”«»"
_TITLES = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "legend", "dt", "th", "caption", "summary", "figcaption", "strong"}
)
_LONGEST = 60
_MOST_WORDS = 7
_BACK, _OUT = 8, 4  # lines looked back, blocks looked outwards
_SELLING = ("price", "pay", "cur", "coin", "from", "num", "unit", "span", "counted", "mult")


def tier(document: Document, price: Price, scans: dict[int, Scan], priced: set[int]) -> str | None:
    """The name of what is sold, where the page gives one plainly."""
    return _in_line(document, price) or _heading(document, price, scans, priced)


def _in_line(document: Document, price: Price) -> str | None:
    """The words of the line before both the price and its period, where they name something."""
    scan = price.scan
    first = price.amount.first
    if price.period is not None and price.period.scan is scan:
        first = min(first, price.period.first)
    start = first
    while start > 0 and scan.tokens[start - 1].text not in (";", "|", "·", "•", ",", "、"):
        start -= 1
    return _name(document.text, scan, start, first)


def _name(text: str, scan: Scan, first: int, last: int) -> str | None:
    """Tokens `first` to `last` (exclusive) as a name: some word that does not belong to selling."""
    if last <= first:
        return None
    selling = {i for mark in scan.marks if mark.sense in _SELLING for i in range(mark.first, mark.last + 1)}
    words = [i for i in range(first, last) if scan.tokens[i].kind in ("word", "wide")]
    if not words or all(i in selling for i in words) or len(words) > _MOST_WORDS:
        return None
    name = text[scan.tokens[first].start : scan.tokens[last - 1].end].strip(_TRIM)
    name = re.sub(r"\s*[.…·_-]{3,}\s*\Z", "", name)
    return name if 0 < len(name) <= _LONGEST else None


def _heading(document: Document, price: Price, scans: dict[int, Scan], priced: set[int]) -> str | None:
    """The last title before the price in its block or the next ones out, with no other price in between."""
    own = price.scan.line
    around = [node for node in list(own.node.ancestors())[:_OUT] if node.tag != "page"]
    for number in range(own.number - 1, max(-1, own.number - _BACK - 1), -1):
        scan = scans.get(number)
        if number in priced or scan is None or scan.line.hidden:
            return None
        if _is_title(scan.line) and any(
            node in around for node in list(scan.line.node.ancestors())[: _OUT + 1]
        ):
            return _name(document.text, scan, 0, len(scan.tokens))
    return None


def _is_title(line: Line) -> bool:
    if line.node.tag in _TITLES or (
        line.node.names and re.search(r"name|title|plan|tier|head", line.node.names)
    ):
        return True
    return bool(line.strong) and line.strong[0] == (line.start, line.end)
