"""Watches and their rechecks, without any site's address."""

from __future__ import annotations

from django.db.models import QuerySet

from farthing.records.models import Member, Watch
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read

ORDERS = {"started": "started_at", "site": "site_id", "next": "next_at"}  # each with an index


def watches(
    viewer: Member, order: str = "started", descending: bool = True, state: str = ""
) -> QuerySet[Watch]:
    """All watches, the newest first unless said."""
    require_read(viewer, Shelf.OBSERVATIONS)
    found = Watch.objects.select_related("site", "started_by")
    if state:
        found = found.filter(state=state)
    return found.order_by(("-" if descending else "") + ORDERS.get(order, "started_at"), "-pk")


def watch(viewer: Member, number: int) -> Watch:
    """One watch. Raises Watch.DoesNotExist."""
    return watches(viewer).get(pk=number)
