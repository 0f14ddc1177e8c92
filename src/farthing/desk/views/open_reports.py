"""A partner's open reports, where its members say what became of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.tables import Column, Order, listing
from farthing.desk.viewer import viewer_of
from farthing.pages.masking import storable
from farthing.records.errors import Invalid
from farthing.records.permissions import MAY_READ, Shelf
from farthing.records.selectors import open_reports as selector
from farthing.records.services.settling import settle
from farthing.records.words import Settling

COLUMNS = (
    Column("Our reference"),
    Column("Your reference"),
    Column("Country"),
    Column("Age"),
    Column("What became of it"),
)


@allow(MAY_READ[Shelf.OWN_NOTICES])
def open_reports(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    found = listing(selector.open_removals(viewer), Order(request, COLUMNS, ""))
    context = {"listing": found, "reports": selector.shown(viewer, list(found.page))}
    return render(request, "desk/open_reports.html", context)


@allow(MAY_READ[Shelf.OWN_NOTICES])
@require_POST
def settle_report(request: HttpRequest, number: int) -> HttpResponse:
    """Taken up, removed, moved, not illegal where it is hosted, or (police at home, asked first) go on."""
    viewer = viewer_of(request)
    removal, said = selector.removal_told(viewer, number), request.POST.get("said", "")
    if said not in Settling.values:
        messages.error(request, "Say what became of it by one of the buttons.")
        return redirect("open_reports")
    try:
        settle(
            actor=viewer,
            now=timezone.now(),
            removal=removal,
            said=Settling(said),
            their_reference=storable(request.POST.get("theirs", "")),
        )
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Thank you: {removal.reference} is noted.")
    return redirect("open_reports")
