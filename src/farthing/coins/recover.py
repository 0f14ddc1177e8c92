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
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise

from farthing.coins import formats
from farthing.coins.formats.spec import Reading
from farthing.coins.render import Rendered

Rejoined = tuple[int, int, Reading]
Span = tuple[int, int]
_PIECE = re.compile(rb"[0-9A-Za-z]+")
# One row, or several with a `_BREAK` between them; none that is too short for an address.
_ROWS = re.compile(rb"[0-9A-Za-z][0-9A-Za-z -]{%d,}" % (formats.SHORTEST - 1))
_BREAK = re.compile(rb"(?<![ -])(?: +-|--|- )[ -]*")
# A digit, or a capital inside a word: no address is without them for long, and prose mostly is.
_EVIDENCE = re.compile(rb"[0-9]|(?<=[0-9A-Za-z])[A-Z]")
_SOON = 64
_RUNS_ON = re.compile(rb"[A-Za-z0-9_+/-]")
_LONG_PIECE, _FEW = 11, 4
_VARIETY = 7  # different characters; no real address has fewer
_MANY = 4300  # bytes of a row
_SHAPE, _CHECKSUM = 4, 40  # what it takes, in units of the budget
_STRETCH = 1 << 16  # bytes of a row whose pieces are looked at together


class Budget:
    """How much may be tried: enough for any page, and time stays linear on hostile bytes.

    The unit is about what it takes to look at one character.
    """

    def __init__(self, size: int) -> None:
        self._left = 100_000 + size * 3 // 2

    def spend(self, units: int) -> bool:
        """Whether so much may still be tried."""
        self._left -= units
        return self._left >= 0


def broken(page: Rendered, budget: Budget) -> Iterator[Rejoined]:
    """Start and end in the rendered text of each broken address, and its reading."""
    yield from _by_pattern(page, budget)
    for start, end in _rows(page.text):
        if _EVIDENCE.search(page.text, start, end):
            for pieces in _stretches(_pieces(page, start, end)):
                yield from _joined(page.text, pieces, budget)


def _rows(text: bytes) -> Iterator[Span]:
    """Runs of pieces with nothing between two of them but spaces or one hyphen."""
    for rows in _ROWS.finditer(text):
        start = rows.start()
        for gap in _BREAK.finditer(text, *rows.span()):
            yield start, gap.start()
            start = gap.end()
        if start < rows.end():
            yield start, rows.end()


def _by_pattern(page: Rendered, budget: Budget) -> Iterator[Rejoined]:
    """Addresses of formats with a pattern of their own."""
    for form, pattern in formats.BROKEN:
        for match in pattern.finditer(page.text):
            text = match[0].replace(b" ", b"").decode("ascii")
            changed = len(text) < len(match[0]) or page.offsets.is_changed(*match.span())
            evident = changed and _EVIDENCE.search(page.text, match.start(), match.start() + _SOON)
            likely = evident and _begins_anew(page, match.start()) and budget.spend(_CHECKSUM + len(text))
            if likely and form.validate(text):
                yield match.start(), match.end(), form.parse(text)


def _begins_anew(page: Rendered, at: int) -> bool:
    """Whether nothing runs into `at`, or something was left out right there."""
    return not _RUNS_ON.match(page.text, max(0, at - 1)) or at == 0 or at in page.offsets.cuts(at - 1, at + 1)


def _pieces(page: Rendered, start: int, end: int) -> Iterator[Span]:
    """The pieces of a row: runs of letters and digits, divided at the cuts."""
    for run in _PIECE.finditer(page.text, start, end):
        yield from pairwise((run.start(), *page.offsets.cuts(*run.span()), run.end()))


def _stretches(pieces: Iterator[Span]) -> Iterator[list[Span]]:
    """The pieces of a row, two or more; those of an endless one in stretches that overlap by an address."""
    held: list[Span] = []
    for piece in pieces:
        held.append(piece)
        if piece[1] - held[0][0] > _STRETCH:
            yield held
            held = [one for one in held if one[0] > piece[1] - _MANY]
    if len(held) > 1:
        yield held


def _joined(text: bytes, pieces: list[Span], budget: Budget) -> Iterator[Rejoined]:
    """The addresses that neighbouring pieces make up, from the left, none overlapping."""
    row = b"".join(text[start:end] for start, end in pieces).decode("ascii")
    offsets = list(accumulate((end - start for start, end in pieces), initial=0))
    sizes = [end - start for start, end in pieces]
    gaps = list(accumulate((before[1] != behind[0] for before, behind in pairwise(pieces)), initial=0))
    done = 0
    for first, start in enumerate(offsets[:-1]):
        begins = formats.BEGINNING.match(row, start) if start >= done else None
        if begins is None or len(set(row[start : start + 26])) < _VARIETY:
            continue
        at = pieces[first][0]
        if not _EVIDENCE.search(text, at, at + _SOON):
            continue
        lengths = formats.lengths_of(begins[0])
        shortest = bisect_left(offsets, start + lengths[0], first + 2)
        longest = bisect_right(offsets, start + lengths[-1], shortest)
        for last in range(shortest, longest):
            if not budget.spend(1):
                return
            if offsets[last] - start not in lengths or pieces[last - 1][1] - at > _MANY:
                continue
            if gaps[last - 1] > gaps[first] and not (budget.spend(_SHAPE) and regular(sizes[first:last])):
                continue
            spelling = row[start : offsets[last]]
            reading = formats.read(spelling) if budget.spend(_CHECKSUM + len(spelling)) else None
            if reading is not None and reading.check == "verified":
                yield at, pieces[last - 1][1], reading
                done = offsets[last]
                break


def regular(sizes: list[int]) -> bool:
    """Whether pieces of these sizes, with something between them, look like one thing cut up."""
    if len(sizes) <= _FEW and max(sizes) >= _LONG_PIECE:
        return True
    most = max(map(sizes.count, set(sizes)))
    return 2 * most >= len(sizes) and (most >= 3 or (len(sizes) == 3 and most == 2))
