"""Sites and brands, without their addresses."""

from __future__ import annotations

from django.db.models import QuerySet

from farthing.records.models import Brand, Member, Observation, Site
from farthing.records.permissions import Shelf
from farthing.records.selectors.counts import of_each
from farthing.records.selectors.scope import require_read

ORDERS = {"last": "last_seen", "first": "first_seen"}  # each with an index
BRAND_ORDERS = {"name": "name", "sites": "site_count", "named": "named_at"}
MOST_NAMES = 1000


def sites(viewer: Member, order: str = "last", descending: bool = True, kind: str = "") -> QuerySet[Site]:
    """All sites with their count of observations."""
    require_read(viewer, Shelf.OBSERVATIONS)
    found = Site.objects.select_related("brand").annotate(observation_count=of_each(Observation, "site"))
    if kind:
        found = found.filter(kind=kind)
    return found.order_by(("-" if descending else "") + ORDERS.get(order, "last_seen"), "-pk")


def site(viewer: Member, number: int) -> Site:
    """One site with its observations. Raises Site.DoesNotExist."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return Site.objects.select_related("brand", "recorded_by").get(pk=number)


def brands(viewer: Member, order: str = "name", descending: bool = False) -> QuerySet[Brand]:
    """All brands with their count of sites."""
    require_read(viewer, Shelf.OBSERVATIONS)
    found = Brand.objects.annotate(site_count=of_each(Site, "brand"))
    return found.order_by(("-" if descending else "") + BRAND_ORDERS.get(order, "name"), "pk")


def brand_names(viewer: Member) -> list[str]:
    """The names that a form offers, at most MOST_NAMES."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return list(Brand.objects.order_by("name_key").values_list("name", flat=True)[:MOST_NAMES])


def brand(viewer: Member, number: int) -> Brand:
    """One brand. Raises Brand.DoesNotExist."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return Brand.objects.select_related("named_by").get(pk=number)
