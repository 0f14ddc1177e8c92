"""Rechecks: sites that are watched until they are gone, and what waits for a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.forms.hosting import WatchForm
from farthing.desk.tables import Column, Order, listing
from farthing.desk.viewer import viewer_of
from farthing.records.errors import Invalid
from farthing.records.models import Watch
from farthing.records.permissions import MAY_READ, MAY_WRITE, Shelf, may_write
from farthing.records.selectors import rechecks as selector
from farthing.records.selectors import sites
from farthing.records.services import rechecks as service
from farthing.records.words import Verb, WatchState

READERS = MAY_READ[Shelf.OBSERVATIONS]
COLUMNS = (
    Column("Watch"),
    Column("Site", "site"),
    Column("State"),
    Column("Since", "started"),
    Column("Next look", "next"),
    Column("Ended"),
)
LOOKS_SHOWN = 100


@allow(READERS)
def watches(request: HttpRequest) -> HttpResponse:
    order = Order(request, COLUMNS, "started")
    state = order.box("state", "State", dict(WatchState.choices))
    found = selector.watches(viewer_of(request), order.key, order.descending, state.value)
    return render(request, "desk/watches.html", {"listing": listing(found, order, state)})


@allow(READERS)
def watch(request: HttpRequest, number: int) -> HttpResponse:
    return _page(request, selector.watch(viewer_of(request), number))


def _page(request: HttpRequest, one: Watch, status: int = 200, **forms: Any) -> HttpResponse:
    context: dict[str, Any] = {"watch": one, "looks": one.rechecks.all()[:LOOKS_SHOWN]}
    if one.state == WatchState.PERSON and may_write(viewer_of(request), Verb.WATCH_DECIDED):
        context |= {"decision": WatchForm()}
    return render(request, "desk/watch.html", context | forms, status=status)


@allow(MAY_WRITE[Verb.WATCH_STARTED])
@require_POST
def start_watch(request: HttpRequest, number: int) -> HttpResponse:
    site = sites.site(viewer_of(request), number)
    try:
        started = service.start_watch(actor=viewer_of(request), now=timezone.now(), site=site)
    except Invalid as error:
        messages.info(request, str(error))
        return redirect("site", number)
    messages.success(request, f"{site.reference} is watched until it is gone.")
    return redirect("watch", started.pk)


@allow(MAY_WRITE[Verb.WATCH_DECIDED])
@require_POST
def decide_watch(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.watch(viewer_of(request), number)
    form = WatchForm(request.POST)
    if not form.is_valid():
        return _page(request, one, 422, decision=form)
    try:
        service.decide_watch(
            actor=viewer_of(request),
            now=timezone.now(),
            watch=one,
            gone=form.cleaned_data["gone"] == "yes",
            reason=form.cleaned_data["reason"],
        )
    except Invalid as error:
        messages.info(request, str(error))
    return redirect("watch", number)
