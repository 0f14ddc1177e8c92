"""What of counts may be published: every cell and every sum, less what `suppression` hides.

Metrics that count the same things in other ways are judged together, since together they come to the same. So
are a year and its months, and as if every year were over: what is hidden of the months must still be so when
their sum is shown.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from farthing.records.trend.metrics import Metric
from farthing.records.trend.suppression import LEAST, Earlier, Mark, hidden

Cell = tuple[str, str]  # period and label
Place = tuple[
    str, str, str
]  # the same, with the metric's name before it; none before what is of all together
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Shown:
    """What an earlier publication showed, and the marks of what it hid, by the metric's name."""

    values: Mapping[str, Mapping[Cell, int]]
    marks: Mapping[str, Mapping[Cell, Hashable]]


def publishable(
    metrics: Sequence[Metric],
    counts: Mapping[str, Mapping[Cell, int]],
    earlier: Sequence[Shown] = (),
    mark: Mark[Place] = lambda place, value: value,
) -> Iterator[tuple[Metric, Cell, int, bool]]:
    """Every cell of `metrics`, which count the same things, and the sums over their labels, by the metric's
    name; and whether it is to be hidden."""
    by_name = {metric.name: metric for metric in metrics}
    full = {name: with_sums(by_name[name], cells) for name, cells in counts.items()}
    now = _by_year(full)
    before = [(_by_year(one.values), _by_year(one.marks)) for one in earlier]
    for year, places in sorted(now.items()):
        told = [_earlier(by_name, year, one.get(year, {}), marks.get(year, {})) for one, marks in before]
        out = hidden(places, list(_sums(by_name, year, places)), told, mark)
        for name, cells in full.items():
            for cell in sorted(one for one in cells if one[0].startswith(year)):
                yield by_name[name], cell, cells[cell], place_of(name, cell) in out


def place_of(name: str, cell: Cell) -> Place:
    """Where a metric's cell stands among those of metrics that count the same things."""
    return name if cell[1] else "", *cell


def middles(numbers: Mapping[Cell, Sequence[float]]) -> Iterator[tuple[Cell, int, bool]]:
    """The median of each cell's numbers, rounded; and whether it is to be hidden, being of too few."""
    for cell, found in sorted(numbers.items()):
        yield cell, round(median(found)), len(found) < LEAST


def with_sums(metric: Metric, counts: Mapping[Cell, int]) -> dict[Cell, int]:
    """The cells of a metric, and for each period the sum over its labels."""
    cells: dict[Cell, int] = {}
    for (period, label), n in counts.items():
        if (metric.monthly or len(period) == 4) and metric.counts(int(period[:4])):
            cells[period, label] = cells.get((period, label), 0) + n
            if label:
                cells[period, ""] = cells.get((period, ""), 0) + n
    return cells


def _by_year(cells: Mapping[str, Mapping[Cell, V]]) -> dict[str, dict[Place, V]]:
    found: dict[str, dict[Place, V]] = {}
    for name, own in cells.items():
        for cell, value in own.items():
            found.setdefault(cell[0][:4], {})[place_of(name, cell)] = value
    return found


def _earlier(
    metrics: Mapping[str, Metric], year: str, values: Mapping[Place, int], marks: Mapping[Place, Hashable]
) -> Earlier[Place]:
    return Earlier(values, marks, list(_sums(metrics, year, {*values, *marks})))


def _sums(
    metrics: Mapping[str, Metric], year: str, places: Iterable[Place]
) -> Iterator[tuple[Place, list[Place]]]:
    """Which places add up to which: labels to all together, and months to their year where they do; a label
    that only one month has is the same in its year."""
    of_period: dict[tuple[str, str], list[Place]] = {}
    months: dict[tuple[str, str], list[Place]] = {}
    years: dict[tuple[str, str], Place] = {}
    for place in places:
        name, period, label = place
        if label:
            of_period.setdefault((name, period), []).append(place)
        if period == year:
            years[name, label] = place
        else:
            months.setdefault((name, label), []).append(place)
    for (_, period), parts in of_period.items():
        yield ("", period, ""), parts
    for (name, label), whole in years.items():
        parts = months.get((name, label), [])
        adds = all(one.adds(label) for one in metrics.values() if name in ("", one.name))
        if parts and (adds or len(parts) == 1):
            yield whole, parts
