"""Sightings on a time line: a lane a site (or an address), a dot a sighting, drawn by the server as plain SVG
geometry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from farthing.records.models import Indicator, Sighting, Site

LANES = 12
WIDTH, LANE, LEFT, RIGHT, TOP = 1000, 24, 96, 24, 26
MOST_TICKS = 10


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    said: str


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    y: float
    start: float
    end: float
    dots: list[Dot]


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes from the latest site down, and ticks at the turns of years, quarters or months."""

    lanes: list[Lane]
    ticks: list[Tick]
    more: int
    height: int
    width: int = WIDTH
    label_x: int = LEFT - 12


def site_of(sighting: Sighting) -> Site:
    return sighting.site


def indicator_of(sighting: Sighting) -> Indicator:
    return sighting.indicator


def timeline(
    sightings: Sequence[Sighting], lane_of: Callable[[Sighting], Site | Indicator] = site_of
) -> Timeline | None:
    """The drawing for `sightings`, newest first, a lane for each record that `lane_of` names; None where
    there are none."""
    if not sightings:
        return None
    by_lane: dict[Site | Indicator, list[datetime]] = {}
    for sighting in sightings:
        by_lane.setdefault(lane_of(sighting), []).append(sighting.seen_at.astimezone(UTC))
    first = min(moments[-1] for moments in by_lane.values())
    last = max(moments[0] for moments in by_lane.values())
    room = max((last - first) * 0.04, timedelta(days=15))
    scale = _Scale(first - room, last + room)
    lanes = [
        _lane(record, moments, place, scale)
        for place, (record, moments) in enumerate(list(by_lane.items())[:LANES])
    ]
    height = TOP + LANE * len(lanes) + 8
    return Timeline(lanes, scale.ticks(), max(0, len(by_lane) - LANES), height)


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime
    end: datetime

    def x(self, moment: datetime) -> float:
        return round(LEFT + (moment - self.start) / (self.end - self.start) * (WIDTH - LEFT - RIGHT), 1)

    def ticks(self) -> list[Tick]:
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        step = next(step for step in (1, 3, 6, 12, 24, 60, 120, 1200) if months / step <= MOST_TICKS)
        turns = range(
            (self.start.year * 12 + self.start.month - 1) // step * step, self.end.year * 12 + 12, step
        )
        moments = [datetime(turn // 12, turn % 12 + 1, 1, tzinfo=UTC) for turn in turns]
        return [
            Tick(self.x(moment), f"{moment:%Y}" if moment.month == 1 and step >= 12 else f"{moment:%Y-%m}")
            for moment in moments
            if self.start <= moment <= self.end
        ]


def _lane(record: Site | Indicator, moments: list[datetime], place: int, scale: _Scale) -> Lane:
    dots = [Dot(scale.x(moment), f"{record.reference}, {moment:%Y-%m-%d}") for moment in moments]
    return Lane(record.reference, TOP + LANE * place + LANE / 2, dots[-1].x, dots[0].x, dots)
