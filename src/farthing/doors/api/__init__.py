"""The partner API: what partners' programs and the house's own tools send and read, under `/api/v1`.

Every request shows a key (`keys`), brings JSON within limits (`bodies`), and is answered with JSON or a
problem document (`problems`); no cookie is read or set. A resource is a module with a router (`reports`,
`open_reports`) that calls one selector or service; `interface` puts them together, and `page` shows the whole
to who is signed in at the desk. This folder alone imports django-ninja.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path

from farthing.doors.api.bodies import require_json
from farthing.doors.api.interface import ROOT, api, document
from farthing.doors.api.page import api_page
from farthing.doors.api.problems import ApiProblem, Kind

__all__ = ["api_page", "document", "patterns"]

_log = logging.getLogger("farthing.api")


def patterns() -> list[URLPattern]:
    """Every address of the API; whoever comes there shows a key."""
    found: list[Any] = api.urls[0]
    named = [(one.pattern, one.callback, one.name) for one in found if one.name != "api-root"]
    own = [path(f"{ROOT}{route}", _guarded(view), name=f"api_{name}") for route, view, name in named]
    return [*own, path("api/<path:rest>", _guarded(_missing), name="api_missing")]


def _guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view behind the checks that need no key; afterwards the log says what was asked, by which credential
    and how it was answered, never what was in it."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            require_json(request)
            answer = view(request, *args, **kwargs)
        except ApiProblem as problem:
            answer = problem.answer()
        if isinstance(answer, HttpResponseNotAllowed):
            allowed = {"Allow": answer.headers["Allow"]}
            answer = ApiProblem(Kind.WRONG_METHOD, "This address is not for that.", headers=allowed).answer()
        match, credential = request.resolver_match, getattr(request, "auth", None)
        who, route = credential.reference if credential else "no key", match.route if match else ""
        _log.info("%s: %s %s %d", who, request.method, route, answer.status_code)
        return answer

    guarded.csrf_exempt = True  # type: ignore[attr-defined]  # a key is shown with each request, no cookie
    return guarded


def _missing(request: HttpRequest, rest: str) -> HttpResponse:
    raise ApiProblem(Kind.NOT_FOUND, "There is nothing at this address.")
