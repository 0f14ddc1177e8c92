"""Tables drawn in text, with strokes or with blanks alone, under a head that names currencies.

| Period | USD | XMR   |        Period     BTC       XMR
| 7 days | $4  | 0.025 |        7 days     0.0001    0.025
"""

from __future__ import annotations

from farthing.pages.offers.money import COINS, Amount
from farthing.pages.offers.periods import periods
from farthing.pages.offers.quantities import Quantity, quantities
from farthing.pages.words.lexicon import Lexicon
from farthing.pages.words.scan import Scan

_STROKES = frozenset("|│┃¦║")
_REACH = 20  # lines under a head
_OTHER_WORDS = 3  # words of a head that name no currency


def piped_sums(
    scans: dict[int, Scan], sums: dict[int, list[Amount]], lexicon: Lexicon
) -> dict[int, list[Amount]]:
    """The sums of each line with those that are bare numbers under a head that names their currency."""
    found: dict[int, list[Amount]] = {}
    head: dict[int, str] = {}
    at, width = 0, 0
    for number, scan in scans.items():
        columns = _columns(scan)
        if columns[-1:] in ([], [0]):
            continue
        if not any(token.kind == "number" for token in scan.tokens):
            named = {columns[mark.first]: mark.value for mark in scan.all("cur", "coin")}
            if named:
                head, at, width = named, number, columns[-1]
        elif head and number - at <= _REACH and columns[-1] == width:
            found[number] = sorted(
                sums[number] + _bare(scan, columns, head, sums[number], lexicon), key=lambda sum_: sum_.first
            )
    return found


def _columns(scan: Scan) -> list[int]:
    """The number of the column of each token."""
    columns, current = [], 0
    for token in scan.tokens:
        current += token.text in _STROKES
        columns.append(current)
    return columns


def _bare(
    scan: Scan, columns: list[int], head: dict[int, str], known: list[Amount], lexicon: Lexicon
) -> list[Amount]:
    taken = {columns[sum_.first] for sum_ in known}
    found = []
    for one in quantities(scan):
        column = columns[one.first]
        alone = columns.count(column) == one.last - one.first + 2  # the stroke before it, and itself
        code = head.get(column, "").partition("/")[0]
        value = (
            one.value(lexicon.decimal, fine=code in COINS) if code and alone and column not in taken else None
        )
        if value:
            found.append(Amount(scan, one.first, one.last, one.first, value, code))
    return found


def spaced_sums(
    scans: dict[int, Scan], sums: dict[int, list[Amount]], lexicon: Lexicon
) -> dict[int, list[Amount]]:
    """The same where blanks part the columns: as many sums or numbers in a row as its head has currencies."""
    found: dict[int, list[Amount]] = {}
    head: list[str] = []
    at = 0
    for number, scan in scans.items():
        named = _named(scan)
        if len(named) > 1:
            head, at = named, number
        elif head and number - at <= _REACH:
            row = _row(scan, head, sums[number], lexicon)
            if row is not None:
                found[number] = row
    return found


def _named(scan: Scan) -> list[str]:
    """The currencies of a line that does no more than head columns."""
    if not scan.has("cur", "coin") or any(token.kind == "number" for token in scan.tokens):
        return []
    places = {mark.first: mark.value.partition("/")[0] for mark in scan.all("cur", "coin")}
    covered = {i for mark in scan.all("cur", "coin") for i in range(mark.first, mark.last + 1)}
    loose = [token for i, token in enumerate(scan.tokens) if i not in covered]
    bare = len(loose) <= _OTHER_WORDS and all(token.kind in ("word", "wide") for token in loose)
    return list(places.values()) if bare and len(set(places.values())) == len(places) else []


def _row(scan: Scan, head: list[str], known: list[Amount], lexicon: Lexicon) -> list[Amount] | None:
    """The sums of a row that says one period; a sum with a currency must stand in its own column."""
    taken = {i for sum_ in known for i in range(sum_.first, sum_.last + 1)}
    said = periods(scan, taken)
    if len(said) != 1:
        return None
    taken.update(range(said[0].first, said[0].last + 1))
    bare = [one for one in quantities(scan) if one.first not in taken and not one.spelled]
    if not bare or len(known) + len(bare) != len(head):
        return None
    order: list[Amount | Quantity] = sorted([*known, *bare], key=lambda one: one.first)
    row: list[Amount] = []
    for one, code in zip(order, head, strict=True):
        if isinstance(one, Amount):
            if one.currency != code:
                return None
            row.append(one)
            continue
        value = one.value(lexicon.decimal, fine=code in COINS)
        if not value:
            return None
        row.append(Amount(scan, one.first, one.last, one.first, value, code))
    return row
