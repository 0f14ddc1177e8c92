"""Brands in depth: proposals with their evidence, and a brand's links, addresses, hosts and prices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Max, Min, QuerySet

from farthing.records.models import (
    Brand,
    BrandProposal,
    HostingCheck,
    Indicator,
    Member,
    Offer,
    ProposalLink,
    Sighting,
    Site,
)
from farthing.records.permissions import Shelf
from farthing.records.selectors.counts import of_each
from farthing.records.selectors.scope import require_read
from farthing.records.selectors.traits import Named, Trait, named, posting_lists, weight
from farthing.records.words import Attribution, HostingState, ProposalState, TraitKind

MOST_SITES = 300
MOST_LINKS = 60
MOST_HOSTS = 50
MOST_PRICES = 200
ORDERS = {"strength": "strength", "sites": "site_count", "proposed": "proposed_at"}


@dataclass(frozen=True, slots=True)
class Link:
    """A trait that several of a brand's sites have, as a page says it."""

    kind: TraitKind
    said: Named
    sites: list[Site]
    weight: float


@dataclass(frozen=True, slots=True)
class Rotation:
    """An address on a brand's pages: from when to when, how often, and on how many sites."""

    indicator: Indicator
    first: datetime
    last: datetime
    times: int
    sites: int


@dataclass(frozen=True, slots=True)
class HostedAt:
    """A host of a brand's sites, or why none can be named: how many sites, from when to when."""

    attribution: Attribution
    country: str
    asn: int | None
    organisation: str
    front: str
    sites: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class PriceSeen:
    """What an offer cost at a visit, and what it had cost on the same site before."""

    at: datetime
    site: Site
    tier: str
    period: str
    amount: Decimal
    currency: str
    before: Decimal | None

    @property
    def difference(self) -> str:
        if not self.before or self.before == self.amount:
            return ""
        return f"{100 * (self.amount - self.before) / self.before:+.1f} %"


def proposals(
    viewer: Member, order: str = "strength", descending: bool = True, state: str = ""
) -> QuerySet[BrandProposal]:
    """Proposals with their number of sites, those that wait unless said, the strongest first."""
    require_read(viewer, Shelf.OBSERVATIONS)
    found = BrandProposal.objects.select_related("brand").annotate(
        site_count=of_each(BrandProposal.sites.through, "brandproposal")
    )
    column = ORDERS.get(order, "strength")
    return found.filter(state=state or ProposalState.OPEN).order_by(
        ("-" if descending else "") + column, "pk"
    )


def proposal(viewer: Member, number: int) -> BrandProposal:
    """One proposal. Raises BrandProposal.DoesNotExist."""
    require_read(viewer, Shelf.OBSERVATIONS)
    return BrandProposal.objects.select_related("brand", "decided_by").get(pk=number)


def evidence(viewer: Member, proposal: BrandProposal) -> list[tuple[ProposalLink, Named]]:
    """What joins a proposal's sites, the heaviest first, each as a page says it."""
    require_read(viewer, Shelf.OBSERVATIONS)
    links = list(proposal.links.order_by("-weight", "-sites_here", "pk"))
    said = named([Trait(TraitKind(link.kind), link.key) for link in links])
    return [(link, said[Trait(TraitKind(link.kind), link.key)]) for link in links]


def proposed_sites(viewer: Member, proposal: BrandProposal) -> QuerySet[Site]:
    require_read(viewer, Shelf.OBSERVATIONS)
    return proposal.sites.select_related("brand").order_by("pk")


def links(viewer: Member, brand: Brand) -> list[Link]:
    """What two or more of a brand's sites share, the heaviest first; of a large brand, its latest sites."""
    require_read(viewer, Shelf.OBSERVATIONS)
    sites = {site.pk: site for site in brand.sites.order_by("-last_seen", "-pk")[:MOST_SITES]}
    shared = {trait: found for trait, found in posting_lists(list(sites)).items() if len(found) > 1}
    heaviest = sorted(shared, key=lambda one: (-weight(one.kind, 2), -len(shared[one]), one.key))[:MOST_LINKS]
    said = named(heaviest)
    return [
        Link(
            one.kind,
            said[one],
            [sites[site] for site in sorted(shared[one])],
            weight(one.kind, len(shared[one])),
        )
        for one in heaviest
    ]


def sightings(viewer: Member, brand: Brand) -> QuerySet[Sighting]:
    """Which addresses its pages showed, newest first."""
    require_read(viewer, Shelf.OBSERVATIONS)
    found = Sighting.objects.filter(site__brand=brand).select_related("indicator", "site")
    return found.order_by("-seen_at", "-pk")


def hosts(viewer: Member, brand: Brand) -> list[HostedAt]:
    """Where hosting checks found its sites, the latest first."""
    require_read(viewer, Shelf.OBSERVATIONS)
    checks = HostingCheck.objects.filter(site__brand=brand, state=HostingState.DONE)
    found = checks.values_list("attribution", "country", "asn", "organisation", "front").annotate(
        sites=Count("site", distinct=True), first=Min("done_at"), last=Max("done_at")
    )
    return [HostedAt(Attribution(what), *rest) for what, *rest in found.order_by("-last", "asn")[:MOST_HOSTS]]


def prices(viewer: Member, brand: Brand) -> list[PriceSeen]:
    """What its offers cost, newest first, each with what the same offer of the same site cost before."""
    require_read(viewer, Shelf.OBSERVATIONS)
    found = (
        Offer.objects.filter(observation__site__brand=brand)
        .select_related("observation", "observation__site")
        .order_by("-observation__observed_at", "observation_id", "position")[: MOST_PRICES * 5]
    )
    return list(_with_before(list(found)))[::-1][:MOST_PRICES]


def _with_before(newest_first: list[Offer]) -> Iterator[PriceSeen]:
    """Oldest first; an offer that costs what it cost is passed over, so that changes stand out."""
    last: dict[tuple[int, str, str, str], Decimal] = {}
    for offer in reversed(newest_first):
        site = offer.observation.site
        key = site.pk, offer.tier, offer.period, offer.currency
        before = last.get(key)
        last[key] = offer.amount
        if before != offer.amount:
            at, amount = offer.observation.observed_at, offer.amount
            yield PriceSeen(at, site, offer.tier, offer.period, amount, offer.currency, before)


def rotations(sightings: Sequence[Sighting]) -> list[Rotation]:
    """Which address stood on a brand's pages from when to when, the latest first."""
    seen: dict[Indicator, list[Sighting]] = {}
    for sighting in sightings:
        seen.setdefault(sighting.indicator, []).append(sighting)
    return [
        Rotation(indicator, own[-1].seen_at, own[0].seen_at, len(own), len({one.site_id for one in own}))
        for indicator, own in seen.items()
    ]
