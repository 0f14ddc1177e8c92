"""Small cells are hidden, and as many others as it takes for nothing that was published to give them away.

A cell of 1 to 4 is hidden (nought says nothing about anybody, so what is hidden is never nought). A reader
could subtract shown cells from their sum, and today's publication from yesterday's. So further cells are
hidden until every hidden one is open: another table of whole numbers agrees with all that was ever shown.
Such a table is looked for by moving one thing after another from cell to cell; where none is found, one more
cell is hidden.

Of what was published before, the worst is assumed: that a reader knows which cells have not changed since. So
an unknown is a cell at one value, the same in every publication in which it has that value. Hidden values are
kept nowhere; a keyed mark of each says later whether it has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

LEAST = 5
_STEPS = 400  # of a search; a cell for which it was too short counts as given away

C = TypeVar("C", bound=Hashable)
Sums = Sequence[tuple[C, Collection[C]]]  # a cell, and the cells that add up to it
Mark = Callable[[C, int], Hashable]  # tells a hidden cell's value from others without saying it
Unknown = tuple[C, Hashable]  # a cell, and the mark of its value


@dataclass(frozen=True, slots=True)
class Earlier(Generic[C]):
    """An earlier publication: its shown cells, the marks of its hidden ones, and which of them add up."""

    shown: Mapping[C, int]
    marks: Mapping[C, Hashable]
    sums: Sums[C]


def hidden(
    cells: Mapping[C, int],
    sums: Sums[C],
    earlier: Sequence[Earlier[C]] = (),
    mark: Mark[C] = lambda cell, value: value,
) -> frozenset[C]:
    """The cells to hide."""
    told = {cell for one in earlier for cell, value in one.shown.items() if value == cells.get(cell)}
    before = {cell for one in earlier for cell in one.marks}
    out = {cell for cell, count in cells.items() if 0 < count < LEAST}
    equations = [frozenset({total, *parts}) for total, parts in sums]
    while True:
        weak = _given_away(cells, sums, out - told, earlier, mark) | _too_little(cells, out - told, sums)
        hideable = {cell for cell, count in cells.items() if count} - out - told
        if not (nearest := _nearest(weak, hideable, equations)):
            return frozenset(out)
        out.add(min(nearest, key=lambda cell: (cell not in before, cells[cell], str(cell))))


def _nearest(weak: set[C], hideable: set[C], equations: Sequence[frozenset[C]]) -> set[C]:
    """The cells that share a sum with a weak one, or else with a cell that does, and so on."""
    reached: set[C] = set()
    while weak - reached:
        reached |= weak
        weak = {cell for one in equations if reached & one for cell in one}
        if found := weak & hideable:
            return found
    return set()


def _given_away(
    cells: Mapping[C, int],
    sums: Sums[C],
    out: Collection[C],
    earlier: Sequence[Earlier[C]],
    mark: Mark[C],
) -> set[C]:
    """The cells of `out` for which no other value is found."""
    now = {cell: (cell, mark(cell, cells[cell])) for cell in out}
    shown = [(cell, value) for one in earlier for cell, value in one.shown.items()]
    shown += [(cell, value) for cell, value in cells.items() if cell not in out]
    once_hidden = {cell for one in earlier for cell in one.marks}
    known = {(cell, mark(cell, value)) for cell, value in shown if cell in once_hidden}
    balances = [_balance(one, now) for one in sums]
    for one in earlier:
        then = {cell: (cell, its) for cell, its in one.marks.items() if (cell, its) not in known}
        balances += [_balance(each, then) for each in one.sums]
    different = {frozenset(one.items()): one for one in balances}
    search = _Search({now[cell]: cells[cell] for cell in out}, list(different.values()))
    return {cell for cell in out if not search.moves(now[cell])}


def _balance(one: tuple[C, Collection[C]], unknown: Mapping[C, Unknown[C]]) -> dict[Unknown[C], int]:
    """What is unknown of a sum, each with its sign."""
    return {unknown[cell]: sign for cell, sign in _signed(*one) if cell in unknown}


def _signed(total: C, parts: Collection[C]) -> Iterator[tuple[C, int]]:
    yield total, -1
    for part in parts:
        yield part, 1


def _too_little(cells: Mapping[C, int], out: Collection[C], sums: Sums[C]) -> set[C]:
    """Hidden cells of a shown sum whose hidden part is so small that it is itself a small cell."""
    weak: set[C] = set()
    for total, parts in sums:
        part = [cell for cell in parts if cell in out]
        if part and total not in out and sum(cells[cell] for cell in part) < LEAST:
            weak.update(part)
    return weak


@dataclass(slots=True)
class _Search(Generic[C]):
    """Looks for another table: a cell moves by one, and each sum that this upsets is set right by another."""

    cells: Mapping[C, int]
    equations: list[dict[C, int]]
    of_cell: dict[C, list[int]] = field(default_factory=dict)
    left: int = 0

    def __post_init__(self) -> None:
        for number, one in enumerate(self.equations):
            for cell in one:
                self.of_cell.setdefault(cell, []).append(number)

    def moves(self, cell: C) -> bool:
        """Whether some other table has another value for `cell`."""
        self.left = _STEPS
        return any(self._moved(cell, step, {}, {}) for step in (1, -1))

    def _moved(self, cell: C, step: int, moved: dict[C, int], off: dict[int, int]) -> bool:
        if self.cells.get(cell, 1) + step < 1 or self.left <= 0:
            return False
        self.left -= 1
        moved, off = {**moved, cell: step}, dict(off)
        for number in self.of_cell.get(cell, ()):
            off[number] = off.get(number, 0) + step * self.equations[number][cell]
            if not off[number]:
                del off[number]
        if not off:
            return True
        number, by = next(iter(off.items()))
        signs = self.equations[number]
        others = sorted((one for one in signs if one not in moved), key=lambda one: len(self.of_cell[one]))
        return any(self._moved(one, -signs[one] if by > 0 else signs[one], moved, off) for one in others)
