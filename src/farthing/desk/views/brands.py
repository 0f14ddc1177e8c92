"""Brands: the list, one with its links, addresses, hosts and prices, and proposals that wait."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.forms.brands import AcceptForm, RefuseForm
from farthing.desk.links import picture
from farthing.desk.tables import Column, Order, listing
from farthing.desk.timeline import indicator_of, timeline
from farthing.desk.viewer import viewer_of
from farthing.desk.views.sites import COLUMNS as SITE_COLUMNS
from farthing.desk.views.sites import READERS
from farthing.records.errors import Invalid
from farthing.records.models import BrandProposal
from farthing.records.permissions import MAY_WRITE, may_write
from farthing.records.selectors import brands as selector
from farthing.records.selectors import sites
from farthing.records.services import proposals as service
from farthing.records.words import ProposalState, Verb

COLUMNS = (Column("Brand", "name"), Column("Sites", "sites", number=True), Column("Named", "named"))
PROPOSAL_COLUMNS = (
    Column("Proposal"),
    Column("For"),
    Column("Sites", "sites", number=True),
    Column("Strength", "strength", number=True),
    Column("Proposed", "proposed"),
)
DECIDERS = MAY_WRITE[Verb.BRAND_PROPOSAL_ACCEPTED]
MOST_SIGHTINGS = 1000
MOST_SHOWN = 50


@allow(READERS)
def brands(request: HttpRequest) -> HttpResponse:
    order = Order(request, COLUMNS, "name", descending=False)
    found = sites.brands(viewer_of(request), order.key, order.descending)
    return render(request, "desk/brands.html", {"listing": listing(found, order)})


@allow(READERS)
def brand(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    one = sites.brand(viewer, number)
    order = Order(request, [column for column in SITE_COLUMNS if column.label != "Brand"], "last")
    found = sites.sites(viewer, order.key, order.descending).filter(brand=one)
    links = selector.links(viewer, one)
    seen = list(selector.sightings(viewer, one)[:MOST_SIGHTINGS])
    context = {
        "brand": one,
        "listing": listing(found, order),
        "links": links,
        "picture": picture(links),
        "timeline": timeline(seen, indicator_of),
        "addresses": selector.rotations(seen)[:MOST_SHOWN],
        "hosts": selector.hosts(viewer, one),
        "prices": selector.prices(viewer, one)[:MOST_SHOWN],
    }
    return render(request, "desk/brand.html", context)


@allow(READERS)
def proposals(request: HttpRequest) -> HttpResponse:
    order = Order(request, PROPOSAL_COLUMNS, "strength")
    state = order.box("state", "State", dict(ProposalState.choices), ProposalState.OPEN)
    found = selector.proposals(viewer_of(request), order.key, order.descending, state=state.value)
    context = {
        "listing": listing(found, order, state),
        "may_look": may_write(viewer_of(request), Verb.BRAND_PROPOSAL_MADE),
    }
    return render(request, "desk/proposals.html", context)


@allow(DECIDERS)
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    count = service.propose_brands(actor=viewer_of(request), now=timezone.now())
    messages.success(request, f"All sites were compared: {count} proposals wait.")
    return redirect("proposals")


@allow(READERS)
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    return _proposal_page(request, selector.proposal(viewer_of(request), number))


@allow(DECIDERS)
@require_POST
def accept(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.proposal(viewer_of(request), number)
    form = AcceptForm(request.POST, sites=_choices(request, one))
    if form.is_valid():
        try:
            brand = service.accept_proposal(
                actor=viewer_of(request), now=timezone.now(), proposal=one, **form.cleaned_data
            )
        except Invalid as error:
            form.show(error.problems)
        else:
            messages.success(request, f"The sites are put under {brand.name}.")
            return redirect("brand", brand.pk)
    return _proposal_page(request, one, 422, accept=form)


@allow(DECIDERS)
@require_POST
def refuse(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.proposal(viewer_of(request), number)
    form = RefuseForm(request.POST)
    if form.is_valid():
        try:
            service.refuse_proposal(
                actor=viewer_of(request), now=timezone.now(), proposal=one, **form.cleaned_data
            )
        except Invalid as error:
            form.show(error.problems)
        else:
            messages.success(request, f"{one.reference} is refused, and will not come back.")
            return redirect("proposals")
    return _proposal_page(request, one, 422, refuse=form)


def _proposal_page(
    request: HttpRequest, one: BrandProposal, status: int = 200, **forms: AcceptForm | RefuseForm
) -> HttpResponse:
    viewer = viewer_of(request)
    context = {
        "proposal": one,
        "sites": selector.proposed_sites(viewer, one),
        "evidence": selector.evidence(viewer, one),
    }
    if one.state == ProposalState.OPEN and may_write(viewer, Verb.BRAND_PROPOSAL_ACCEPTED):
        choices = _choices(request, one)
        context |= {
            "accept": AcceptForm(
                sites=choices,
                initial={"name": one.brand.name if one.brand else "", "sites": [key for key, _ in choices]},
            ),
            "refuse": RefuseForm(),
        }
    return render(request, "desk/proposal.html", context | forms, status=status)


def _choices(request: HttpRequest, one: BrandProposal) -> list[tuple[int, str]]:
    return [(site.pk, site.reference) for site in selector.proposed_sites(viewer_of(request), one)]
