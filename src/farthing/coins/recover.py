"""Addresses that were written broken: put together again, and only believed if their checksum holds.

Works on rendered text (`render`), where a broken address is one run with something left out inside, or a row
of pieces with one space or hyphen between them. Candidates are found with `bytes.find` on the classes of the
characters; from each piece that begins like an address, pieces are joined until a checksum holds or the text
is too long. Formats without a checksum cannot be recovered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from farthing.coins import formats, scan
from farthing.coins.formats.spec import Reading
from farthing.coins.render import Rendered

# Letters and digits are `a`, separators inside a broken address a space, everything else a full stop.
_CLASSES = bytes(
    0x61 if scan.CLASSES[byte] == 0x61 else 0x20 if byte in b" -" else 0x2E for byte in range(256)
)
_GROUPS = {1: 12, 2: 8, 3: 6, 4: 5, 5: 4, 6: 3, 7: 3, 8: 3, 9: 3, 10: 2}
_LONG_PIECE = 11
_NEIGHBOURS = 3
_MANY = 120  # lengths, and then pieces
_VARIETY = 7  # different characters; no real address has fewer
Rejoined = tuple[int, int, Reading]
_PIECE = re.compile(rb"a+")
_RUNS_ON = re.compile(rb"[A-Za-z0-9_+/-]")
_DIGIT = re.compile(rb"[0-9]")


def broken(page: Rendered) -> Iterator[Rejoined]:
    """Start and end in the rendered text of each broken address, and its reading."""
    classes = page.text.translate(_CLASSES)
    budget = _Budget(len(page.text))
    yield from _runs_with_cuts(page, budget)
    yield from _by_pattern(page)
    for start, end in _merged([*_grouped(classes), *_wrapped(classes, page.text)]):
        pieces = [
            piece for match in _PIECE.finditer(classes, start, end) for piece in _pieces(page, *match.span())
        ]
        yield from _joined(page.text, pieces, budget)


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans in order, overlapping ones as one."""
    current: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if current is not None and start <= current[1]:
            current = current[0], max(current[1], end)
            continue
        if current is not None:
            yield current
        current = start, end
    if current is not None:
        yield current


def _runs_with_cuts(page: Rendered, budget: _Budget) -> Iterator[Rejoined]:
    """Runs that were interrupted by something invisible, or written in other characters."""
    for start, end in () if page.offsets.is_plain else scan.runs(page.text):
        if not page.offsets.is_changed(start, end):
            continue
        whole = scan.readings_at(page.text, start, end)
        if whole is not None and whole.reading.check == "verified":
            yield whole.start, whole.end, whole.reading
            continue
        yield from _joined(page.text, _pieces(page, start, end), budget)


def _by_pattern(page: Rendered) -> Iterator[Rejoined]:
    """Addresses of formats with a pattern of their own."""
    for form, pattern in formats.BROKEN:
        for match in pattern.finditer(page.text):
            text = match[0].replace(b" ", b"").decode("ascii")
            changed = len(text) < len(match[0]) or page.offsets.is_changed(*match.span())
            if changed and _begins_anew(page, match.start()) and form.validate(text):
                yield match.start(), match.end(), form.parse(text)


def _begins_anew(page: Rendered, at: int) -> bool:
    """Whether nothing runs into `at`, or something was left out right there."""
    return not _RUNS_ON.match(page.text, max(0, at - 1)) or at == 0 or at in page.offsets.cuts(at - 1, at + 1)


def _pieces(page: Rendered, start: int, end: int) -> list[tuple[int, int]]:
    """A run, divided where something was left out or replaced."""
    if page.offsets.is_plain:
        return [(start, end)]
    return list(pairwise([start, *page.offsets.cuts(start, end), end]))


def _grouped(classes: bytes) -> Iterator[tuple[int, int]]:
    """Rows of groups of one size: letter spacing, groups of four and the like."""
    for size, count in _GROUPS.items():
        needle = (b"a" * size + b" ") * count
        row = re.compile(rb"a{%d}(?: a{%d})*(?: a{1,%d})?(?!a)" % (size, size, size))
        at = classes.find(needle)
        while at >= 0:
            match = row.match(classes, at)
            if match:
                yield _reach_back(classes, at), match.end()
            at = classes.find(needle, match.end() if match else at + 1)


def _wrapped(classes: bytes, text: bytes) -> Iterator[tuple[int, int]]:
    """Long pieces with a digit, and their neighbours: an address cut by the end of a line."""
    reach = re.compile(rb"a*(?: a+){0,%d}" % _NEIGHBOURS)
    needle = b"a" * _LONG_PIECE
    at = classes.find(needle)
    while at >= 0:
        match = _PIECE.match(classes, at)
        end = match.end() if match else at + 1
        if end - at <= 2000 and _DIGIT.search(text, at, end):
            further = reach.match(classes, end)
            start = _reach_back(classes, at)
            if further is not None and (further.end() > end or start < at):
                yield start, further.end()
        at = classes.find(needle, end)


def _reach_back(classes: bytes, at: int) -> int:
    """The start of the piece that `at` lies in, or of one of the few before it."""
    low = max(0, at - 130)
    for _ in range(_NEIGHBOURS):
        at = max(classes.rfind(b" ", low, at), classes.rfind(b".", low, at), low - 1) + 1
        if at - 2 < low or classes[at - 1] != 0x20 or classes[at - 2] != 0x61:
            break
        at -= 1
    return at


class _Budget:
    """How many checksums may be tried: enough for any page, and time stays linear on hostile bytes."""

    def __init__(self, size: int) -> None:
        self._left = 2000 + size // 16

    def take(self) -> bool:
        """Whether one more may be tried."""
        self._left -= 1
        return self._left >= 0


def _joined(text: bytes, pieces: list[tuple[int, int]], budget: _Budget) -> Iterator[Rejoined]:
    """The addresses that neighbouring pieces make up, from the left, none overlapping."""
    row = b"".join(text[start:end] for start, end in pieces).decode("ascii", "replace")
    offsets = list(accumulate((end - start for start, end in pieces), initial=0))
    numbers = {offset: number for number, offset in enumerate(offsets)}
    done = 0
    for first, start in enumerate(offsets[:-1]):
        begins = formats.BEGINNING.match(row, start) if start >= done else None
        if begins is None or len(set(row[start : start + 26])) < _VARIETY:
            continue
        for last in _ends(numbers, offsets, first, formats.lengths_of(begins[0])):
            spelling = row[start : offsets[last]]
            if not budget.take():
                continue
            reading = formats.read(spelling)
            if reading is not None and reading.check == "verified":
                yield pieces[first][0], pieces[last - 1][1], reading
                done = offsets[last]
                break


def _ends(numbers: dict[int, int], offsets: list[int], first: int, lengths: Sequence[int]) -> Iterator[int]:
    """The pieces before which an address that begins with piece `first` may end, two pieces or more."""
    if len(lengths) > _MANY:
        ends = range(first + 2, min(first + _MANY, len(offsets)))
        yield from (last for last in ends if offsets[last] - offsets[first] in lengths)
        return
    for length in lengths:
        last = numbers.get(offsets[first] + length)
        if last is not None and last - first >= 2:
            yield last
