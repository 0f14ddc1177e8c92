"""The API on a page, for who is signed in: written from the OpenAPI document, without a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from farthing.doors.api.interface import document


@dataclass(frozen=True, slots=True)
class Field:
    """One field of what is sent: where it stands, what it is, whether it must be there."""

    name: str
    place: str
    kind: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that a program can do."""

    method: str
    path: str
    summary: str
    description: str
    scope: str
    fields: list[Field]
    answers: list[tuple[str, str]]


def api_page(request: HttpRequest) -> HttpResponse:
    """Everything that the API can do, in the words of its own document."""
    described = document()
    operations = [
        _operation(method, path, said, described)
        for path, methods in described["paths"].items()
        for method, said in methods.items()
    ]
    return render(request, "desk/api.html", {"info": described["info"], "operations": operations})


def _operation(method: str, path: str, said: dict[str, Any], described: dict[str, Any]) -> Operation:
    parameters = [
        Field(one["name"], one["in"], _kind(one["schema"]), bool(one["required"]))
        for one in said["parameters"]
    ]
    return Operation(
        method.upper(),
        path,
        said["summary"],
        said["description"],
        " ".join(said["security"][0]["Key"]),
        [*parameters, *_body(said, described)],
        [(str(status), answer["description"]) for status, answer in said["responses"].items()],
    )


def _body(said: dict[str, Any], described: dict[str, Any]) -> list[Field]:
    """The fields of the body, of its first form where there are several."""
    if "requestBody" not in said:
        return []
    schema = said["requestBody"]["content"]["application/json"]["schema"]
    schema = _resolved(schema.get("anyOf", [schema])[0], described)
    needed = schema.get("required", [])
    return [
        Field(name, "body", _kind(_resolved(one, described)), name in needed)
        for name, one in schema["properties"].items()
    ]


def _resolved(schema: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    """What a reference stands for."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return dict(described["components"]["schemas"][name]) if name else schema


def _kind(schema: dict[str, Any]) -> str:
    """What a value is, in words."""
    if "enum" in schema:
        return " · ".join(schema["enum"])
    kinds = [one.get("type", "") for one in schema.get("anyOf", [schema])]
    most = next((f", {one['maxLength']} characters at most" for one in [schema] if "maxLength" in one), "")
    return " or ".join(kind for kind in kinds if kind and kind != "null") + most
