"""The clock from notice to gone, counted by the hour."""

from __future__ import annotations

from datetime import timedelta
from statistics import median as reference

from hypothesis import given
from hypothesis import strategies as st

from farthing.records.clock import counted, median, whole_hours


def test_times_are_whole_hours_and_whole_days_beyond_thirty_days() -> None:
    assert whole_hours(timedelta(minutes=29)) == 0
    assert whole_hours(timedelta(minutes=31)) == 1
    assert whole_hours(timedelta(days=30)) == 720
    assert whole_hours(timedelta(days=40, hours=5)) == 960
    assert whole_hours(timedelta(minutes=-5)) == 0


@given(st.lists(st.integers(0, 720), max_size=50))
def test_the_median_of_the_counts_is_that_of_the_times(times: list[int]) -> None:
    hours: dict[str, int] = {}
    for hour in times:
        hours = counted(hours, timedelta(hours=hour))
    assert sum(hours.values()) == len(times)
    assert median(hours) == (reference(times) if times else 0)
