"""The house's people and partners, for the administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.forms.members import AdmitMemberForm, AdmitPartnerForm, RoleForm
from farthing.desk.viewer import viewer_of
from farthing.records.errors import Invalid
from farthing.records.permissions import MAY_READ, Shelf
from farthing.records.selectors import members as selector
from farthing.records.services import members as service

ADMINISTRATORS = MAY_READ[Shelf.MEMBERS]


@allow(ADMINISTRATORS)
def members(request: HttpRequest) -> HttpResponse:
    """Everybody who may come in, and the two forms that let others in."""
    return _members(request, AdmitMemberForm(partners=_partners(request)), AdmitPartnerForm())


@allow(ADMINISTRATORS)
@require_POST
def admit_member(request: HttpRequest) -> HttpResponse:
    form = AdmitMemberForm(request.POST, partners=_partners(request))
    if form.is_valid():
        try:
            admission = service.admit_member(
                actor=viewer_of(request),
                now=timezone.now(),
                username=form.cleaned_data["username"],
                role=form.cleaned_data["role"],
                partner=selector.partners(viewer_of(request)).get(pk=form.cleaned_data["partner"]),
            )
        except Invalid as error:
            form.show(error.problems)
        else:
            return render(request, "desk/admitted.html", {"admission": admission, "deed": "admitted"})
    return _members(request, form, AdmitPartnerForm(), 422)


@allow(ADMINISTRATORS)
@require_POST
def admit_partner(request: HttpRequest) -> HttpResponse:
    form = AdmitPartnerForm(request.POST)
    if form.is_valid():
        try:
            partner = service.admit_partner(actor=viewer_of(request), now=timezone.now(), **form.cleaned_data)
        except Invalid as error:
            form.show(error.problems)
        else:
            messages.success(request, f"{partner.name} is admitted. Its people can be admitted now.")
            return redirect("members")
    return _members(request, AdmitMemberForm(partners=_partners(request)), form, 422)


@allow(ADMINISTRATORS)
def member(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.member(viewer_of(request), number)
    return render(request, "desk/member.html", {"member": one, "form": RoleForm(initial={"role": one.role})})


@allow(ADMINISTRATORS)
@require_POST
def change_role(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.member(viewer_of(request), number)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            service.change_role(
                actor=viewer_of(request), now=timezone.now(), member=one, role=form.cleaned_data["role"]
            )
        except Invalid as error:
            form.show(error.problems)
        else:
            messages.success(request, f"{one.username} has another role from the next request on.")
            return redirect("member", number)
    return render(request, "desk/member.html", {"member": one, "form": form}, status=422)


@allow(ADMINISTRATORS)
@require_POST
def deactivate(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.member(viewer_of(request), number)
    service.deactivate(actor=viewer_of(request), now=timezone.now(), member=one)
    messages.success(request, f"{one.username} is shut out.")
    return redirect("member", number)


@allow(ADMINISTRATORS)
@require_POST
def reactivate(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.member(viewer_of(request), number)
    service.reactivate(actor=viewer_of(request), now=timezone.now(), member=one)
    messages.success(request, f"{one.username} may come in again.")
    return redirect("member", number)


@allow(ADMINISTRATORS)
@require_POST
def clear_passkeys(request: HttpRequest, number: int) -> HttpResponse:
    one = selector.member(viewer_of(request), number)
    admission = service.clear_passkeys(actor=viewer_of(request), now=timezone.now(), member=one)
    return render(request, "desk/admitted.html", {"admission": admission, "deed": "cleared"})


def _partners(request: HttpRequest) -> list[tuple[str, str]]:
    found = selector.partners(viewer_of(request)).filter(active=True)
    return [(str(partner.pk), f"{partner.name} ({partner.get_kind_display()})") for partner in found]


def _members(
    request: HttpRequest, admit: AdmitMemberForm, partner: AdmitPartnerForm, status: int = 200
) -> HttpResponse:
    viewer = viewer_of(request)
    context = {
        "members": selector.members(viewer),
        "partners": selector.partners(viewer),
        "admit": admit,
        "admit_partner": partner,
    }
    return render(request, "desk/members.html", context, status=status)
