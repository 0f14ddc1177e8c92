"""The clock from notice to gone: hours counted, their median, and when something is overdue. Pure.

A count by hour instead of every single time keeps the median exact to the hour however much was measured,
and small: up to thirty days by the hour, beyond that by the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

OVERDUE_AFTER = timedelta(hours=24)  # a reminder is due then, too
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_BY_THE_HOUR = timedelta(days=30)


def whole_hours(took: timedelta) -> int:
    """A time as it is counted; what was gone before anybody was told took none."""
    if took <= _BY_THE_HOUR:
        return max(0, round(took / _HOUR))
    return round(took / _DAY) * 24


def counted(hours: Mapping[str, int], took: timedelta) -> dict[str, int]:
    """The counts (how often by hours, the latter as text, as JSON has it) with one more."""
    hour = str(whole_hours(took))
    return {**hours, hour: hours.get(hour, 0) + 1}


def median(hours: Mapping[str, int]) -> float:
    """The median of what was counted; 0 where nothing was."""
    times = sorted((int(hour), count) for hour, count in hours.items())
    total = sum(count for _, count in times)
    return (_at(times, (total - 1) // 2) + _at(times, total // 2)) / 2 if total else 0.0


def _at(times: list[tuple[int, int]], place: int) -> int:
    """The time at a place of the sorted row that the counts stand for."""
    for hour, count in times:
        if place < count:
            return hour
        place -= count
    raise ValueError("The place lies beyond what was counted.")
