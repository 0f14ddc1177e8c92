"""The audit: who did what to which record, when and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from farthing.desk.access import allow
from farthing.desk.tables import Column, Order, listing
from farthing.desk.viewer import viewer_of
from farthing.records.permissions import MAY_READ, Shelf
from farthing.records.selectors import audit as selector
from farthing.records.words import Verb

COLUMNS = (
    Column("When"),
    Column("Who"),
    Column("What"),
    Column("Record"),
    Column("Reason"),
    Column("Fields"),
)


@allow(MAY_READ[Shelf.AUDIT])
def audit(request: HttpRequest) -> HttpResponse:
    order = Order(request, COLUMNS, "")
    verb = order.box("verb", "What", dict(Verb.choices))
    actor = order.typed("actor", "Who (sign-in name)")
    subject = order.typed("subject", "Record (such as S-000123)")
    found = selector.events(viewer_of(request), verb=verb.value, actor=actor.value, subject=subject.value)
    return render(request, "desk/audit.html", {"listing": listing(found, order, verb, actor, subject)})
