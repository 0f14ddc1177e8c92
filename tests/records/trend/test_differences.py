"""An attack on the trend: every publication is kept, all sums of all of them are solved together in whole
numbers, and whoever does so knows which cells have not changed. No hidden cell has one solution alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from farthing.records.trend.metrics import Metric, defined
from farthing.records.trend.publication import Cell, publishable, with_sums
from farthing.records.trend.publication import Shown as Earlier
from farthing.records.trend.suppression import LEAST

METRIC = replace(defined().each[0], name="things", adds_up=True)
APART = replace(METRIC, adds_up=False)
LABELS = ("a", "b", "c")
Counts = dict[Cell, int]
Shown = dict[Cell, int | None]
Equation = tuple[dict[tuple[Cell, int], int], int]  # each unknown with its sign, and what they come to
MOST = 14


def published(counts: Counts, before: Sequence[Shown], marks: list[Counts], metric: Metric = METRIC) -> Shown:
    """One publication; its hidden cells' values go to `marks`."""
    earlier = [
        Earlier({"things": {cell: n for cell, n in one.items() if n is not None}}, {"things": its})
        for one, its in zip(before, marks, strict=True)
    ]
    found = list(publishable([metric], {"things": counts}, earlier))
    marks.append({cell: n for _, cell, n, hide in found if hide})
    return {cell: None if hide else n for _, cell, n, hide in found}


def publish(history: Sequence[Counts], guarded: bool = True, metric: Metric = METRIC) -> list[Shown]:
    """What each publication of a history shows; one without a guard looks at itself alone."""
    shown: list[Shown] = []
    marks: list[Counts] = []
    for counts in history:
        shown.append(published(counts, shown if guarded else [], marks if guarded else [], metric))
    return shown


def year(months: Mapping[tuple[int, str], int]) -> Counts:
    """Counts of months, and of the year that they add up to."""
    counts: Counts = {}
    for (month, label), n in months.items():
        for period in (f"2020-{month:02d}", "2020"):
            counts[period, label] = counts.get((period, label), 0) + n
    return {cell: n for cell, n in counts.items() if n}


def equations(history: Sequence[Counts], shown: Sequence[Shown]) -> Iterator[Equation]:
    """Every sum of every publication, over what is nowhere shown. An unknown is a cell at one value: the same
    in all publications in which it has not changed."""
    full = [with_sums(METRIC, counts) for counts in history]
    told = {
        (cell, n) for one, cells in zip(shown, full, strict=True) for cell, n in cells.items() if one[cell]
    }
    for cells in full:
        periods, labels = {period for period, _ in cells}, {label for _, label in cells} - {""}
        for period in sorted(periods):
            yield _equation((period, ""), [(period, label) for label in labels], cells, told)
        for label in sorted({*labels, ""}):
            yield _equation(("2020", label), [(month, label) for month in periods - {"2020"}], cells, told)


def _equation(
    total: Cell, parts: Sequence[Cell], cells: Mapping[Cell, int], told: set[tuple[Cell, int]]
) -> Equation:
    signed = [(total, -1), *((part, 1) for part in parts)]
    unknown = {(c, cells[c]): sign for c, sign in signed if cells.get(c) and (c, cells[c]) not in told}
    return unknown, sum(sign * n for (_, n), sign in unknown.items())


def solutions(system: Sequence[Equation], place: tuple[Cell, int]) -> set[int]:
    """The values that `place` takes in solutions of the system, two at most: whole numbers above nought."""
    room = {one: (1, max(MOST, one[1] + 2)) for signs, _ in system for one in signs}
    found: set[int] = set()
    for value in sorted(range(1, MOST), key=lambda n: abs(n - place[1])):
        if len(found) < 2 and solvable(system, {**room, place: (value, value)}):
            found.add(value)
    return found


def solvable(system: Sequence[Equation], room: dict[tuple[Cell, int], tuple[int, int]]) -> bool:
    """Whether whole numbers within their bounds fulfil every equation: bounds are narrowed, then tried."""
    narrowed = True
    while narrowed:
        narrowed = False
        for signs, right in system:
            ends = {one: sorted(sign * end for end in room[one]) for one, sign in signs.items()}
            low, high = sum(end[0] for end in ends.values()), sum(end[1] for end in ends.values())
            if not low <= right <= high:
                return False
            for one, sign in signs.items():
                least, most = right - high + ends[one][1], right - low + ends[one][0]
                if sign < 0:
                    least, most = -most, -least
                bounds = max(room[one][0], least), min(room[one][1], most)
                if bounds != room[one]:
                    room, narrowed = {**room, one: bounds}, True
                if bounds[0] > bounds[1]:
                    return False
                ends[one] = sorted(sign * end for end in bounds)
                low, high = sum(end[0] for end in ends.values()), sum(end[1] for end in ends.values())
    free = [one for one, (low, high) in room.items() if low < high]
    if not free:
        return True
    one = min(free, key=lambda one: room[one][1] - room[one][0])
    near = sorted(range(room[one][0], room[one][1] + 1), key=lambda n: abs(n - one[1]))
    return any(solvable(system, {**room, one: (n, n)}) for n in near)


def worked_out(history: Sequence[Counts], shown: Sequence[Shown]) -> list[Cell]:
    """The small cells of the last publication that the attack finds."""
    system = list(equations(history, shown))
    last = with_sums(METRIC, history[-1])
    small = [cell for cell, n in last.items() if 0 < n < LEAST]
    assert all(shown[-1][cell] is None for cell in small)
    return [cell for cell in small if len(solutions(system, (cell, last[cell]))) == 1]


GROWING = (
    year({(1, "a"): 3, (2, "a"): 8, (3, "a"): 9}),
    year({(1, "a"): 3, (2, "a"): 12, (3, "a"): 9}),
)


def test_the_attack_finds_a_cell_where_each_publication_looks_at_itself_alone() -> None:
    assert worked_out(GROWING, publish(GROWING, guarded=False))
    assert not worked_out(GROWING, publish(GROWING))


def test_a_cell_that_appears_is_not_the_difference_of_two_totals() -> None:
    late = (year({(1, "a"): 9, (2, "a"): 8}), year({(1, "a"): 9, (2, "a"): 8, (2, "b"): 2}))
    assert not worked_out(late, publish(late))


def test_five_hidden_cells_that_come_to_five_are_not_each_one() -> None:
    ones = [year({(month, "a"): 1 if month < 6 else 9 for month in range(1, 8)})]
    assert not worked_out(ones, publish(ones))


def test_the_sum_of_a_year_is_shown_where_its_months_were_hidden_in_time() -> None:
    """A year's sum comes later than its months; what is hidden of them then must do for it."""
    months = {(1, "a"): 9, (2, "a"): 3, (3, "a"): 8, (4, "a"): 12}
    shown: list[Shown] = []
    marks: list[Counts] = []
    for last in (2, 3, 4):
        counts = year({key: n for key, n in months.items() if key[0] <= last})
        found = published(counts, shown, marks)
        shown.append({cell: n for cell, n in found.items() if last == 4 or cell[0] != "2020"})
        marks[-1] = {cell: n for cell, n in marks[-1].items() if last == 4 or cell[0] != "2020"}
    assert shown[-1]["2020", ""] == 32
    assert [one["2020-02", ""] for one in shown] == [None] * 3
    known = {n for one in shown for n in (one["2020-01", ""], one.get(("2020-03", ""))) if n}
    assert len(known) == 1  # the other was hidden each time


counts = st.integers(0, 8)
months = st.lists(counts, min_size=6, max_size=6)
late = st.lists(st.sampled_from((0, 0, 0, 1, 3)), min_size=6, max_size=6)


@settings(max_examples=40, deadline=None)
@given(months, st.lists(late, min_size=1, max_size=2))
def test_no_history_gives_a_hidden_cell_away(first: list[int], later: list[list[int]]) -> None:
    places = list(product((1, 2), LABELS))
    history, now = [year(dict(zip(places, first, strict=True)))], first
    for more in later:
        now = [n + m for n, m in zip(now, more, strict=True)]
        history.append(year(dict(zip(places, now, strict=True))))
    assert not worked_out(history, publish(history))


def test_a_cell_that_does_not_change_stays_as_it_was_shown() -> None:
    shown = publish([GROWING[0]] * 3, metric=APART)
    assert shown[0] == shown[1] == shown[2]
