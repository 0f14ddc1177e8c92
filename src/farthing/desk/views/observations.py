"""Observations: the list, and one with all that is known of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from farthing import coins
from farthing.desk.access import allow
from farthing.desk.forms.reveals import RevealForm
from farthing.desk.tables import Column, Order, listing
from farthing.desk.viewer import viewer_of
from farthing.records.permissions import MAY_READ, Shelf, may_write
from farthing.records.selectors import observations as selector
from farthing.records.selectors import reveals
from farthing.records.words import Verb, Visibility

READERS = MAY_READ[Shelf.OBSERVATIONS]
NETWORKS = {network: chain.name for network, chain in coins.CHAINS.items()}
COLUMNS = (
    Column("Observation"),
    Column("Captured", "observed"),
    Column("Site", "site"),
    Column("Brand"),
    Column("Offers", number=True),
    Column("Options", number=True),
    Column("Language"),
    Column("Could be seen"),
    Column("Recorded", "recorded"),
)


@allow(READERS)
def observations(request: HttpRequest) -> HttpResponse:
    order = Order(request, COLUMNS, "recorded")
    visibility = order.box("visibility", "Could be seen", dict(Visibility.choices))
    network = order.box("network", "Pays by", NETWORKS)
    found = selector.observations(
        viewer_of(request), order.key, order.descending, visibility=visibility.value, network=network.value
    )
    return render(request, "desk/observations.html", {"listing": listing(found, order, visibility, network)})


@allow(READERS)
def observation(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    one = selector.observation(viewer, number)
    context: dict[str, Any] = {
        "observation": one,
        "offers": sorted(one.offers.all(), key=lambda offer: offer.position),
        "options": sorted(one.options.all(), key=lambda option: option.position),
        "contacts": sorted(one.contacts.all(), key=lambda contact: contact.position),
        "seen_before": selector.seen_before(viewer, one),
    }
    if may_write(viewer, Verb.SITE_REVEALED):
        context |= {"reveal": RevealForm(), "budget": reveals.own_budget(viewer, timezone.now())}
    return render(request, "desk/observation.html", context)
