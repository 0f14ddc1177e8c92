"""The board of recipients: what is open and overdue with whom, how long it takes there, the slowest first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.forms.removals import ChangeRecipientForm, RecipientForm, described
from farthing.desk.tables import Column, Order, listing
from farthing.desk.viewer import viewer_of
from farthing.records.clock import OVERDUE_AFTER
from farthing.records.errors import Invalid
from farthing.records.models import Recipient
from farthing.records.permissions import MAY_READ, MAY_WRITE, Shelf, may_read, may_write
from farthing.records.selectors import deliveries, iccam
from farthing.records.selectors import recipients as selector
from farthing.records.services import recipients as service
from farthing.records.words import Channel, PlaceKind, Verb

READERS = MAY_READ[Shelf.RECIPIENTS]
NAMERS = MAY_WRITE[Verb.RECIPIENT_NAMED]
FIGURES = (
    Column("Open", number=True),
    Column("Overdue", number=True),
    Column("Gone", number=True),
    Column("Median hours", number=True),
)
COLUMNS = (Column("Recipient"), Column("Name"), Column("Kind"), Column("Countries"), *FIGURES)
PLACE_COLUMNS = (Column("Place"), *FIGURES)
DELIVERIES_SHOWN = 10


@allow(READERS)
def recipients(request: HttpRequest) -> HttpResponse:
    viewer, order = viewer_of(request), Order(request, COLUMNS, "")
    kind = order.box("kind", "Kind", {kind.value: kind.label for kind in service.KINDS})
    words = order.typed("q", "Name or address")
    found = listing(selector.recipients(viewer, kind.value, words.value), order, kind, words)
    tallies = selector.tallies(viewer, found.page, timezone.now())
    context = {
        "listing": found,
        "recipients": [(one, tallies.get(one.pk, selector.Tally())) for one in found.page],
        "may_name": may_write(viewer, Verb.RECIPIENT_NAMED),
    }
    return render(request, "desk/recipients.html", context)


@allow(READERS)
def removal_times(request: HttpRequest) -> HttpResponse:
    """How long sites took to go from each host, or from each country."""
    viewer, order = viewer_of(request), Order(request, PLACE_COLUMNS, "")
    by = order.box("by", "By", dict(PlaceKind.choices))
    kind = PlaceKind(by.value or PlaceKind.COUNTRY)
    found = listing(selector.places(viewer, kind), order)
    tallies = selector.place_tallies(viewer, kind, found.page, timezone.now())
    context = {
        "listing": found,
        "kinds": [(one, order.url(by=one.value, page=""), one == kind) for one in PlaceKind],
        "places": [(one, tallies.get(one.name, selector.Tally())) for one in found.page],
    }
    return render(request, "desk/removal_times.html", context)


@allow(NAMERS)
def name_recipient(request: HttpRequest) -> HttpResponse:
    form = RecipientForm(request.POST or None, partners=selector.organisations(viewer_of(request)))
    if request.method == "POST" and form.is_valid():
        try:
            one = service.name_recipient(actor=viewer_of(request), now=timezone.now(), draft=form.draft())
        except Invalid as error:
            form.show(error.problems)
        else:
            messages.success(request, f"{one.reference} is named: the rule tells it from now on.")
            return redirect("recipient", one.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/name_recipient.html", {"form": form}, status=status)


@allow(READERS)
def recipient(request: HttpRequest, number: int) -> HttpResponse:
    return _page(request, selector.recipient(viewer_of(request), number))


@allow(NAMERS)
@require_POST
def change_recipient(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.recipient(viewer_of(request), number)
    form = ChangeRecipientForm(request.POST, partners=selector.organisations(viewer_of(request)))
    if form.is_valid():
        try:
            service.change_recipient(
                actor=viewer_of(request), now=timezone.now(), recipient=one, draft=form.draft()
            )
        except Invalid as error:
            form.show(error.problems)
        else:
            messages.success(request, "Saved.")
            return redirect("recipient", number)
    return _page(request, one, 422, change=form)


def _page(request: HttpRequest, one: Recipient, status: int = 200, **forms: Any) -> HttpResponse:
    viewer, now = viewer_of(request), timezone.now()
    context: dict[str, Any] = {
        "recipient": one,
        "tally": selector.tallies(viewer, [one], now).get(one.pk, selector.Tally()),
        "overdue_before": now - OVERDUE_AFTER,
    }
    if may_read(viewer, Shelf.REMOVALS):
        context["listing"] = listing(selector.open_with(viewer, one), Order(request, (), ""))
        context["deliveries"] = deliveries.deliveries_to(viewer, one)[:DELIVERIES_SHOWN]
    if one.channel == Channel.ICCAM:
        context["iccam"] = iccam.status(viewer, now)
    if may_write(viewer, Verb.RECIPIENT_CHANGED):
        context["change"] = described(one, selector.organisations(viewer_of(request)))
    return render(request, "desk/recipient.html", context | forms, status=status)
