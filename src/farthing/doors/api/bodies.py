"""What comes in: JSON within limits, whatever somebody makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

import pydantic_core
from django.http import HttpRequest
from ninja.parser import Parser
from pydantic import ValidationError

from farthing.doors.api.problems import ApiProblem, Fault, Kind

LARGEST = 2 * 1024 * 1024  # bytes of one request


class BoundedParser(Parser):
    """Reads a body by pydantic's own parser: it stops at 200 levels, and lets no lone surrogate through."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        return cast(dict[str, Any], document(request))


def require_json(request: HttpRequest) -> None:
    """Raises ApiProblem where a request brings what is no JSON, or more than is taken."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise ApiProblem(Kind.TOO_LARGE, f"A request holds at most {LARGEST} bytes; nothing was stored.")
    if request.content_type != "application/json":
        raise ApiProblem(Kind.WRONG_TYPE, "What is sent here is JSON.")


def document(request: HttpRequest) -> Any:
    """The body's one JSON document. Raises ApiProblem."""
    try:
        return pydantic_core.from_json(request.body, allow_inf_nan=False)
    except ValueError as error:
        raise ApiProblem(Kind.MALFORMED, f"The body could not be read as JSON: {error}.") from error


def faults(errors: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """What a check by pydantic found, without what was sent: a field that nobody knows is not named."""
    return [_fault(error) for error in errors]


def sentence(error: ValidationError) -> str:
    """The same as one sentence."""
    found = faults(error.errors(include_url=False, include_context=False, include_input=False))
    return " ".join(f"{fault.field}: {fault.message}." if fault.field else fault.message for fault in found)


def _fault(error: Mapping[str, Any]) -> Fault:
    if error["type"] == "extra_forbidden":
        return Fault("", "There is a field that is not known here.")
    place = [str(part) for part in error["loc"] if part not in ("body", "query", "path", "header")]
    return Fault(".".join(place), str(error["msg"]))
