"""Sites, without their addresses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.forms.hosting import AskingForm
from farthing.desk.forms.reveals import BrandForm, RevealForm
from farthing.desk.tables import Column, Order, listing
from farthing.desk.viewer import viewer_of
from farthing.records.errors import Invalid
from farthing.records.models import Site
from farthing.records.permissions import MAY_READ, MAY_WRITE, Shelf, may_write
from farthing.records.selectors import hosting, observations, removals, reveals
from farthing.records.selectors import sites as selector
from farthing.records.services import brands as service
from farthing.records.words import SiteKind, Verb

READERS = MAY_READ[Shelf.OBSERVATIONS]
COLUMNS = (
    Column("Site"),
    Column("Kind"),
    Column("Network"),
    Column("Brand"),
    Column("Observations", number=True),
    Column("First seen", "first"),
    Column("Last seen", "last"),
)
MOST_SHOWN = 200
HOSTING_SHOWN = REMOVALS_SHOWN = 5


@allow(READERS)
def sites(request: HttpRequest) -> HttpResponse:
    order = Order(request, COLUMNS, "last")
    kind = order.box("kind", "Kind", dict(SiteKind.choices))
    found = selector.sites(viewer_of(request), order.key, order.descending, kind=kind.value)
    return render(request, "desk/sites.html", {"listing": listing(found, order, kind)})


@allow(READERS)
def site(request: HttpRequest, number: int) -> HttpResponse:
    return site_page(request, selector.site(viewer_of(request), number))


def site_page(request: HttpRequest, one: Site, status: int = 200, **forms: Any) -> HttpResponse:
    """A site's page, with a form that came back where there is one."""
    viewer = viewer_of(request)
    own = observations.observations(viewer, "observed").filter(site=one)
    context: dict[str, Any] = {"site": one, "observations": own[:MOST_SHOWN], "count": own.count()}
    context |= {
        "hosting": hosting.checks_of(viewer, one)[:HOSTING_SHOWN],
        "asked_at_host": hosting.asked_at_host(viewer, one),
        "removals": removals.removals_of(viewer, one)[:REMOVALS_SHOWN],
    }
    if may_write(viewer, Verb.SITE_REVEALED):
        context |= {"reveal": RevealForm(), "budget": reveals.own_budget(viewer, timezone.now())}
    if may_write(viewer, Verb.SITE_ASKING_LIMITED):
        context |= {"asking": AskingForm(initial={"asking": one.asking})}
    if may_write(viewer, Verb.BRAND_NAMED):
        context |= {
            "name_brand": BrandForm(),
            "brands": selector.brand_names(viewer),
        }
    return render(request, "desk/site.html", context | forms, status=status)


@allow(MAY_WRITE[Verb.BRAND_NAMED])
@require_POST
def name_brand(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.site(viewer_of(request), number)
    form = BrandForm(request.POST)
    if form.is_valid():
        try:
            brand = service.name_brand(
                actor=viewer_of(request), now=timezone.now(), site=one, **form.cleaned_data
            )
        except Invalid as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"{one.reference} is put under {brand.name}.")
            return redirect("site", number)
    return site_page(request, one, 422, name_brand=form)
