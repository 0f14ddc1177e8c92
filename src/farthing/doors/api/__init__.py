"""The partner API: what partners' programs and the house's own tools send and read, under `/api/v1`.

Every request shows a key (`keys`), brings JSON within limits (`bodies`), and is answered with JSON or a
problem document (`problems`); no cookie is read or set. A resource is a module with a router (`reports`,
`open_reports`) that calls one selector or service. This folder alone imports django-ninja.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from farthing.doors.api import open_reports, reports
from farthing.doors.api.bodies import BoundedParser, faults, require_json
from farthing.doors.api.keys import Key
from farthing.doors.api.problems import SCHEMA, ApiProblem, Kind
from farthing.records.errors import Forbidden

ROOT = "api/v1/"
_log = logging.getLogger("farthing.api")

api = NinjaAPI(
    title="Farthing’s partner API",
    version="1",
    description="Reports in, and what became of those that we told you of. Every field that leaves is decided"
    " by a numbered rule; what no rule allows is null.",
    openapi_url=None,  # ours shows a key first
    docs_url=None,
    urls_namespace="api-v1",
    parser=BoundedParser(),
)
api.add_router("", reports.router)
api.add_router("", open_reports.router)


@api.get("openapi.json", auth=Key(), include_in_schema=False, url_name="openapi")
def openapi(request: HttpRequest) -> dict[str, Any]:
    """This interface, as an OpenAPI 3.1 document."""
    return document()


def document() -> dict[str, Any]:
    """The OpenAPI document, with the problem documents that each request may be answered with."""
    written = dict(api.get_openapi_schema(path_prefix=f"/{ROOT}"))
    written["components"]["schemas"]["Problem"] = SCHEMA
    return written


@api.exception_handler(ApiProblem)
def _refused(request: HttpRequest, problem: ApiProblem) -> HttpResponse:
    return problem.answer()


@api.exception_handler(AuthenticationError)
def _without_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    headers = {"WWW-Authenticate": "Bearer"}
    return ApiProblem(Kind.UNAUTHORIZED, "This request shows no key.", headers=headers).answer()


@api.exception_handler(HttpError)
def _not_read(request: HttpRequest, error: HttpError) -> HttpResponse:
    """The framework's own refusals: of a body that its parser gave up on."""
    return ApiProblem(Kind.MALFORMED, "The body could not be read as JSON.").answer()


@api.exception_handler(ValidationError)
def _not_as_described(request: HttpRequest, error: ValidationError) -> HttpResponse:
    wrong = faults(error.errors)
    detail = "Something in this request is not as described."
    return ApiProblem(Kind.INVALID, detail, faults=wrong).answer()


@api.exception_handler(Forbidden)
def _not_of_this_role(request: HttpRequest, error: Forbidden) -> HttpResponse:
    return ApiProblem(Kind.FORBIDDEN, str(error)).answer()


def patterns() -> list[URLPattern]:
    """Every address of the API."""
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
