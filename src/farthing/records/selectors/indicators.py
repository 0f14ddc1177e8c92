"""Indicators: an address's page, and the list of all."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet

from farthing import coins
from farthing.records.models import Indicator, Member, Offer, Sighting, Site
from farthing.records.permissions import Shelf
from farthing.records.selectors.counts import of_each
from farthing.records.selectors.scope import require_read
from farthing.records.services.identity import account_hash

ORDERS = {"last": "last_seen", "first": "first_seen"}  # each with an index
MOST_OFFERS = 50


@dataclass(frozen=True, slots=True)
class OfferSeen:
    """An offer that stood on a page with the address: how often, and when last."""

    amount: Decimal
    currency: str
    period: str
    tier: str
    times: int


def indicators(
    viewer: Member, order: str = "last", descending: bool = True, network: str = ""
) -> QuerySet[Indicator]:
    """All indicators with their count of sightings."""
    require_read(viewer, Shelf.OBSERVATIONS)
    found = Indicator.objects.annotate(sighting_count=of_each(Sighting, "indicator"))
    if network:
        found = found.filter(network=network)
    return found.order_by(("-" if descending else "") + ORDERS.get(order, "last_seen"), "-pk")


def indicator(viewer: Member, number: int) -> Indicator:
    """One indicator. Raises Indicator.DoesNotExist."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return Indicator.objects.get(pk=number)


def sightings(viewer: Member, indicator: Indicator) -> QuerySet[Sighting]:
    """Its sightings, newest first, those under another memo of the same account included."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return (
        Sighting.objects.filter(indicator__account_hash=indicator.account_hash)
        .select_related("site", "site__brand", "observation", "option", "indicator")
        .order_by("-seen_at", "-pk")
    )


def same_string_elsewhere(viewer: Member, indicator: Indicator) -> QuerySet[Indicator]:
    """Indicators of the same written address on other networks, or of the same account with another memo:
    found by the account's key on each network on which the address is one."""
    require_read(viewer, Shelf.OBSERVATIONS)
    if not indicator.address:
        return Indicator.objects.none()
    keys = [key for address in coins.loosen(indicator.address) for key in coins.account_keys(address)]
    hashes = {indicator.account_hash, *(account_hash(network, account) for network, account, _ in keys)}
    alike = Indicator.objects.filter(account_hash__in=hashes)
    return alike.exclude(pk=indicator.pk).order_by("network", "memo")


def sites_of(viewer: Member, indicator: Indicator) -> QuerySet[Site]:
    """The sites on which it was seen, the last seen first."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return (
        Site.objects.filter(sightings__indicator__account_hash=indicator.account_hash)
        .select_related("brand")
        .distinct()
        .order_by("-last_seen", "-pk")
    )


def offers_of(viewer: Member, indicator: Indicator) -> list[OfferSeen]:
    """The offers that stood on pages with this account, the most frequent first."""
    require_read(viewer, Shelf.OBSERVATIONS)
    counted = (
        Offer.objects.filter(observation__sightings__indicator__account_hash=indicator.account_hash)
        .values("amount", "currency", "period", "tier")
        .annotate(times=Count("observation", distinct=True))
        .order_by("-times", "currency", "amount")[:MOST_OFFERS]
    )
    return [OfferSeen(**row) for row in counted]
