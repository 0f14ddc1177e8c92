"""Leads: the list, one with its reasons and what its page says, and what an analyst makes of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.tables import Column, Order, listing
from farthing.desk.viewer import viewer_of
from farthing.desk.views.sites import READERS
from farthing.records.errors import Invalid
from farthing.records.permissions import MAY_WRITE, may_write
from farthing.records.selectors import leads as selector
from farthing.records.services import leads as service
from farthing.records.words import LeadState, Verb

DECIDERS = MAY_WRITE[Verb.LEAD_TAKEN]
COLUMNS = (
    Column("Lead"),
    Column("Why"),
    Column("Where"),
    Column("Strength", "strength", number=True),
    Column("Found", "found"),
)


@allow(READERS)
def leads(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    order = Order(request, COLUMNS, "strength")
    state = order.box("state", "State", dict(LeadState.choices), LeadState.OPEN)
    found = selector.leads(viewer, order.key, order.descending, state=state.value)
    context = {
        "listing": listing(found, order, state),
        "hunts": selector.hunts(viewer),
        "under_way": selector.hunts_under_way(viewer).count(),
    }
    return render(request, "desk/leads.html", context)


@allow(READERS)
def lead(request: HttpRequest, number: int) -> HttpResponse:
    return _lead_page(request, number)


@allow(DECIDERS)
@require_POST
def report(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.lead(viewer_of(request), number)
    try:
        address = request.POST.get("address", "")
        made = service.report_lead(actor=viewer_of(request), now=timezone.now(), lead=one, address=address)
    except Invalid as error:
        return _lead_page(request, number, 422, fault=str(error))
    messages.success(request, f"{one.reference} is now report {made.reference}.")
    return redirect("lead", number)


@allow(DECIDERS)
@require_POST
def dismiss(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.lead(viewer_of(request), number)
    try:
        note = request.POST.get("note", "")
        service.dismiss_lead(actor=viewer_of(request), now=timezone.now(), lead=one, note=note)
    except Invalid as error:
        return _lead_page(request, number, 422, fault=str(error))
    messages.success(request, f"{one.reference} is dismissed. Leads for the same reasons rank lower.")
    return redirect("leads")


def _lead_page(request: HttpRequest, number: int, status: int = 200, fault: str = "") -> HttpResponse:
    viewer = viewer_of(request)
    one = selector.lead(viewer, number)
    context = {
        "lead": one,
        "reasons": one.reasons.order_by("-weight", "pk"),
        "fault": fault,
        "may_decide": one.state == LeadState.OPEN and may_write(viewer, Verb.LEAD_TAKEN),
    }
    return render(request, "desk/lead.html", context, status=status)
