"""Periods that stand in another line than their price: in a heading, a label, the row before or after it.

From the innermost block outwards, prices still without a period meet the periods of lines that are labels.
A heading counts for all that follows it; any other label only for lines near it.
"""

from __future__ import annotations

from farthing.pages.markup.tree import Line, Node
from farthing.pages.offers.periods import Period
from farthing.pages.offers.price import Item, Price, pair
from farthing.pages.words.scan import Scan

NEAR = 3  # lines between a label and its price
_LABEL_WORDS = 5
_GIVEN = 2  # tokens between a period and the word that gives it away
_QUIET = frozenset({"price", "pay", "num", "from", "cur", "coin", "unit", "span", "counted", "incl"})


def labels(scan: Scan, lengths: list[Period]) -> list[Period]:
    """The period of a line without prices that is a label; "once for 7 days" says how long by the days."""
    lengths = [length for length in lengths if not _is_gift(scan, length)]
    if len(lengths) > 1:
        lengths = [length for length in lengths if length.value != "once"] or lengths
    if not lengths:
        return []
    others = other_words(scan, lengths)
    limit = _LABEL_WORDS if not scan.is_heading else _LABEL_WORDS + 2
    return lengths[:1] if others <= limit and len(lengths) <= 2 else []


def _is_gift(scan: Scan, length: Period) -> bool:
    """ "2 months free", "a week as a gift": time that comes on top of what is paid for."""
    return any(
        0 < mark.first - length.last <= _GIVEN or 0 < length.first - mark.last <= _GIVEN
        for mark in scan.all("free")
        if scan.value(mark.last + 1, "noise") is None  # "30 days, free shipping"
    )


def other_words(scan: Scan, lengths: list[Period]) -> int:
    """Words of a line that neither say how long nor belong to selling."""
    quiet: set[int] = set()
    for length in lengths:
        quiet.update(range(length.first, length.last + 1))
    for mark in scan.marks:
        if mark.sense in _QUIET:
            quiet.update(range(mark.first, mark.last + 1))
    return sum(1 for i, token in enumerate(scan.tokens) if token.kind in ("word", "wide") and i not in quiet)


def prefer_headings(
    scans: list[Scan], prices: dict[int, list[Price]], lengths: dict[int, list[Period]]
) -> None:
    """Under "Permanent ticket", "£120, paid once" says how it is paid; the heading says how long."""
    heading: Period | None = None
    at = 0
    for scan in scans:
        number = scan.line.number
        said = [length for length in lengths.get(number, ()) if length.value != "once"]
        if scan.is_heading and not prices.get(number):
            heading, at = (said[0] if len(said) == 1 else None), number
        if heading is None or number - at > NEAR:
            continue
        for price in prices.get(number, ()):
            if price.why is None and price.period is not None and price.period.value == "once":
                price.period, heading.used = heading, True


def settle(root: Node, items: dict[int, list[Item]]) -> None:
    """Pairs what the lines left over; `items` are the prices and labels of each line, by its number."""
    _settle(root, items)


def _settle(node: Node, items: dict[int, list[Item]]) -> list[Item]:
    left: list[Item] = []
    for child in node.children:
        if isinstance(child, Line):
            left.extend(items.get(child.number, ()))
        else:
            left.extend(_settle(child, items))
    if not any(isinstance(item, Price) for item in left) or not any(
        isinstance(item, Period) for item in left
    ):
        return left
    for run in _runs(left):
        pair(run)
    return [item for item in left if not (item.period is not None if isinstance(item, Price) else item.used)]


def _runs(items: list[Item]) -> list[list[Item]]:
    """Stretches of items that may speak to one another: a gap of lines parts them, unless a heading spans
    it."""
    runs: list[list[Item]] = []
    run: list[Item] = []
    heading: Period | None = None
    last = -1
    for item in items:
        number = item.scan.line.number
        if isinstance(item, Period) and item.scan.is_heading:
            heading = item if other_words(item.scan, [item]) <= 1 else None
        far = run and number - last > NEAR
        if far and not (heading is not None and isinstance(item, Price)):
            runs.append(run)
            run = []
        run.append(item)
        last = number
    if run:
        runs.append(run)
    return runs
