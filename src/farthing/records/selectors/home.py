"""The desk's first page in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from farthing.records.models import Brand, Indicator, Member, Observation, Site
from farthing.records.permissions import Shelf
from farthing.records.selectors.counts import up_to
from farthing.records.selectors.scope import require_read

MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class Figures:
    """Each is counted up to MOST_COUNTED, which then means that or more."""

    sites: int
    observations: int
    indicators: int
    brands: int
    observed_this_month: int


def figures(viewer: Member, now: datetime) -> Figures:
    """How much the house holds, and what the last thirty days brought."""
    require_read(viewer, Shelf.OBSERVATIONS)
    month_ago = now - timedelta(days=30)
    return Figures(
        sites=up_to(MOST_COUNTED, Site.objects.all()),
        observations=up_to(MOST_COUNTED, Observation.objects.all()),
        indicators=up_to(MOST_COUNTED, Indicator.objects.all()),
        brands=up_to(MOST_COUNTED, Brand.objects.all()),
        observed_this_month=up_to(MOST_COUNTED, Observation.objects.filter(observed_at__gt=month_ago)),
    )
