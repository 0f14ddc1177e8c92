"""The desk's first page in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from farthing.records.models import Brand, Indicator, Member, Observation, Site
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read


@dataclass(frozen=True, slots=True)
class Figures:
    sites: int
    observations: int
    indicators: int
    brands: int
    observed_this_month: int


def figures(viewer: Member, now: datetime) -> Figures:
    """How much the house holds, and what the last thirty days brought."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return Figures(
        sites=Site.objects.count(),
        observations=Observation.objects.count(),
        indicators=Indicator.objects.count(),
        brands=Brand.objects.count(),
        observed_this_month=Observation.objects.filter(observed_at__gt=now - timedelta(days=30)).count(),
    )
