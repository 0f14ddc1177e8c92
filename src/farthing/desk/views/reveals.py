"""Reveals: a sealed address shown for a reason, once, and what the supervisor sees of it."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.forms.reveals import RevealForm
from farthing.desk.tables import Column, Order, listing
from farthing.desk.viewer import viewer_of
from farthing.desk.views.sites import site_page
from farthing.records.errors import Invalid
from farthing.records.models import Observation
from farthing.records.permissions import MAY_READ, MAY_WRITE, Shelf
from farthing.records.selectors import observations, sites
from farthing.records.selectors import reveals as selector
from farthing.records.services import reveals as service
from farthing.records.services.reveals import Revealed
from farthing.records.site_address import defang
from farthing.records.words import Verb

REVEALERS = MAY_WRITE[Verb.SITE_REVEALED]
COLUMNS = (
    Column("Reveal"),
    Column("Asked", "asked"),
    Column("By"),
    Column("Site", "site"),
    Column("Reason"),
    Column("State"),
)


@allow(REVEALERS)
@require_POST
def reveal_site(request: HttpRequest, number: int) -> HttpResponse:
    """Shows a site's address on this answer alone, or says that a supervisor has to sign."""
    viewer = viewer_of(request)
    site = sites.site(viewer, number)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return site_page(request, site, 422, reveal=form)
    try:
        revealed = service.reveal_site(
            actor=viewer,
            now=timezone.now(),
            site=site,
            reason=form.cleaned_data["reason"],
            observation=_observation(request, form),
        )
    except Invalid as error:
        form.add_error("reason", str(error))
        return site_page(request, site, 422, reveal=form)
    if revealed.address is None:
        messages.info(request, "Your reveals of this hour are used up. A supervisor has to sign this one.")
        return redirect("own_reveals")
    return _shown(request, revealed)


@allow(REVEALERS)
def own_reveals(request: HttpRequest) -> HttpResponse:
    viewer, now = viewer_of(request), timezone.now()
    order = Order(request, [column for column in COLUMNS if column.label != "By"], "asked")
    context = {
        "listing": listing(selector.own_reveals(viewer, order.key, order.descending), order),
        "budget": selector.own_budget(viewer, now),
        "opened": selector.opened_to_assess(viewer, now),
        "signed": {one.pk for one in selector.own_signed(viewer, now)},
    }
    return render(request, "desk/own_reveals.html", context)


@allow(REVEALERS)
@require_POST
def open_signed(request: HttpRequest, number: int) -> HttpResponse:
    """Shows, once, the address of a reveal that a supervisor signed."""
    viewer = viewer_of(request)
    revealed = service.open_signed(
        actor=viewer, now=timezone.now(), reveal=selector.own_reveal(viewer, number)
    )
    return _shown(request, revealed)


@allow(MAY_READ[Shelf.REVEALS])
def reveals(request: HttpRequest) -> HttpResponse:
    """What waits for a supervisor, what looks unusual, and every reveal."""
    viewer, now = viewer_of(request), timezone.now()
    order = Order(request, COLUMNS, "asked")
    context = {
        "waiting": selector.waiting(viewer),
        "patterns": selector.unusual(viewer, now),
        "most_revealed": selector.most_revealed(viewer, now),
        "listing": listing(selector.reveals(viewer, order.key, order.descending), order),
    }
    return render(request, "desk/reveals.html", context)


@allow(MAY_WRITE[Verb.REVEAL_SIGNED])
@require_POST
def decide_reveal(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    granted = {"sign": True, "refuse": False}.get(request.POST.get("decision", ""))
    if granted is None:
        messages.error(request, "Say whether to sign or to refuse.")
        return redirect("reveals")
    try:
        decided = service.decide_reveal(
            actor=viewer, now=timezone.now(), reveal=selector.reveal(viewer, number), granted=granted
        )
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{decided.reference} is {'signed' if granted else 'refused'}.")
    return redirect("reveals")


def _defanged(line: str) -> str:
    """A line of a referrer path, in which any word may be an address."""
    return re.sub(r"\S+", lambda word: defang(word[0]), line)


def _observation(request: HttpRequest, form: RevealForm) -> Observation | None:
    number = form.cleaned_data.get("observation")
    return observations.observation(viewer_of(request), number) if number else None


def _shown(request: HttpRequest, revealed: Revealed) -> HttpResponse:
    unsealed = revealed.unsealed
    context = {
        "reveal": revealed.reveal,
        "site": revealed.reveal.site,
        "address": defang(revealed.address or ""),
        "unsealed": unsealed,
        "hidden": [defang(address) for address in unsealed.hidden] if unsealed else [],
        "path": [_defanged(line) for line in unsealed.referrer_path.splitlines()] if unsealed else [],
        "contacts": [(kind, defang(value)) for kind, value in unsealed.contacts] if unsealed else [],
        "budget": selector.own_budget(viewer_of(request), timezone.now()),
    }
    return render(request, "desk/revealed.html", context)
