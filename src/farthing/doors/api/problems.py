"""Refusals: problem documents (RFC 9457), one closed list of kinds, each with what to do about it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from django.http import HttpResponse

from farthing.records.words import Scope

MEDIA_TYPE = "application/problem+json"


class Kind(Enum):
    """The kinds of refusals: status, title, remedy."""

    MALFORMED = (400, "Not JSON", "Send one JSON document in UTF-8, not nested deeper than needed.")
    UNAUTHORIZED = (401, "No valid key", "Send a key that holds as “Authorization: Bearer frt_…”.")
    FORBIDDEN = (403, "Not open to this key", "Make a key with the scope that this needs.")
    NOT_FOUND = (404, "Not found", "Look at the reference, and at the paths in /api/v1/openapi.json.")
    WRONG_METHOD = (405, "Not done this way", "Use a method that the header “Allow” names.")
    CONFLICT = (409, "Not as things stand", "Read the open report again before you say more of it.")
    TOO_LARGE = (413, "Too large", "Send fewer reports at once.")
    WRONG_TYPE = (415, "Not sent as JSON", "Send “Content-Type: application/json”.")
    INVALID = (422, "Not as described", "Mend what “errors” names; /api/v1/openapi.json says what is taken.")
    TOO_MANY = (
        429,
        "Too many requests",
        "Wait as many seconds as “Retry-After” says; send reports in batches.",
    )

    def __init__(self, status: int, title: str, remedy: str) -> None:
        self.status = status
        self.title = title
        self.remedy = remedy

    @property
    def uri(self) -> str:
        return "urn:farthing:problem:" + self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field."""

    field: str
    message: str


class ApiProblem(Exception):
    """A request is refused."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})

    def answer(self) -> HttpResponse:
        """The problem document as it is sent."""
        said: dict[str, Any] = {
            "type": self.kind.uri,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "remedy": self.kind.remedy,
        }
        if self.faults:
            said["errors"] = [asdict(fault) for fault in self.faults]
        content = json.dumps(said)
        return HttpResponse(
            content, status=self.kind.status, content_type=MEDIA_TYPE, headers=self.headers or None
        )


def documented(scope: Scope, *kinds: Kind) -> dict[str, Any]:
    """The scope that an operation needs, these refusals, and those that any request may meet, as its part of
    the OpenAPI document."""
    always = (Kind.UNAUTHORIZED, Kind.FORBIDDEN, Kind.TOO_MANY)
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "x-scope": scope.value,
        "responses": {
            kind.status: {"description": f"{kind.title}. {kind.remedy}", "content": content}
            for kind in sorted((*always, *kinds), key=lambda kind: kind.status)
        },
    }


SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "detail", "remedy"],
    "properties": {
        "type": {"type": "string", "enum": [kind.uri for kind in Kind]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "remedy": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
