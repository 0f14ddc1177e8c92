"""Addresses and other payees: the list, and one with its sightings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from farthing import coins
from farthing.desk.access import allow
from farthing.desk.tables import Column, Order, listing
from farthing.desk.timeline import timeline
from farthing.desk.viewer import viewer_of
from farthing.records.permissions import MAY_READ, Shelf
from farthing.records.selectors import indicators as selector

READERS = MAY_READ[Shelf.OBSERVATIONS]
NETWORKS = {network: chain.name for network, chain in coins.CHAINS.items()}
COLUMNS = (
    Column("Reference"),
    Column("Network"),
    Column("Address or payee"),
    Column("Check"),
    Column("Sightings", number=True),
    Column("First seen", "first"),
    Column("Last seen", "last"),
)
MOST_SHOWN = 200


@allow(READERS)
def indicators(request: HttpRequest) -> HttpResponse:
    order = Order(request, COLUMNS, "last")
    network = order.box("network", "Network", NETWORKS)
    found = selector.indicators(viewer_of(request), order.key, order.descending, network=network.value)
    return render(request, "desk/indicators.html", {"listing": listing(found, order, network)})


@allow(READERS)
def indicator(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    one = selector.indicator(viewer, number)
    sightings = list(selector.sightings(viewer, one)[:1000])
    context = {
        "indicator": one,
        "network": coins.CHAINS.get(one.network),
        "timeline": timeline(sightings),
        "sightings": sightings[:MOST_SHOWN],
        "count": selector.sightings(viewer, one).count(),
        "offers": selector.offers_of(viewer, one),
        "sites": selector.sites_of(viewer, one)[:MOST_SHOWN],
        "elsewhere": selector.same_string_elsewhere(viewer, one),
    }
    return render(request, "desk/indicator.html", context)
