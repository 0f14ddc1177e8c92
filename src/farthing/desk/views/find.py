"""Find: what is typed comes by POST, so that no host and no address stands in a history or a log."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from farthing.desk.access import allow
from farthing.desk.places import place_of
from farthing.desk.viewer import viewer_of
from farthing.pages.masking import storable
from farthing.records.permissions import MAY_READ, Shelf
from farthing.records.selectors import search as selector
from farthing.records.selectors.references import named

READERS = MAY_READ[Shelf.OBSERVATIONS]
LONGEST = 4000  # characters: longer than any address, invoice or link


@allow(READERS)
def find(request: HttpRequest) -> HttpResponse:
    """What the words name; a reference leads straight to its page."""
    text = storable(request.POST.get("q", "")[:LONGEST].strip())
    found = selector.search(viewer_of(request), text) if text else []
    if len(found) < 2 and (record := named(viewer_of(request), text)):
        return redirect(place_of(record))
    return render(request, "desk/find.html", {"asked": text, "found": found})


@allow(READERS)
def contact(request: HttpRequest, number: int) -> HttpResponse:
    """The observations that offer one contact."""
    viewer = viewer_of(request)
    one = selector.contact(viewer, number)
    found = selector.observations_with_contact(viewer, one)
    return render(request, "desk/contact.html", {"contact": one, "observations": found})
