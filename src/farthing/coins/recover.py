"""Addresses that were written broken: put together again, and only believed if their checksum holds.

Works on rendered text (`render`). A row is pieces of letters and digits with nothing between them but white
space, one hyphen, or something that vanished in rendering (a cut). Pieces that follow one another are an
address if together they have the prefix and length of one, its checksum holds, and they look like one thing
cut up rather than like words that happen to stand together: all cuts, or few pieces with a long one (an
address wrapped over lines), or pieces that are mostly of one size (groups of four, single letters). Formats
without a checksum cannot be recovered. The kernel (`kernel.rows`) looks for such rows by the same rules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from farthing.coins import formats
from farthing.coins.formats.spec import Reading
from farthing.coins.render import Rendered

Rejoined = tuple[int, int, Reading]
Span = tuple[int, int]
_ROW = re.compile(rb"[0-9A-Za-z]+(?:(?: +|-)[0-9A-Za-z]+)*")
_PIECE = re.compile(rb"[0-9A-Za-z]+")
# A digit, or a capital inside a word: no address is without them for long, and prose mostly is.
_EVIDENCE = re.compile(rb"[0-9]|(?<=[0-9A-Za-z])[A-Z]")
_SOON = 64
_RUNS_ON = re.compile(rb"[A-Za-z0-9_+/-]")
_LONG_PIECE, _FEW = 11, 4
_VARIETY = 7  # different characters; no real address has fewer
_MANY = 4300  # bytes of a row


class Budget:
    """How many checksums may be tried: enough for any page, and time stays linear on hostile bytes."""

    def __init__(self, size: int) -> None:
        self._left = 2000 + size // 16

    def take(self) -> bool:
        """Whether one more may be tried."""
        self._left -= 1
        return self._left >= 0


def broken(page: Rendered, budget: Budget) -> Iterator[Rejoined]:
    """Start and end in the rendered text of each broken address, and its reading."""
    yield from _by_pattern(page)
    for row in _ROW.finditer(page.text):
        if _EVIDENCE.search(page.text, *row.span()):
            pieces = list(_pieces(page, *row.span()))
            if len(pieces) > 1:
                yield from _joined(page.text, pieces, budget)


def _by_pattern(page: Rendered) -> Iterator[Rejoined]:
    """Addresses of formats with a pattern of their own."""
    for form, pattern in formats.BROKEN:
        for match in pattern.finditer(page.text):
            text = match[0].replace(b" ", b"").decode("ascii")
            changed = len(text) < len(match[0]) or page.offsets.is_changed(*match.span())
            evident = changed and _EVIDENCE.search(page.text, match.start(), match.start() + _SOON)
            if evident and _begins_anew(page, match.start()) and form.validate(text):
                yield match.start(), match.end(), form.parse(text)


def _begins_anew(page: Rendered, at: int) -> bool:
    """Whether nothing runs into `at`, or something was left out right there."""
    return not _RUNS_ON.match(page.text, max(0, at - 1)) or at == 0 or at in page.offsets.cuts(at - 1, at + 1)


def _pieces(page: Rendered, start: int, end: int) -> Iterator[Span]:
    """The pieces of a row: runs of letters and digits, divided at the cuts."""
    for run in _PIECE.finditer(page.text, start, end):
        yield from pairwise((run.start(), *page.offsets.cuts(*run.span()), run.end()))


def _joined(text: bytes, pieces: list[Span], budget: Budget) -> Iterator[Rejoined]:
    """The addresses that neighbouring pieces make up, from the left, none overlapping."""
    row = b"".join(text[start:end] for start, end in pieces).decode("ascii")
    offsets = list(accumulate((end - start for start, end in pieces), initial=0))
    numbers = {offset: number for number, offset in enumerate(offsets)}
    done = 0
    for first, start in enumerate(offsets[:-1]):
        begins = formats.BEGINNING.match(row, start) if start >= done else None
        if begins is None or len(set(row[start : start + 26])) < _VARIETY:
            continue
        at = pieces[first][0]
        if not _EVIDENCE.search(text, at, at + _SOON):
            continue
        for last in _ends(numbers, offsets, first, formats.lengths_of(begins[0])):
            spelling = row[start : offsets[last]]
            if not regular(pieces[first:last]) or not budget.take():
                continue
            reading = formats.read(spelling)
            if reading is not None and reading.check == "verified":
                yield at, pieces[last - 1][1], reading
                done = offsets[last]
                break


def _ends(numbers: dict[int, int], offsets: list[int], first: int, lengths: Sequence[int]) -> Iterator[int]:
    """The pieces before which an address that begins with piece `first` may end, two pieces or more."""
    if len(lengths) <= len(offsets) - first:
        ends = [numbers.get(offsets[first] + length, 0) for length in lengths]
    else:
        ends = [last for last in range(first, len(offsets)) if offsets[last] - offsets[first] in lengths]
    yield from (last for last in ends if last - first >= 2)


def regular(pieces: list[Span]) -> bool:
    """Whether pieces look like one thing cut up, rather than like words."""
    if pieces[-1][1] - pieces[0][0] > _MANY:
        return False
    if all(before[1] == behind[0] for before, behind in pairwise(pieces)):
        return True
    sizes = [end - start for start, end in pieces]
    if len(sizes) <= _FEW and max(sizes) >= _LONG_PIECE:
        return True
    most = max(Counter(sizes).values())
    return 2 * most >= len(sizes) and (most >= 3 or (len(sizes) == 3 and most == 2))
