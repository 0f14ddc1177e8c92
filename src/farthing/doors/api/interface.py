"""The interface itself: its resources, how refusals are answered, and the OpenAPI document of it all."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from farthing.doors.api import open_reports, reports
from farthing.doors.api.bodies import BoundedParser, faults
from farthing.doors.api.keys import Key
from farthing.doors.api.problems import SCHEMA, ApiProblem, Kind
from farthing.records.errors import Forbidden

ROOT = "api/v1/"

api = NinjaAPI(
    title="The partner API",
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
    """The OpenAPI document, with the scope that each operation needs and how it may be refused."""
    written = dict(api.get_openapi_schema(path_prefix=f"/{ROOT}"))
    written["components"]["schemas"]["Problem"] = SCHEMA
    for operations in written["paths"].values():
        for operation in operations.values():
            operation["security"] = [{Key.__name__: [operation.pop("x-scope")]}]
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
    detail = "Something in this request is not as described."
    return ApiProblem(Kind.INVALID, detail, faults=faults(error.errors)).answer()


@api.exception_handler(Forbidden)
def _not_of_this_role(request: HttpRequest, error: Forbidden) -> HttpResponse:
    return ApiProblem(Kind.FORBIDDEN, str(error)).answer()
