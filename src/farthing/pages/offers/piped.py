"""Tables drawn with strokes in text: "| Period | USD | XMR |" over "| 7 days | $4 | 0.025 |"."""

from __future__ import annotations

from farthing.pages.offers.money import COINS, Amount
from farthing.pages.offers.quantities import quantities
from farthing.pages.words.lexicon import Lexicon
from farthing.pages.words.scan import Scan

_STROKES = frozenset("|│┃¦║")
_REACH = 20  # lines under a head


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
