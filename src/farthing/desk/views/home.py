"""The first page after signing in: what there is, what is new, what waits for the one who looks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from farthing.desk.access import ALL, allow
from farthing.desk.viewer import viewer_of
from farthing.records.models import Member
from farthing.records.permissions import Shelf, may_read, may_write
from farthing.records.selectors import deliveries, observations, open_reports, removals, reveals
from farthing.records.selectors import home as selector
from farthing.records.words import Role, Verb

NEWEST = 12


@allow(ALL)
def home(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if viewer.role == Role.PARTNER:
        open_ones = open_reports.open_removals(viewer).count()
        return render(request, "desk/home_partner.html", {"open": open_ones})
    context: dict[str, Any] = {
        "waits": _waits(viewer),
        "may_record": may_write(viewer, Verb.OBSERVATION_RECORDED),
    }
    if may_read(viewer, Shelf.OBSERVATIONS):
        context["figures"] = selector.figures(viewer, timezone.now())
        context["newest"] = observations.observations(viewer)[:NEWEST]
    return render(request, "desk/home.html", context)


def _waits(viewer: Member) -> dict[str, int]:
    """How many things wait for the viewer, by what they are."""
    waits = {}
    if may_write(viewer, Verb.SITE_REVEALED):
        waits["signed"] = reveals.own_signed(viewer, timezone.now()).count()
    if may_write(viewer, Verb.REVEAL_SIGNED):
        waits["to_sign"] = reveals.waiting(viewer).exclude(member=viewer).count()
    if may_write(viewer, Verb.REMOVAL_ROUTED):
        waits["unrouted"] = removals.unrouted(viewer)
    if may_write(viewer, Verb.DELIVERY_SENT_AGAIN):
        waits["given_up"] = deliveries.given_up(viewer)
    return waits
