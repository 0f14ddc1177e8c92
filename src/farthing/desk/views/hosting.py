"""Hosting checks: where servers are, by which methods; asked for at a site's page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.forms.hosting import AskingForm
from farthing.desk.tables import Column, Order, listing
from farthing.desk.viewer import viewer_of
from farthing.desk.views.sites import site_page
from farthing.records.errors import Invalid
from farthing.records.permissions import MAY_READ, MAY_WRITE, Shelf
from farthing.records.selectors import hosting as selector
from farthing.records.selectors import sites
from farthing.records.services import hosting as service
from farthing.records.words import Asking, Attribution, Verb

READERS = MAY_READ[Shelf.OBSERVATIONS]
COLUMNS = (
    Column("Check"),
    Column("Asked", "asked"),
    Column("Site", "site"),
    Column("Comes to"),
    Column("Country"),
    Column("Host"),
)


@allow(READERS)
def hosting_checks(request: HttpRequest) -> HttpResponse:
    order = Order(request, COLUMNS, "asked")
    attribution = order.box("attribution", "Comes to", dict(Attribution.choices))
    found = selector.hosting_checks(viewer_of(request), order.key, order.descending, attribution.value)
    return render(request, "desk/hosting_checks.html", {"listing": listing(found, order, attribution)})


@allow(READERS)
def hosting_check(request: HttpRequest, number: int) -> HttpResponse:
    return render(
        request, "desk/hosting_check.html", {"check": selector.hosting_check(viewer_of(request), number)}
    )


@allow(MAY_WRITE[Verb.HOSTING_CHECK_ASKED])
@require_POST
def ask_hosting_check(request: HttpRequest, number: int) -> HttpResponse:
    site = sites.site(viewer_of(request), number)
    try:
        service.ask_hosting_check(actor=viewer_of(request), now=timezone.now(), site=site)
    except Invalid as error:
        messages.info(request, str(error))
    else:
        messages.success(request, "The hosting check waits for the worker; its result will stand here.")
    return redirect("site", number)


@allow(MAY_WRITE[Verb.SITE_ASKING_LIMITED])
@require_POST
def limit_asking(request: HttpRequest, number: int) -> HttpResponse:
    site = sites.site(viewer_of(request), number)
    form = AskingForm(request.POST)
    if not form.is_valid():
        return site_page(request, site, 422, asking=form)
    said = form.cleaned_data
    try:
        service.limit_asking(
            actor=viewer_of(request),
            now=timezone.now(),
            site=site,
            asking=Asking(said["asking"]),
            reason=said["reason"],
        )
    except Invalid as error:
        form.add_error("reason", str(error))
        return site_page(request, site, 422, asking=form)
    messages.success(request, "Saved: it holds from the next look-up on.")
    return redirect("site", number)
