"""Charts of the trend: a lane of bars a label, over years or months, drawn by the server as SVG geometry.

Every lane has the same scale of time and a scale of its own height. A new version of a metric is set apart by
a line, and nothing joins what stands on its two sides. The table under a chart holds the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from farthing.records.selectors.trend import Series

WIDTH, LEFT, RIGHT, TOP, LANE, FOOT = 960, 190, 20, 10, 64, 24
TALL = 190  # the one lane of a series without labels
SAID = 18  # above a bar, for its number
MOST_LANES = 8
MOST_SAID = 14  # bars whose numbers are written; more of them have the table alone


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar; without `said` its number is in the table alone. A hidden cell has no height."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    said: str
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    y: float
    base: float
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    lanes: list[Lane]
    ticks: list[Mark]
    breaks: list[Mark]
    more: int
    height: float
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT


def chart(versions: Sequence[Series]) -> Chart:
    """The drawing of one metric, whose series in all versions are given, the earliest first."""
    periods = sorted({period for one in versions for period in one.rows})
    labels = list(dict.fromkeys(label for one in versions for label in one.labels if label))
    shown, height = (labels[:MOST_LANES], LANE) if labels else ([""], TALL)
    step = (WIDTH - LEFT - RIGHT) / len(periods)
    at = {period: LEFT + step * place for place, period in enumerate(periods)}
    lanes = [
        _lane(label, versions, at, step, TOP + height * place, height) for place, label in enumerate(shown)
    ]
    every = -(-len(periods) // MOST_SAID)
    ticks = [Mark(at[period] + step / 2, period) for period in periods[::every]]
    breaks = [Mark(at[min(one.rows)], f"version {one.metric.version}") for one in versions[1:]]
    bottom = TOP + height * len(lanes) + FOOT
    return Chart(lanes, ticks, breaks, max(0, len(labels) - MOST_LANES), bottom)


def _lane(
    label: str, versions: Sequence[Series], at: dict[str, float], step: float, top: float, height: float
) -> Lane:
    found = [(period, row[label]) for one in versions for period, row in one.rows.items() if label in row]
    most = max([value for _, value in found if value is not None], default=0) or 1
    base, room = top + height - 8, height - 8 - SAID
    width = max(2.0, step * 0.62)
    bars = []
    for period, value in found:
        tall = 0 if value is None else round(room * value / most, 1)
        said = "hidden" if value is None else f"{value:,}"
        middle = round(at[period] + step / 2, 1)
        bars.append(
            Bar(
                x=round(middle - width / 2, 1),
                y=round(base - tall, 1),
                width=round(width, 1),
                height=tall,
                middle=middle,
                said=said if len(at) <= MOST_SAID else "",
                title=f"{label or 'all'}, {period}: {said}",
            )
        )
    return Lane(label, top + height / 2, base, bars)
