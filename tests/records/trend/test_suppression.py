"""Small cells are hidden, and no sum of what is shown gives a hidden one away."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from farthing.records.trend.suppression import LEAST, hidden

Cell = tuple[str, str]
Sums = list[tuple[Cell, list[Cell]]]


def table(rows: list[list[int]]) -> tuple[dict[Cell, int], Sums]:
    """A table with its sums by row, by column and of all."""
    height, width = len(rows), len(rows[0])
    cells = {(f"r{r}", f"c{c}"): rows[r][c] for r, c in product(range(height), range(width))}
    sums: Sums = [((f"r{r}", ""), [(f"r{r}", f"c{c}") for c in range(width)]) for r in range(height)]
    sums += [(("", f"c{c}"), [(f"r{r}", f"c{c}") for r in range(height)]) for c in range(width)]
    for total, parts in sums:
        cells[total] = sum(cells[part] for part in parts)
    sums.append((("", ""), [(f"r{r}", "") for r in range(height)]))
    sums.append((("", ""), [("", f"c{c}") for c in range(width)]))
    cells["", ""] = sum(map(sum, rows))
    return cells, sums


def can_differ(cells: dict[Cell, int], sums: Sums, out: frozenset[Cell]) -> set[Cell]:
    """The hidden cells that some other table of whole numbers, equal in all that is shown, has otherwise.

    A slow reference: tables are tried by moving amounts along closed paths of hidden cells.
    """
    moved: set[Cell] = set()
    order = sorted(out)
    for signs in product((-1, 0, 1), repeat=len(order)):
        step = dict(zip(order, signs, strict=True))
        if any(signs) and all(
            step.get(total, 0) == sum(step.get(part, 0) for part in parts) for total, parts in sums
        ):
            moved |= {cell for cell in order if step[cell]}
    return moved


def test_a_lone_small_cell_takes_another_with_it() -> None:
    cells = {"all": 30, "a": 3, "b": 7, "c": 20}
    assert hidden(cells, [("all", ["a", "b", "c"])]) == {"a", "b"}


def test_two_small_cells_that_make_up_a_small_one_take_a_third() -> None:
    cells = {"all": 32, "a": 1, "b": 1, "c": 10, "d": 20}
    assert hidden(cells, [("all", ["a", "b", "c", "d"])]) == {"a", "b", "c"}


def test_a_sum_is_hidden_where_nothing_else_can_be() -> None:
    assert hidden({"all": 3, "a": 3}, [("all", ["a"])]) == {"all", "a"}


def test_nought_and_what_is_large_enough_are_shown() -> None:
    assert hidden({"all": 12, "a": 0, "b": 12}, [("all", ["a", "b"])]) == frozenset()


@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=2))
def test_no_hidden_cell_can_be_worked_out(rows: list[list[int]]) -> None:
    cells, sums = table(rows)
    out = hidden(cells, sums)
    assert {cell for cell, count in cells.items() if 0 < count < LEAST} <= out
    if len(out) <= 9:
        assert can_differ(cells, sums, out) == out
