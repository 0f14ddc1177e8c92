"""How fast a series grows: the factor a year and the time it takes to double, each with an interval of 95 %.

Counts are taken for Poisson around a straight line on the logarithmic scale (a generalised linear model,
fitted by Newton's steps). Where they scatter more than that, the interval is widened by the scatter
(McCullagh and Nelder, Generalized Linear Models, 1989, chapters 4 and 6) and by Student's factor for so few
years.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Student's t for 95 %, two-sided, by degrees of freedom; behind the last, the normal distribution's.
_STUDENT = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160)
_NORMAL = 1.960
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Interval:
    """A value between its bounds; a bound is infinite where the data set none."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Growth:
    """From `first` to `last` year: times so much a year, and doubled within so many months.

    `doubling` is None where the series does not grow.
    """

    first: int
    last: int
    start: int
    end: int
    factor: Interval
    doubling: Interval | None


def fit(years: Sequence[int], counts: Sequence[int]) -> Growth | None:
    """The growth of `counts` over `years`; None for fewer than FEWEST years, or where a count is nought."""
    if len(years) < FEWEST or min(counts) <= 0:
        return None
    middle = sum(years) / len(years)
    at = [year - middle for year in years]
    level, slope = math.log(sum(counts) / len(counts)), 0.0
    for _ in range(50):
        expected = [math.exp(level + slope * x) for x in at]
        off = [count - want for count, want in zip(counts, expected, strict=True)]
        s0, s1 = sum(expected), sum(w * x for w, x in zip(expected, at, strict=True))
        s2 = sum(w * x * x for w, x in zip(expected, at, strict=True))
        g0, g1 = sum(off), sum(o * x for o, x in zip(off, at, strict=True))
        size = s0 * s2 - s1 * s1
        step = (s2 * g0 - s1 * g1) / size, (s0 * g1 - s1 * g0) / size
        level, slope = level + step[0], slope + step[1]
        if max(map(abs, step)) < 1e-12:
            break
    degrees = len(years) - 2
    scatter = sum(o * o / w for o, w in zip(off, expected, strict=True)) / degrees
    spread = _student(degrees) * math.sqrt(max(1.0, scatter) * s0 / size)
    low, high = slope - spread, slope + spread
    factor = Interval(math.exp(slope), math.exp(low), math.exp(high))
    return Growth(years[0], years[-1], counts[0], counts[-1], factor, _doubling(slope, low, high))


def longest_rise(years: Sequence[int], counts: Sequence[int | None]) -> tuple[int, int] | None:
    """First and last year of the longest stretch of following years in which the count rose each time."""
    best: tuple[int, int] | None = None
    start = 0
    for place in range(len(years)):
        if not place or not _rises(years, counts, place):
            start = place
        if place - start + 1 >= FEWEST and (best is None or years[place] - years[start] > best[1] - best[0]):
            best = years[start], years[place]
    return best


def _rises(years: Sequence[int], counts: Sequence[int | None], place: int) -> bool:
    before, now = counts[place - 1], counts[place]
    return before is not None and now is not None and now > before and years[place] == years[place - 1] + 1


def _doubling(slope: float, low: float, high: float) -> Interval | None:
    """Months until the count has doubled; without an upper bound where no growth is possible as well."""
    if slope <= 0:
        return None
    months = 12 * math.log(2)
    return Interval(months / slope, months / high, months / low if low > 0 else math.inf)


def _student(degrees: int) -> float:
    return _STUDENT[degrees - 1] if degrees <= len(_STUDENT) else _NORMAL
