"""Small cells are hidden, and as many others as it takes for no sum to give them away.

A cell of 1 to 4 is hidden (nought says nothing about anybody). Where cells add up to another cell that is
shown, a reader could subtract: so further cells are hidden until the sums leave every hidden cell open. That
is asked of all sums together, since two of them may give away what neither does alone.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np

LEAST = 5
_NOTHING = 1e-9

C = TypeVar("C", bound=Hashable)


def hidden(cells: Mapping[C, int], sums: Sequence[tuple[C, Collection[C]]]) -> frozenset[C]:
    """The cells to hide. `sums`: a cell, and the cells that add up to it."""
    out = {cell for cell, count in cells.items() if 0 < count < LEAST}
    equations = [frozenset({total, *parts}) for total, parts in sums]
    signs = [{total: -1.0} | dict.fromkeys(parts, 1.0) for total, parts in sums]
    while True:
        weak = _given_away(out, signs) | _too_little(cells, out, equations)
        beside = {cell for one in equations if weak & one for cell in one if cell not in out and cells[cell]}
        if not beside:
            return frozenset(out)
        out.add(min(beside, key=lambda cell: (cells[cell], str(cell))))


def _given_away(out: Collection[C], signs: Sequence[Mapping[C, float]]) -> set[C]:
    """The hidden cells whose value the shown ones determine: those that no solution of the sums can move."""
    order = sorted(out, key=str)
    place = {cell: number for number, cell in enumerate(order)}
    rows = [[(place[cell], sign) for cell, sign in one.items() if cell in place] for one in signs]
    matrix = np.zeros((len(rows), len(order)))
    for number, row in enumerate(rows):
        for column, sign in row:
            matrix[number, column] = sign
    if not matrix.size:
        return set()
    _, strengths, directions = np.linalg.svd(matrix)
    rank = int((strengths > _NOTHING).sum())
    free = directions[rank:]
    return {cell for cell in order if float(np.abs(free[:, place[cell]]).sum()) < _NOTHING}


def _too_little(cells: Mapping[C, int], out: Collection[C], equations: Sequence[frozenset[C]]) -> set[C]:
    """Hidden cells of a sum whose hidden part is so small that it is itself a small cell."""
    weak: set[C] = set()
    for one in equations:
        part = [cell for cell in one if cell in out]
        if part and sum(cells[cell] for cell in part) < LEAST:
            weak.update(part)
    return weak
