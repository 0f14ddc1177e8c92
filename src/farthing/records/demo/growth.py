"""How many sites the demonstration holds and when they were first seen.

The years 2018 to 2021 follow the growth that hotlines published for commercial sites that take cryptocurrency
(81, 221, 468, 1,014 new ones a year); the rest is spread from 2022 to the day of loading.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

SITES = 3000
OBSERVATIONS = 5000
BRANDS = 120
FIRST_SEEN = {2018: 81, 2019: 221, 2020: 468, 2021: 1014}

_LONGEST_WATCH = timedelta(days=900)  # after that nobody went back to a site
_SOONEST_RETURN = timedelta(days=2)


def first_visits(count: int, now: datetime, random: Random) -> list[datetime]:
    """The first visits of `count` sites, earliest first; none lies after `now`."""
    visits = [
        _within(_year(year), _year(year + 1), random) for year, n in FIRST_SEEN.items() for _ in range(n)
    ]
    later = count - len(visits)
    visits += [_within(_year(2022), now - timedelta(days=1), random) for _ in range(later)]
    return sorted(visits)


def returns(firsts: list[datetime], count: int, now: datetime, random: Random) -> list[tuple[int, datetime]]:
    """`count` further visits: the number of the site in `firsts`, and when. The longer ago, the rarer."""
    found: list[tuple[int, datetime]] = []
    latest = now - timedelta(hours=3)
    while len(found) < count:
        site = random.randrange(len(firsts))
        start = firsts[site] + _SOONEST_RETURN
        end = min(latest, firsts[site] + _LONGEST_WATCH)
        at = start + (end - start) * random.random()
        if start < end and random.random() < 0.25 + 0.75 * _recency(at, now):
            found.append((site, at.replace(microsecond=0)))
    return found


def _within(start: datetime, end: datetime, random: Random) -> datetime:
    return (start + (end - start) * random.random()).replace(microsecond=0)


def _year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


def _recency(at: datetime, now: datetime) -> float:
    """From 0 in 2018 to 1 now."""
    return (at - _year(2018)) / (now - _year(2018))
