"""Removals: where each of them is, and what a person does where the rule cannot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.forms.members import Shown
from farthing.desk.forms.removals import EndForm, HandlingForm, ReleaseForm, TellForm
from farthing.desk.tables import Column, Order, stretch
from farthing.desk.viewer import viewer_of
from farthing.records.errors import Invalid
from farthing.records.models import Member, Removal
from farthing.records.permissions import MAY_READ, MAY_WRITE, Shelf, may_write
from farthing.records.selectors import iccam, recipients
from farthing.records.selectors import removals as selector
from farthing.records.services import removals as service
from farthing.records.words import RemovalState, Verb

READERS = MAY_READ[Shelf.REMOVALS]
ROUTERS = MAY_WRITE[Verb.REMOVAL_ROUTED]
COLUMNS = tuple(
    Column(label)
    for label in ("Removal", "Site", "State", "Country", "Opened", "First notice", "Ended", "Hours")
)


@allow(READERS)
def removals(request: HttpRequest) -> HttpResponse:
    order = Order(request, COLUMNS, "")
    state = order.box("state", "State", dict(RemovalState.choices))
    found = stretch(selector.removals(viewer_of(request), state.value), order, state)
    return render(request, "desk/removals.html", {"listing": found})


@allow(READERS)
def removal(request: HttpRequest, number: int) -> HttpResponse:
    return _page(request, selector.removal(viewer_of(request), number))


@allow(ROUTERS)
@require_POST
def tell_recipient(request: HttpRequest, number: int) -> HttpResponse:
    """Says who is told, by a reference or mail address."""
    viewer, form = viewer_of(request), TellForm(request.POST)

    def deed(one: Removal) -> str:
        recipient = recipients.recipient_said(viewer, form.cleaned_data["recipient"])
        if recipient is None:
            form.add_error("recipient", "Nobody is named so. A supervisor names whom we tell, at Recipients.")
            return ""
        service.tell(actor=viewer, now=timezone.now(), removal=one, recipient=recipient)
        return f"{recipient.name} is told with the next notice."

    return _done(request, number, deed, tell=form)


@allow(ROUTERS)
@require_POST
def route_again(request: HttpRequest, number: int) -> HttpResponse:
    def deed(one: Removal) -> str:
        routed = service.route_again(actor=viewer_of(request), now=timezone.now(), removal=one)
        return routed.why or f"{routed.reference}: {routed.get_state_display()}."

    return _done(request, number, deed)


@allow(MAY_WRITE[Verb.REMOVAL_RELEASED] & READERS)
@require_POST
def release_removal(request: HttpRequest, number: int) -> HttpResponse:
    """Enters that the police said go, who of them and when."""
    form = ReleaseForm(request.POST)

    def deed(one: Removal) -> str:
        said = {"said_by": form.cleaned_data["said_by"], "said_at": form.moment}
        service.release(actor=viewer_of(request), now=timezone.now(), removal=one, **said)
        return "It is noted, and the notice goes on."

    return _done(request, number, deed, release=form)


@allow(MAY_WRITE[Verb.REMOVAL_HANDLING_SAID])
@require_POST
def say_handling(request: HttpRequest, number: int) -> HttpResponse:
    form = HandlingForm(request.POST)

    def deed(one: Removal) -> str:
        said = form.cleaned_data
        service.say_handling(actor=viewer_of(request), now=timezone.now(), removal=one, **said)
        return "Saved: what is not yet sent is decided by it."

    return _done(request, number, deed, handling=form)


@allow(MAY_WRITE[Verb.REMOVAL_ENDED] & READERS)
@require_POST
def end_removal(request: HttpRequest, number: int) -> HttpResponse:
    """Enters what was heard of the site by letter or telephone, or seen by a person."""
    form = EndForm(request.POST)

    def deed(one: Removal) -> str:
        service.end(actor=viewer_of(request), now=timezone.now(), removal=one, **form.cleaned_data)
        return f"{one.reference} has ended."

    return _done(request, number, deed, end=form)


def _done(request: HttpRequest, number: int, deed: Callable[[Removal], str], **forms: Shown) -> HttpResponse:
    """Does it and says so; where a form or the service refuses, the page comes back with what is wrong."""
    one = selector.removal(viewer_of(request), number)
    if all([form.is_valid() for form in forms.values()]):
        try:
            said = deed(one)
        except Invalid as error:
            for form in forms.values():
                form.show(error.problems)
            said = "" if forms else str(error)
        if said:
            messages.info(request, said)
            return redirect("removal", number)
    return _page(request, one, 422, **forms)


def _page(request: HttpRequest, one: Removal, status: int = 200, **forms: Any) -> HttpResponse:
    viewer = viewer_of(request)
    context = {"removal": one, "told": selector.told(viewer, one), **_forms(viewer, one)}
    context["iccam"] = iccam.reports_of(viewer, one)
    return render(request, "desk/removal.html", context | forms, status=status)


def _forms(viewer: Member, one: Removal) -> dict[str, Any]:
    """What the viewer may do with a removal as it is now."""
    held, is_open = one.asked_at is not None and one.go_said_at is None, one.ended_at is None
    found: dict[str, Any] = {}
    if may_write(viewer, Verb.REMOVAL_ROUTED) and is_open and not held:
        found |= {"tell": TellForm(), "offered": recipients.offered(viewer)}
    if may_write(viewer, Verb.REMOVAL_RELEASED) and held:
        found["release"] = ReleaseForm.fresh(timezone.now())
    if may_write(viewer, Verb.REMOVAL_HANDLING_SAID):
        found["handling"] = HandlingForm(initial={"handling": one.handling})
    if may_write(viewer, Verb.REMOVAL_ENDED) and is_open:
        found["end"] = EndForm()
    return found
