"""Credentials of programs: a partner's own, and all of them for the administrator."""

from __future__ import annotations

from datetime import datetime

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from farthing.desk.access import allow
from farthing.desk.forms.credentials import CredentialForm
from farthing.desk.tables import Column, Order, listing
from farthing.desk.viewer import viewer_of
from farthing.records.errors import Invalid
from farthing.records.models import Credential
from farthing.records.permissions import MAY_READ, MAY_WRITE, Shelf
from farthing.records.selectors import credentials as selector
from farthing.records.services import credentials as service
from farthing.records.words import Role, Verb

COLUMNS = (
    Column("Reference"),
    Column("Program"),
    Column("In the name of"),
    Column("May"),
    Column("Ends"),
    Column("Last used"),
    Column("State"),
)


@allow(MAY_READ[Shelf.CREDENTIALS])
def credentials(request: HttpRequest) -> HttpResponse:
    return _page(request, CredentialForm(bearers=_bearers(request)))


@allow(MAY_WRITE[Verb.CREDENTIAL_MADE])
@require_POST
@reauthentication_required  # type: ignore[untyped-decorator]
def make(request: HttpRequest) -> HttpResponse:
    """Makes one for whoever has just shown once more who he is, and shows its key, this once: the answer is
    kept by no browser and no proxy."""
    viewer, form = viewer_of(request), CredentialForm(request.POST, bearers=_bearers(request))
    if form.is_valid():
        said = form.cleaned_data
        member = selector.bearers(viewer).get(pk=said["member"]) if said.get("member") else None
        try:
            made = service.make_credential(
                actor=viewer,
                now=timezone.now(),
                name=said["name"],
                scopes=said["scopes"],
                life=said["life"],
                member=member,
            )
        except Invalid as error:
            form.show(error.problems)
        else:
            base = request.build_absolute_uri("/api/v1/")
            return render(request, "desk/credential_made.html", {"made": made, "base": base})
    return _page(request, form, 422)


@allow(MAY_WRITE[Verb.CREDENTIAL_REVOKED])
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    viewer = viewer_of(request)
    one = selector.credential(viewer, number)
    service.revoke_credential(actor=viewer, now=timezone.now(), credential=one)
    messages.success(request, f"{one.reference} opens nothing any more.")
    return redirect("credentials")


def _bearers(request: HttpRequest) -> list[tuple[str, str]]:
    """In whose name an administrator may make one; a partner's member makes them in his own."""
    viewer = viewer_of(request)
    if viewer.role != Role.ADMIN:
        return []
    return [(str(one.pk), f"{one.username} ({one.partner.name})") for one in selector.bearers(viewer)]


def _page(request: HttpRequest, form: CredentialForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    found = listing(selector.credentials(viewer_of(request)), Order(request, COLUMNS, ""))
    rows = [(one, _state(one, now)) for one in found.page]
    context = {"listing": found, "rows": rows, "form": form}
    return render(request, "desk/credentials.html", context, status=status)


def _state(one: Credential, now: datetime) -> str:
    """How a credential stands, in a word."""
    if one.revoked_at is not None:
        return "revoked"
    return "holds" if one.holds(now) else "ended"
