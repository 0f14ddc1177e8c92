"""The time line: a lane a site, dots in the order of time, ticks that stay few."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from farthing.desk.timeline import LANES, LEFT, MOST_TICKS, RIGHT, WIDTH, timeline
from farthing.records.models import Sighting, Site

START = datetime(2020, 1, 1, tzinfo=UTC)


def seen(*sightings: tuple[int, int]) -> list[Sighting]:
    """Sightings, newest first, each as a site's number and a day."""
    sites = {number: Site(pk=number) for number, _ in sightings}
    return [
        Sighting(site=sites[number], seen_at=START + timedelta(days=day))
        for number, day in sorted(sightings, key=lambda one: -one[1])
    ]


def test_without_sightings_nothing_is_drawn() -> None:
    assert timeline([]) is None


def test_a_lane_is_a_site_and_a_dot_a_sighting_in_the_order_of_time() -> None:
    drawn = timeline(seen((1, 0), (1, 100), (2, 50)))
    assert drawn is not None
    assert [lane.label for lane in drawn.lanes] == ["S-000001", "S-000002"]
    first, second = drawn.lanes
    assert first.start < second.start == second.end < first.end
    assert first.dots[0].said == "S-000001, 2020-04-10"


@pytest.mark.parametrize("days", [0, 1, 40, 400, 3000, 40_000])
def test_everything_lies_within_the_drawing_and_ticks_stay_few(days: int) -> None:
    drawn = timeline(seen((1, 0), (2, days)))
    assert drawn is not None
    places = [dot.x for lane in drawn.lanes for dot in lane.dots] + [tick.x for tick in drawn.ticks]
    assert all(LEFT <= x <= WIDTH - RIGHT for x in places)
    assert len(drawn.ticks) <= MOST_TICKS + 1
    assert all(lane.y < drawn.height for lane in drawn.lanes)


def test_more_sites_than_lanes_are_counted() -> None:
    drawn = timeline(seen(*((number, number) for number in range(1, LANES + 6))))
    assert drawn is not None
    assert (len(drawn.lanes), drawn.more) == (LANES, 5)
