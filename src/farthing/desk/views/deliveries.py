"""The outbox: what left and under which rules, what waits, and what was given up and is sent again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.tables import Column, Order, stretch
from farthing.desk.viewer import viewer_of
from farthing.records.errors import Invalid
from farthing.records.permissions import MAY_READ, MAY_WRITE, Shelf, may_write
from farthing.records.selectors import deliveries as selector
from farthing.records.services import outbox as service
from farthing.records.words import DeliveryState, Verb

READERS = MAY_READ[Shelf.REMOVALS]
COLUMNS = tuple(
    Column(label) for label in ("Delivery", "Of", "To", "State", "Put there", "Attempts", "Error")
)


@allow(READERS)
def deliveries(request: HttpRequest) -> HttpResponse:
    order = Order(request, COLUMNS, "")
    state = order.box("state", "State", dict(DeliveryState.choices))
    found = stretch(selector.deliveries(viewer_of(request), state.value), order, state)
    return render(request, "desk/deliveries.html", {"listing": found})


@allow(READERS)
def delivery(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    one = selector.delivery(viewer, number)
    dead = one.state == DeliveryState.DEAD
    context = {
        "delivery": one,
        "told": [field.split(":") for field in one.told],
        "may_send": dead and may_write(viewer, Verb.DELIVERY_SENT_AGAIN),
    }
    return render(request, "desk/delivery.html", context)


@allow(MAY_WRITE[Verb.DELIVERY_SENT_AGAIN])
@require_POST
def send_again(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.delivery(viewer_of(request), number)
    try:
        service.send_again(actor=viewer_of(request), now=timezone.now(), delivery=one)
    except Invalid as error:
        messages.info(request, str(error))
    else:
        messages.success(request, f"{one.reference} is sent again at once.")
    return redirect("delivery", number)
