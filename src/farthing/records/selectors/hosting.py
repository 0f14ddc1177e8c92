"""Hosting checks: where servers were, without any site's address."""

from __future__ import annotations

from django.db.models import QuerySet

from farthing.records.asking import closest
from farthing.records.models import HostingCheck, Member, Site
from farthing.records.permissions import Shelf
from farthing.records.selectors.scope import require_read
from farthing.records.words import Asking, HostingState

ORDERS = {"asked": "asked_at", "site": "site_id"}  # each with an index


def hosting_checks(
    viewer: Member, order: str = "asked", descending: bool = True, attribution: str = ""
) -> QuerySet[HostingCheck]:
    """All hosting checks, newest first unless said."""
    require_read(viewer, Shelf.OBSERVATIONS)
    found = HostingCheck.objects.select_related("site", "asked_by")
    if attribution:
        found = found.filter(attribution=attribution)
    return found.order_by(("-" if descending else "") + ORDERS.get(order, "asked_at"), "-pk")


def hosting_check(viewer: Member, number: int) -> HostingCheck:
    """One hosting check with its results. Raises HostingCheck.DoesNotExist."""
    return hosting_checks(viewer).prefetch_related("results").get(pk=number)


def checks_of(viewer: Member, site: Site) -> QuerySet[HostingCheck]:
    """A site's hosting checks, the newest first."""
    return hosting_checks(viewer).filter(site=site)


def latest_done(viewer: Member, site: Site) -> HostingCheck | None:
    """The newest concluded check of a site: where a notice goes."""
    return checks_of(viewer, site).filter(state=HostingState.DONE).first()


def asked_at_host(viewer: Member, site: Site) -> Asking:
    """Who may be asked about a site: the closest handling of all sites at its host."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return closest(bytes(site.host_index))
