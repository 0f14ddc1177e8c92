"""Recorded addresses that another could be mistaken for: those that begin and end alike."""

from __future__ import annotations

from farthing import coins
from farthing.records.models import Indicator, Member
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read

MOST = 5
_END = 4  # characters, as `coins.lookalike` compares


def lookalikes(viewer: Member, address: str) -> list[Indicator]:
    """Indicators whose address shows the same ends as `address` and is another; the last seen first."""
    require_read(viewer, Shelf.OBSERVATIONS)
    ends_alike = Indicator.objects.filter(address__iendswith=address[-_END:]).order_by("-last_seen", "-pk")
    alike = (one for one in ends_alike[:500] if coins.lookalike(address, one.address))
    return [one for one, _ in zip(alike, range(MOST), strict=False)]
