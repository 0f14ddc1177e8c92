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
from farthing.records.services import removals as service
from farthing.records.words import RemovalState

COLUMNS = (
    Column("Our reference"),
    Column("Your reference"),
    Column("Country"),
    Column("Told"),
    Column("What became of it"),
)


@allow(MAY_READ[Shelf.OWN_NOTICES])
def open_reports(request: HttpRequest) -> HttpResponse:
    found = listing(selector.open_items(viewer_of(request)), Order(request, COLUMNS, ""))
    context = {"listing": found, "reports": [selector.shown(item) for item in found.page]}
    return render(request, "desk/open_reports.html", context)


@allow(MAY_READ[Shelf.OWN_NOTICES])
@require_POST
def settle_report(request: HttpRequest, number: int) -> HttpResponse:
    """Removed, not illegal where it is hosted, or (police at home, asked first) the word to go on."""
    viewer, now = viewer_of(request), timezone.now()
    removal, said = selector.removal_told(viewer, number), request.POST.get("said", "")
    theirs = storable(request.POST.get("theirs", ""))
    try:
        if said == "go":
            service.release(actor=viewer, now=now, removal=removal)
        else:
            state = RemovalState(said) if said in service.ENDS else RemovalState.UNROUTED
            service.end(actor=viewer, now=now, removal=removal, state=state, their_reference=theirs)
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Thank you: {removal.reference} is noted.")
    return redirect("open_reports")
