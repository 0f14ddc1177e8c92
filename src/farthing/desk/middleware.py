"""What stands before and after every view: the doorkeeper, and the headers that keep pages to themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from farthing.desk.access import Door, mark_of
from farthing.desk.views.errors import forbidden, missing, wrong_way
from farthing.records.errors import Forbidden
from farthing.records.models import Member

Respond = Callable[[HttpRequest], HttpResponse]

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_NOT_NEEDED = (
    "camera",
    "microphone",
    "geolocation",
    "payment",
    "usb",
    "serial",
    "bluetooth",
    "display-capture",
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _NOT_NEEDED),
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


def guard_responses(respond: Respond) -> Respond:
    """Gives every answer its headers; nothing but static files is kept by browser or proxy."""

    def guarded(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        for name, value in _HEADERS.items():
            response.headers[name] = value
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        return response

    return guarded


class Doorkeeper:
    """Opens a view only for whom its mark allows it, and turns the records' refusals into pages."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._respond(request)
        match = request.resolver_match
        to_a_program = match is not None and mark_of(match) is Door.SERVICE
        return wrong_way(request, response) if response.status_code == 405 and not to_a_program else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], args: Sequence[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        assert request.resolver_match is not None
        mark = mark_of(request.resolver_match)
        if mark in (Door.STREET, Door.SERVICE):
            return None
        member = request.user
        if not isinstance(member, Member):
            return _to_sign_in(request)
        if not member.is_active or not member.partner.active:
            return forbidden(request, "You have no access any more. Ask your administrator.")
        if (step := _missing_step(request, member, mark)) is not None:
            return step
        if isinstance(mark, Door) or (mark is not None and member.role in mark):
            return None
        return forbidden(request, "This page is not part of your role.")

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Forbidden):
            return forbidden(request, str(error))
        if isinstance(error, ObjectDoesNotExist):
            return missing(request)
        return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": reverse("account_login")})
    if request.method == "GET" and request.path != "/":
        return redirect_to_login(request.get_full_path(), "account_login")
    return redirect("account_login")


def _missing_step(request: HttpRequest, member: Member, mark: object) -> HttpResponse | None:
    """Outside the demonstration: the way to what a member has yet to do before the house opens to him."""
    if not settings.PASSKEY_REQUIRED or mark is Door.THRESHOLD:
        return None
    if not Authenticator.objects.filter(user=member, type=Authenticator.Type.WEBAUTHN).exists():
        return None if mark is Door.PORCH else redirect("mfa_add_webauthn")
    if any(record.get("type") == "webauthn" for record in get_authentication_records(request, member)):
        return None
    back = urlencode({"next": request.get_full_path() if request.method == "GET" else "/"})
    return redirect(f"{reverse('mfa_reauthenticate_webauthn')}?{back}")
