"""Sightings on a time line: a lane a site, a dot a sighting, drawn by the server as plain SVG geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from farthing.records.models import Sighting, Site

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


def timeline(sightings: Sequence[Sighting]) -> Timeline | None:
    """The drawing for `sightings`, newest first; None where there are none."""
    if not sightings:
        return None
    by_site: dict[Site, list[datetime]] = {}
    for sighting in sightings:
        by_site.setdefault(sighting.site, []).append(sighting.seen_at.astimezone(UTC))
    first = min(moments[-1] for moments in by_site.values())
    last = max(moments[0] for moments in by_site.values())
    room = max((last - first) * 0.04, timedelta(days=15))
    scale = _Scale(first - room, last + room)
    lanes = [
        _lane(site, moments, place, scale)
        for place, (site, moments) in enumerate(list(by_site.items())[:LANES])
    ]
    height = TOP + LANE * len(lanes) + 8
    return Timeline(lanes, scale.ticks(), max(0, len(by_site) - LANES), height)


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


def _lane(site: Site, moments: list[datetime], place: int, scale: _Scale) -> Lane:
    dots = [Dot(scale.x(moment), f"{site.reference}, {moment:%Y-%m-%d}") for moment in moments]
    return Lane(site.reference, TOP + LANE * place + LANE / 2, dots[-1].x, dots[0].x, dots)
